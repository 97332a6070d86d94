/** 组织架构、角色、授权与“谁能看到”的用词。 */
export default {
  unit: '所属组织', noUnit: '未归入组织', retired: '已停用',
  kind: { group: '集团', company: '公司', department: '部门' },
  secrecy: { label: '密级', normal: '普通', confidential: '机密', of: { normal: '密级：普通', confidential: '密级：机密' }, hint: '机密合同只有经办人、被授权的人，以及角色可查看机密合同的人看得到。' },
  tree: {
    title: '组织架构', intro: '合同和人员都归入一个组织；角色的范围按这棵树计算。', add: '添加组织', addBelow: '添加下级', addTop: '添加顶层组织', edit: '修改', move: '移动到…', merge: '合并到…', retire: '停用', revive: '启用', remove: '删除',
    name: '名称', nameEn: '英文名称', code: '编码', codeHint: '字母、数字或 . _ -；导入、单点登录按它对应', kindLabel: '类别', parent: '上级', top: '（顶层）', acts: '“{name}”的操作', order: '顺序', up: '上移', down: '下移',
    people: '{n} 人', contracts: '{n} 份合同', moved: '已移动“{name}”，连同其下级', undone: '已撤销', saved: '已保存', removed: '已删除“{name}”', merged: '已合并到“{name}”', retiredNow: '已停用“{name}”，不再可选',
    mergeAsk: '“{name}”的 {people} 人、{contracts} 份合同、{grants} 项授权和 {units} 个下级将归入所选组织，“{name}”随后消失。此操作不能撤销。',
    removeAsk: '删除“{name}”？没有任何人、合同或下级挂在它上面。', moveAsk: '把“{name}”连同其下级移动到：', inUse: '“{name}”上还有 {people} 人、{contracts} 份合同、{units} 个下级，不能删除：可以停用，或合并到另一个组织。',
    empty: '还没有组织', emptyMend: '先添加一家公司，再在它下面添加部门；或用表格一次导入全部。', export: '导出表格', import: '导入表格', find: '查找组织', dragHint: '可拖动，也可用每行的菜单；键盘用方向键移动、回车打开菜单。',
    importIntro: 'CSV 列：编码、类别、名称、英文名称、上级编码、启用。编码已有的行修改该组织，其余新建；表里没有的组织保持不变。可先导出作模板。', choose: '选择 CSV 文件', does: { add: '新建', change: '修改', keep: '不变' },
    ready: '检查通过：新建 {add}，修改 {change}', faulty: '有 {n} 行需要更正，什么也没有改', apply: '全部导入', imported: '已导入', line: '行',
  },
  role: {
    title: '角色与权限', intro: '角色说明能做什么、能及多远。修改在持有人的下一次操作起生效。', add: '新建角色', copy: '复制', edit: '修改', remove: '删除', builtIn: '自带', people: '{n} 人持有', name: '名称', nameEn: '英文名称', code: '代码', codeHint: '小写字母开头；保存后不变，单点登录按它对应', scope: '范围', permissions: '权限', count: '{n} 项权限',
    scopes: { own: '仅本人的合同', unit: '本组织的合同', unit_below: '本组织及下级的合同', all: '全部合同' },
    preview: '查看影响', previewTitle: '保存后会改变什么', nothing: '没有人的权限或可见合同会改变。', gain: '{n} 人得到', lose: '{n} 人失去', seeMore: '{n} 人看到更多合同', seeLess: '{n} 人看到更少合同', sees: '可见合同 {before} → {after}', save: '确认保存', back: '继续修改', saved: '角色已保存', removed: '角色已删除', removeAsk: '删除角色“{name}”？', copyOf: '{name}（副本）', adminKeeps: '管理员不能失去这项权限', history: '修改记录在审计日志中',
  },
  person: { roles: '其他角色', until: '到期', noEnd: '长期', addRole: '加一个角色', units: '其他组织', access: '能看到什么', edit: '角色与组织', main: '主要角色', mainUnit: '主要组织', ended: '已到期' },
  share: {
    open: '授权', title: '授权与可见范围', tabGrants: '授权', tabWho: '谁能看到，为什么', to: '授权给', toHint: '输入姓名、组织或角色', level: '可以', levels: { read: '查看', comment: '批注', edit: '编辑', manage: '管理' },
    levelMeaning: { read: '查看要素、原文、风险与报告', comment: '查看并批注', edit: '批注、确认和修改要素', manage: '编辑、变更状态，并可再授权' },
    until: '到期时间', noEnd: '不限期', reason: '原因', reasonHint: '原因，例如：并购尽调', give: '授权', given: '已授权', revoke: '撤回', revoked: '已撤回', by: '{name} 授权于 {t}', ends: '{t} 到期', ended: '已于 {t} 到期，不再有效', endless: '不限期', none: '还没有单独授权', noneMend: '需要范围之外的人看到这份合同时，在上面授权给人、组织或角色；可设到期时间，到期自动失效。', kinds: { person: '人', unit: '组织', role: '角色' }, unitHint: '含下级组织', owner: '经办人', place: '所属与密级', placeMend: '这两项决定谁按角色看得到。',
  },
  access: {
    who: '{n} 人能看到这份合同', title: '{name} 能看到什么', count: '能看到 {n} 份合同', of: '只列出您自己也能看到的合同。', locked: '此人已停用，什么也看不到。', none: '看不到任何合同', noneMend: '没有经办的合同，角色范围内没有合同，也没有授权。', why: '原因', byReason: '按原因', contracts: '{n} 份',
    reason: { owner: '是经办人', filed: '是登记人', role: '角色“{role}”，范围：{scope}', roleThrough: '角色“{role}”，范围：{scope}，经由“{unit}”', confidential: '可查看机密', grant: '{by} 授权{level}（{to}），{until}', grants: '单独授权', for: '原因：{reason}' },
    untilEver: '不限期', until: '至 {t}', may: '可以：{what}', more: '显示更多', back: '返回用户',
  },
  contractMay: { 'contract.read': '查看', 'contract.comment': '批注', 'contract.decide': '确认', 'contract.edit': '编辑', 'contract.transition': '变更状态', 'contract.delete': '删除', 'contract.share': '授权' },
}
