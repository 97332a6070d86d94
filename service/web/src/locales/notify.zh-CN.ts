/** 通知的用词；每种通知自己的话在服务端（service/locales/notifications.*.yaml）。 */
export default {
  title: '通知', open: '通知', unread: '{n} 条未读', none: '没有未读通知', all: '全部', unreadOnly: '未读', everyKind: '各类通知', seeAll: '查看全部通知', readAll: '全部标为已读', allRead: '已将 {n} 条标为已读',
  read: '标为已读', unreadAgain: '标为未读', dismiss: '移除', dismissed: '已移除', isUnread: '未读', settings: '通知设置',
  empty: '还没有通知', emptyMend: '您上传的合同读完或读取失败、有合同转交给您、账号在新设备上登录时，会在这里告诉您。', noMatch: '没有符合条件的通知', noMatchMend: '换一个筛选条件再看。',
  card: { title: '通知', what: '内容', app: '系统内', fixed: '（不能关闭）' },
  area: { work: '合同工作', account: '我的账号', installation: '系统运行', security: '异常提醒' },
  severity: { info: '一般', warning: '注意', critical: '紧急' },
}
