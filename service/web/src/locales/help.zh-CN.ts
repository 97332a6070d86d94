/** 帮助、导览与意见反馈的用词。 */
export default {
  title: '帮助', open: '打开帮助（?）', button: '帮助', asPage: '在整页中打开', contents: '目录', turn: '前后篇', search: '搜索帮助', searchHint: '例如：扫描、用印、导出',
  found: '找到 {n} 处', nothing: '没有找到“{words}”', nothingMend: '换一个词，或从目录中查看。', previous: '上一篇', next: '下一篇', backTo: '返回刚才的页面', why: '原因与办法',
  groups: { start: '第一步', pages: '各个页面', more: '深入了解' },
  feedback: {
    title: '意见反馈', open: '写给管理员', text: '遇到了什么，或希望怎样改进？', hint: '请不要粘贴合同原文。', attached: '将一并发送：页面 {path}、浏览器名称{request}。不会附带合同内容。', request: '、请求编号 {id}',
    send: '发送', sent: '已发送给管理员，谢谢', pageTitle: '意见反馈', empty: '还没有反馈', emptyMend: '大家在帮助中写下的意见会出现在这里。', noOpen: '没有待处理的反馈', open_only: '待处理', all: '全部', done: '标记已处理', reopen: '重新打开', doneTag: '已处理',
    note: '处理说明（只有管理员看到）', answer: '回复', reply: '给 {name} 的回复', send_answer: '发送回复', answered: '已回复，对方会收到通知', keep: '保存说明', kept: '说明已保存', requestId: '请求编号', browser: '浏览器',
  },
  tour: {
    title: '快速导览', step: '第 {n} 步，共 {all} 步', next: '下一步', back: '上一步', skip: '跳过', finish: '知道了',
    steps: {
      upload: { title: '从上传开始', text: '把扫描件、PDF、Word 或照片拖进来，鉴契逐页读取并引用原文。' },
      contracts: { title: '合同台账', text: '您能看到的合同都在这里：筛选、保存视图、批量办理、导出 Excel。' },
      review: { title: '逐条审查', text: '打开一份合同，在“风险”和“事实”中按 A 采纳、E 修改、R 驳回；每条都能回到原文。' },
      search: { title: '按意思检索', text: '用自己的话提问，例如“对方迟延付款怎么处理”，中英文条款都能找到。' },
      home: { title: '今天要办的事', text: '首页列出 90 天内的到期与应办事项，以及待确认的事实和高风险。' },
      dates: { title: '付款与到期', text: '首页按日期列出应付款与到期事项；点进去即可核对原文。' },
      approve: { title: '推进合同', text: '在合同页用“变更状态”推进或退回；退回、中止和终止要写明原因。' },
      report: { title: '风险报告', text: '合同页右上角打开风险报告，可下载 PDF、Word 等格式。' },
      menu: { title: '管理', text: '点您的姓名：用户、组织架构、角色、审计、备份、邮件与意见反馈都在这里。先建组织架构，再添加用户。' },
      backup: { title: '先设好备份', text: '在“备份”中确认备份位置，并另存主密钥；没有主密钥，任何备份都打不开。' },
      help: { title: '随时问', text: '按 ? 或点这里打开当前页面的帮助，也可以在那里给管理员留言。' },
    },
  },
}
