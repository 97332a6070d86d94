/** Words of notifications; those of each kind stand in the service (service/locales/notifications.*.yaml). */
export default {
  title: 'Notifications', open: 'Notifications', unread: '{n} unread', none: 'No unread notifications', all: 'All', unreadOnly: 'Unread', everyKind: 'All kinds', seeAll: 'See all notifications', readAll: 'Mark all as read', allRead: '{n} marked as read',
  read: 'Mark as read', unreadAgain: 'Mark as unread', dismiss: 'Remove', dismissed: 'Removed', isUnread: 'Unread', settings: 'Settings',
  empty: 'No notifications yet', emptyMend: 'You are told here when a contract that you uploaded has been read or could not be, when contracts are assigned to you, and when your account is used on a new device.', noMatch: 'No notification matches', noMatchMend: 'Try other filters.',
  card: { title: 'Notifications', what: 'What', app: 'In here', mail: 'E-mail', fixed: '(always on)', address: 'E-mail address', kept: 'Address saved', test: 'Send me a test mail', reply: 'The server said:', when: 'When', atOnce: 'At once', daily: 'Once a day', hour: 'At what time', dailyHint: 'Mails on the security of your account do not wait.', noMail: 'No mail server has been set by the administrators: you are told in here alone.' },
  area: { work: 'Contract work', account: 'My account', installation: 'Installation', security: 'Anomalies' },
  mail: {
    title: 'Mail', none: 'No mail server has been set', noneMend: 'Set mail_host, mail_port and mail_from in jianqi.toml (and mail_user, mail_password_file, public_url) and restart; notifications then reach people by mail.', server: 'Mail server', sender: 'Sender', titles: 'Titles of contracts', titlesOn: 'are named in mails', titlesOff: 'stay out of mails',
    state: { waiting: 'Waiting', sending: 'Being sent', sent: 'Sent', unsure: 'Unsure', failed: 'Failed', dropped: 'Not needed' }, every: 'All states', empty: 'No mails yet', noMatch: 'No mail in this state', emptyMend: 'Mails stand here once somebody who gave an address is notified.', attempts: '{n} attempts', next: 'again at {t}', again: 'Send again', isAgain: 'It will be sent again',
  },
  severity: { info: 'Information', warning: 'Attention', critical: 'Urgent' },
}
