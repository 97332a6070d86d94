/** 通知的用词；每种通知自己的话在服务端（service/locales/notifications.*.yaml）。 */
export default {
  title: '通知', open: '通知', unread: '{n} 条未读', none: '没有未读通知', all: '全部', unreadOnly: '未读', everyKind: '各类通知', seeAll: '查看全部通知', readAll: '全部标为已读', allRead: '已将 {n} 条标为已读',
  read: '标为已读', unreadAgain: '标为未读', dismiss: '移除', dismissed: '已移除', isUnread: '未读', settings: '通知设置',
  empty: '还没有通知', emptyMend: '您上传的合同读完或读取失败、有合同转交给您、账号在新设备上登录时，会在这里告诉您。', noMatch: '没有符合条件的通知', noMatchMend: '换一个筛选条件再看。',
  card: { title: '通知', what: '内容', app: '系统内', mail: '邮件', fixed: '（不能关闭）', address: '邮箱地址', kept: '邮箱已保存', test: '给我发一封测试邮件', reply: '服务器答复：', when: '何时发送', atOnce: '随时发送', daily: '每天汇总', hour: '几点发送', dailyHint: '账号安全的邮件不等汇总。', noMail: '管理员还没有设置邮件服务器，目前只在系统内通知。' },
  area: { work: '合同工作', account: '我的账号', installation: '系统运行', security: '异常提醒' },
  mail: {
    title: '邮件', none: '尚未设置邮件服务器', noneMend: '在 jianqi.toml 中填写 mail_host、mail_port、mail_from（以及 mail_user、mail_password_file、public_url）后重启，通知就能发到各人的邮箱。', server: '邮件服务器', sender: '发件人', titles: '合同名称', titlesOn: '邮件中写明', titlesOff: '邮件中不写',
    state: { waiting: '等待中', sending: '发送中', sent: '已送出', unsure: '无法确定', failed: '失败', dropped: '不再需要' }, every: '所有状态', empty: '还没有邮件', noMatch: '没有这种状态的邮件', emptyMend: '填写了邮箱的人收到通知时，邮件会记在这里。', attempts: '尝试 {n} 次', next: '{t} 再试', again: '重新发送', isAgain: '将重新发送',
  },
  severity: { info: '一般', warning: '注意', critical: '紧急' },
}
