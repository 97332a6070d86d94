/** Words of notifications; those of each kind stand in the service (service/locales/notifications.*.yaml). */
export default {
  title: 'Notifications', open: 'Notifications', unread: '{n} unread', none: 'No unread notifications', all: 'All', unreadOnly: 'Unread', everyKind: 'All kinds', seeAll: 'See all notifications', readAll: 'Mark all as read', allRead: '{n} marked as read',
  read: 'Mark as read', unreadAgain: 'Mark as unread', dismiss: 'Remove', dismissed: 'Removed', isUnread: 'Unread', settings: 'Settings',
  empty: 'No notifications yet', emptyMend: 'You are told here when a contract that you uploaded has been read or could not be, when contracts are assigned to you, and when your account is used on a new device.', noMatch: 'No notification matches', noMatchMend: 'Try other filters.',
  card: { title: 'Notifications', what: 'What', app: 'In here', fixed: '(always on)' },
  area: { work: 'Contract work', account: 'My account', installation: 'Installation', security: 'Anomalies' },
  severity: { info: 'Information', warning: 'Attention', critical: 'Urgent' },
}
