/** 合同的历程：登记、决定与审计记录按天排列。 */
export default {
  filter: '只看哪一类', all: '全部', today: '今天', yesterday: '昨天', older: '加载更早的记录',
  groups: { life: '生命周期', record: '登记信息', review: '审查与决定', reading: '读取', access: '权限', use: '查阅与导出' },
  noMatch: '没有这一类的记录', noMatchMend: '换一类，或点“全部”。',
  ownOnly: '这里是合同自身的历程和您自己的查阅、下载与导出。他人何时查阅，由可以查看审计记录的人掌握。',
}
