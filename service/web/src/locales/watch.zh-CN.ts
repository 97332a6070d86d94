/** 审计页的筛选、导出与一天的记录。 */
export default {
  contract: '合同', contractHint: '输入名称或编号', address: '网络地址', outcome: '结果', outcomes: { done: '已完成', refused: '被拒绝', failed: '失败' }, aboutOne: '只看对账号“{name}”的操作',
  export: '导出', exportHint: '导出当前筛选的全部记录', life: '查看这份合同的全部审计记录',
  list: '列表', day: '按小时', hour: '{n} 时', count: '{n} 条', pause: '此前 {t} 没有记录', pauseHours: '{h} 小时 {m} 分', dayEmpty: '这一天没有记录', dayMend: '换一天或换一个人再看。', more: '只显示前 {n} 条；全部记录请导出。',
}
