/** The source of all words; other languages follow its shape. */
import account from './account.zh-CN'
import period from './period.zh-CN'
import outside from './outside.zh-CN'
import arrange from './arrange.zh-CN'
import camera from './camera.zh-CN'
import compare from './compare.zh-CN'
import position from './position.zh-CN'
import library from './library.zh-CN'
import help from './help.zh-CN'
import passkeys from './passkeys.zh-CN'
import org from './org.zh-CN'
import shell from './shell.zh-CN'
import notify from './notify.zh-CN'
import timeline from './timeline.zh-CN'
import watch from './watch.zh-CN'

export default {
  account,
  period,
  outside,
  arrange,
  camera,
  compare,
  position,
  library,
  org,
  help,
  passkeys,
  shell,
  notify,
  timeline,
  watch,
  app: { name: '鉴契', tagline: '读懂每一份合同', skip: '跳到正文', demo: '演示数据', signOut: '退出', menu: '菜单', language: 'English' },
  nav: { 'sign-in-return': '单点登录', setup: '初始设置', 'first-password': '设置密码', home: '首页', contracts: '合同', upload: '上传', search: '检索', compare: '比对', jobs: '任务', users: '用户', organisation: '组织架构', roles: '角色', access: '能看到什么', library: '条款库', 'library-entry': '条款库', audit: '审计', backups: '备份', feedback: '意见反馈', help: '帮助', mail: '邮件', notifications: '通知', me: '个人设置' },
  common: {
    save: '保存', cancel: '取消', delete: '删除', edit: '修改', close: '关闭', retry: '重试', open: '打开', more: '加载更多', all: '全部',
    yes: '是', none: '无', loading: '正在加载…', undo: '撤销', done: '已完成', page: '第 {n} 页', pages: '{n} 页', days: '{n} 天', back: '返回',
    busy: '操作过于频繁，{n} 秒后自动重试',
    requestId: '请求编号 {id}', unreachable: '连接不上服务', unreachableMend: '请检查网络，稍后重试。',
  },
  signIn: {
    title: '登录', login: '账号', password: '密码', submit: '登录', demo: '演示账号，点一下即可登录', next: '登录后继续',
  },
  home: {
    title: '今天', upcoming: '近期日期', upcomingEmpty: '未来 90 天没有到期或应办事项。合同读取并确认日期后会自动出现在这里。',
    attention: '待处理', decisions: '待确认的事实', highRisks: '高风险', failedJobs: '读取失败', byStatus: '按状态', recent: '最近更新',
    empty: '还没有合同', overdue: '已过 {n} 天', today: '今天', left: '还有 {n} 天',
    kind: { starts: '开始', ends: '到期', due_pay: '应付款', due_deliver: '应交付', due_accept: '应验收', due_notify: '应通知', renews: '自动续期', notice_deadline: '通知截止', due: '应办' },
  },
  contracts: {
    tag: '标签',
    title: '合同台账', upload: '上传合同', search: '名称、编号或相对方', status: '状态', type: '类型', risk: '风险', archived: '归档', export: '导出 Excel',
    trash: '回收站', inUse: '在用', restore: '恢复', sort: '排序', empty: '没有符合条件的合同', emptyMend: '换一个筛选条件，或上传新的合同。',
    trashEmpty: '回收站是空的', signedFrom: '签订日期', clear: '清除筛选', exportThese: '导出筛选结果', trashMend: '移到这里的合同内容都还在，可以恢复；列表与检索不再显示它们。',
    first: { upload: '上传扫描件、PDF、Word 或逐页拍的照片。', read: '鉴契逐页读取，并引用原文列出各方、金额、日期与义务。', review: '确认事实、逐条看风险，再带走报告。' }, deleted: '已移到回收站', restored: '已恢复', reading: '读取中 {done}/{total}',
    queued: '排队中', failed: '读取失败', open: '{n} 项待确认', amount: '金额', party: '相对方', endsOn: '到期', riskCol: '风险', number: '编号', name: '名称', owner: '经办人',
    more: '更多筛选', amountMin: '金额不低于', amountMax: '金额不高于', signedTo: '签订至', archivedOnly: '只看已归档',
    sorts: { '-updated_at': '最近更新', title: '名称', number: '编号', '-amount': '金额从高到低', '-signed_on': '签订日期', ends_on: '到期日期' },
  },
  upload: {
    title: '上传合同', drop: '把文件拖到这里，或点击选择', types: '支持 PDF、DOCX、OFD、PNG/JPG/TIF/WEBP、TXT、ZIP，单个不超过 {mb} MB',
    door: '这是', draft: '待审的草稿', register: '登记已签合同', stance: '审查立场', buyer: '付款方', seller: '履行方', neutral: '中立',
    ourParty: '我方名称（可选）', ourPartyHint: '如合同中的公司名或“甲方”', asPages: '这些文件是同一份合同的各页（按顺序）', start: '开始读取',
    duplicate: '这份文件已经上传过', openExisting: '打开已有合同', openContract: '打开合同', camera: '拍照', sending: '正在上传…', chosen: '已选 {n} 个文件',
    remove: '移除', up: '上移', retried: '这份文件以前上传过，但当时没有读完；现在正在重新读取。',
  },
  job: {
    state: { queued: '排队中', running: '读取中', done: '已读完', failed: '读取失败', cancelled: '已取消' },
    stage: { receive: '接收', read: '逐页识别', structure: '分析结构', facts: '提取事实', review: '审查风险', index: '建立检索' },
    left: '约剩 {n} 秒', pages: '{done} / {total} 页', cancel: '取消', quarantined: '第 {n} 页无法读取：{why}', failedPages: '{n} 页未能读取',
    empty: '没有任务', emptyMend: '上传合同后，读取进度会出现在这里。', title: '读取任务', only: '只看未完成', all: '全部',
  },
  contract: {
    card: '要素', clauses: '条款', facts: '事实', risks: '风险', notes: '批注', history: '历程', page: '原文', report: '风险报告', original: '下载原件', zoomIn: '放大',
    zoomOut: '缩小', fit: '适应宽度', notRead: '还没有读完', notReadMend: '读取完成后，原文、条款、事实与风险会出现在这里。', noClauses: '没有识别出条款',
    noFacts: '没有识别出可引用的事实', noRisks: '未发现规则库所列的风险', noRisksMend: '这不代表没有风险；可切换审查立场再看。', noNotes: '还没有批注',
    noNotesMend: '在原文上按住拖过一段文字，即可批注。', noHistory: '还没有记录', confidence: '可信度 {n}%', low: '识别不够确定，请核对原文', review: '重新审查', stance: '立场',
    parties: '各方', delete: '移到回收站', deleteAsk: '把这份合同移到回收站？之后可以恢复。', transition: '变更状态', reason: '原因', date: '生效日期', to: '转为',
    saved: '已保存', source: { machine: '机器读取', person: '人工确认', import: '导入' }, machineValue: '机器读取：{v}', archivedOn: '已归档', archive: '归档', unarchive: '取消归档', warnings: '读取提示',
    quarantine: '有页面未能读取', fields: {
      title: '名称', number: '编号', type: '类型', our_party: '我方', counterparty: '相对方', amount: '金额', currency: '币种', signed_on: '签订日期', starts_on: '开始日期',
      ends_on: '到期日期', note: '备注', owner: '经办人', status: '状态', stance: '立场', archived: '归档', owner_id: '经办人', unit_id: '所属组织', secrecy: '密级' },
  },
  span: { Y: '{n} 年', M: '{n} 个月', W: '{n} 周', D: '{n} 日', BD: '{n} 个工作日', H: '{n} 小时' },
  per: { day: '每日', month: '每月', year: '每年' },
  menu: { more: '更多', keys: '键盘操作' },
  pages: { jump: '跳到第几页', mark: '划词批注', noPicture: '第 {n} 页没有图像', locate: '在原文中查看' },
  decide: {
    accept: '采纳', edit: '修改', reject: '驳回', reopen: '恢复待定', value: '新的值', advice: '修改后的建议', reason: '理由（可选）', done: '已处理', prev: '上一条', next: '下一条',
    pendingOnly: '只看待处理', of: '{done} / {all} 已处理', state: { pending: '待确认', open: '待处理', accepted: '已采纳', edited: '已修改', rejected: '已驳回' },
  },
  finding: { reason: '理由', advice: '建议', suggested: '建议文本', basis: '法律依据', looked: '查找过的最接近条款', missing: '缺失', copy: '复制建议文本', copied: '已复制', rule: '规则 {id}', also: '另见' },
  severity: { high: '高风险', medium: '中风险', low: '低风险' },
  note: { add: '批注', label: '类别', text: '内容', labels: { question: '疑问', risk: '风险', note: '说明', todo: '待办' }, selected: '已选文字', hint: '拖过文字即可批注' },
  keys: { title: '键盘操作', accept: '采纳当前条目', edit: '修改当前条目', reject: '驳回当前条目', move: '上一条 / 下一条', help: '打开帮助', search: '跳到检索' },
  search: {
    title: '检索', placeholder: '用自己的话描述，例如：对方迟延付款怎么处理', go: '检索', kind: '条款种类', type: '合同类型', party: '相对方', number: '合同编号', status: '状态', filters: '筛选', passages: '{n} 处', onePassage: '1 处', from: '签订日期从', to: '至',
    empty: '没有找到', emptyMend: '换一种说法，或去掉筛选条件。', start: '按意思查找所有合同的条款', startMend: '中文可以找到英文条款，英文也可以找到中文条款。',
    why: '为何命中：{why}', meaning: '意思相近第 {n}', words: '字词匹配第 {n}', terms: '共同字词：{t}',
  },
  report: { title: '风险报告', download: '下载', findings: '风险与问题', unverified: '未能核实之处', unconfirmed: '{n} 项事实由机器读取，尚未经人工确认。', missingPages: '{total} 页中有 {n} 页未能读取，其内容不在本报告之内。', disclaimer: '由规则库与文档识别自动生成，供法务人员复核之用，不构成法律意见。' },
  me: {
    title: '个人设置', language: '界面语言', password: '修改密码', old: '当前密码', new: '新密码（至少 10 位）', changed: '密码已修改，请重新登录', tokens: 'API 令牌', tokensHint: '供程序调用接口；令牌只显示一次。',
    tokenName: '用途', create: '新建令牌', secret: '请立即复制，之后不再显示', revoke: '吊销', noTokens: '还没有令牌', lastUsed: '最近使用 {t}', never: '从未使用',
  },
  users: { title: '用户', add: '添加用户', login: '账号', name: '姓名', role: '角色', active: '可登录', password: '初始密码（至少 10 位）', reset: '重置密码', lock: '停用', unlock: '启用' },
  audit: {
    title: '审计记录', person: '人员', what: '动作', since: '从', until: '至', system: '系统', openContract: '打开合同', allOf: '{area}：全部', empty: '还没有记录',
    noMatch: '没有符合条件的记录', noMatchMend: '换一个人员、动作或日期再看。',
    area: { library: '条款库', audit: '审计', unit: '组织', role: '角色', grant: '授权', mail: '邮件', contract: '合同', fact: '事实', finding: '风险', annotation: '批注', report: '报告', comparison: '版本比对', page: '原文页', photo: '原始照片', original: '原件', job: '读取任务', search: '检索', session: '登录', user: '用户', token: 'API 令牌', backup: '备份', view: '视图', setup: '初始设置', demo: '演示数据', feedback: '意见反馈', limit: '频率限制' },
    thing: { library: '条款库条目', audit: '审计记录', unit: '组织', role: '角色', grant: '授权', notification: '通知', contract: '合同', contract_list: '合同列表', fact: '事实', finding: '风险', annotation: '批注', job: '读取任务', search: '检索', user: '账号', token: 'API 令牌', backup_run: '备份', view: '视图', installation: '本系统', feedback: '意见反馈' },
    field: {
      title: '名称', number: '编号', type: '类型', our_party: '我方', counterparty: '相对方', amount: '金额', currency: '币种', signed_on: '签订日期', starts_on: '开始日期', ends_on: '到期日期',
      note: '备注', owner_id: '经办人', unit_id: '所属组织', secrecy: '密级', kind: '类别', name_en: '英文名称', code: '编码', further_roles: '其他角色', further_units: '其他组织', stance: '立场', archived: '归档', label: '类别', decision: '决定', name: '姓名', role: '角色', active: '可否登录', source: '登录方式', password: '密码', locale: '界面语言' },
    counted: { hits: '找到 {n} 处', findings: '{n} 项', count: '{n} 行', contracts: '{n} 份合同' },
  },
  action: {
    library: { drafted: '保存条目草稿', discarded: '丢弃条目草稿', published: '发布条目', exported: '导出条款库', dry_run: '试运行条目' },
    audit: { exported: '导出审计记录' },
    mail: { tested: '发送测试邮件', sent_again: '重新发送邮件' },
    contract: { event_dated: '填入起算日期', tagged: '加标签', untagged: '去标签', created: '登记合同', changed: '修改要素', transition: '变更状态', read: '读取完成', reviewed: '审查风险', review_asked: '要求重新审查', deleted: '把合同移到回收站', restored: '恢复合同', exported: '导出合同列表' },
    fact: { decided: '对事实作出决定' },
    finding: { decided: '对风险作出决定' },
    annotation: { created: '添加批注', changed: '修改批注', deleted: '删除批注' },
    report: { read: '查看风险报告' },
    comparison: { read: '比对版本', exported: '导出版本比对' },
    page: { read: '查看原文页' },
    photo: { kept: '保存原始照片', read: '查看原始照片' },
    original: { read: '下载原件' },
    job: { failed: '读取失败', cancelled: '取消读取', retried: '重新读取' },
    limit: { refused: '操作过于频繁被拒' },
    search: { asked: '检索' },
    session: { opened: '登录', departed: '已离开企业目录，全部退出', closed: '退出登录', refused: '登录被拒绝', code_refused: '验证码被拒绝', passkey_refused: '通行密钥被拒', blocked: '密码多次错误，登录变慢', ended: '退出设备' },
    user: { notifications_changed: '修改通知设置', preferences_changed: '修改个人偏好', created: '添加用户', changed: '修改用户', password_reset: '生成一次性密码', imported: '批量添加用户', released: '允许重试登录', second_factor_on: '开启两步验证', second_factor_off: '关闭两步验证', recovery_code: '使用恢复码', linked: '绑定单点登录', unlinked: '解除单点登录绑定', passkey_added: '添加通行密钥', passkey_renamed: '通行密钥改名', passkey_removed: '移除通行密钥' },
    unit: { created: '添加组织', changed: '修改组织', moved: '移动组织', merged: '合并组织', deleted: '删除组织', imported: '导入组织架构' },
    role: { created: '新建角色', changed: '修改角色', deleted: '删除角色' },
    grant: { created: '授权合同', revoked: '撤回授权' },
    setup: { offered: '提供初始设置链接' },
    token: { created: '新建 API 令牌', revoked: '吊销 API 令牌' },
    backup: { backup_ordered: '安排备份', backup_done: '备份完成', backup_failed: '备份失败', backup_cancelled: '备份已取消', drill_cancelled: '恢复演练已取消', drill_ordered: '安排恢复演练', drill_done: '恢复演练完成', drill_failed: '恢复演练失败', cancelled: '取消备份' },
    view: { created: '保存视图', changed: '修改视图', deleted: '删除视图' },
    demo: { removed: '移除演示数据' },
    feedback: { sent: '发送意见反馈', changed: '处理意见反馈' },
  },
  backup: {
    title: '备份与恢复', now: '立即备份', drillNow: '恢复演练', place: '备份位置', nightly: '每晚备份', at: '{at} 开始，保留 {keep} 份', last: '最近成功备份', lastDrill: '最近成功演练', never: '还没有',
    kind: { backup: '备份', drill: '恢复演练' }, state: { queued: '等待中', running: '进行中', done: '成功', failed: '失败', cancelled: '已取消' },
    made: '{rows} 行、{files} 个文件；新增 {added}，备份位置共 {total}、{kept} 份', proved: '恢复到临时位置并逐一比对：{rows} 行、{files} 个文件（{bytes}）、{audit} 条审计记录全部一致',
    searched: '{passages} 段可检索', reported: '可生成风险报告', join: '；', took: '用时 {n} 秒', bySchedule: '按计划', spoiled: '文件 {file} 已损坏或缺失，未能备份',
    noPlace: '尚未设置备份位置', noPlaceMend: '在 jianqi.toml 中写明 backup_to（文件夹或 s3:// 地址，最好在另一台机器上），重启后每晚自动备份，每月自动做一次恢复演练。',
    empty: '还没有备份', emptyMend: '点“立即备份”做第一份；以后每晚自动备份，只写入有变化的部分。',
    keyNote: '备份已加密，其中不含主密钥：请另存主密钥文件。恢复用命令 jianqi restore 备份位置 --into 空文件夹。',
  },
  look: { title: '外观', theme: '主题', density: '疏密', themes: { light: '浅色', dark: '深色', system: '跟随系统' }, densities: { comfortable: '舒适', compact: '紧凑' } },
  views: {
    title: '我的视图', keep: '保存视图', askName: '给当前筛选与排序起个名字', nameNeeded: '请填写名字', kept: '视图已保存', share: '共享给同事', unshare: '停止共享', sharedNow: '同事现在可以使用这个视图', unshared: '已停止共享', sharedTag: '已共享',
    remove: '删除视图', askRemove: '删除视图“{name}”？合同不受影响。', removed: '视图已删除',
  },
  bulk: {
    title: '批量操作', chosen: '已选 {n} 份', choose: '选择“{title}”', chooseAll: '全选本页', clear: '取消选择', files: '下载原件', tag: '加标签', untag: '去标签', assign: '转交', archive: '标记归档', trash: '移到回收站',
    knownTags: '已有标签：{tags}', tagHint: '例如：年度框架、关联交易', tagRule: '1 至 30 个字', skipped: '有 {n} 份没有处理',
    done: { tag: '已为 {n} 份加标签', untag: '已为 {n} 份去标签', assign: '已转交 {n} 份', archive: '已归档 {n} 份', unarchive: '已取消归档 {n} 份', trash: '已将 {n} 份移到回收站', restore: '已恢复 {n} 份' },
  },
  palette: {
    title: '快速前往', hint: '输入页面、合同名称、编号或视图', keys: '↑ ↓ 选择，回车打开，Esc 关闭', groups: { page: '页面', contract: '合同', view: '视图', act: '操作' },
    language: '切换到 English', dark: '切换到深色', light: '切换到浅色', search: '按意思检索“{words}”',
  },
  missing: { title: '没有找到这个页面', mend: '地址可能有误，或您无权查看。' },
  history: {
    event_dated: '填入“{event}”的日期 {date}', event_undated: '清除“{event}”的日期', created: '创建（{door}）', edited: '修改了 {fields}', transition: '{from} → {to}', decided: '{group}：{decision}', annotated: '添加批注', read: '读完 {pages} 页', reviewed: '审查出 {findings} 项', deleted: '移到回收站', restored: '从回收站恢复', granted: '授权：{level}', grant_revoked: '撤回授权：{level}',
  },
  role: { admin: '管理员', legal: '法务', handler: '经办人', finance: '财务', leader: '领导' },
  status: { draft: '起草', in_approval: '审批中', approved: '已批准', signing: '签署中', in_force: '履行中', suspended: '已中止', fulfilled: '已履行完毕', expired: '已到期', terminated: '已解除/终止', void: '已作废' },
  group: { contract: '合同', party: '主体', date: '日期', amount: '金额', duration: '期限', rate: '比率', obligation: '义务', finding: '风险' },
  type: {
    purchase: '采购', sale: '销售', supply: '供货', lease: '租赁', loan: '借款', guarantee: '担保', nda: '保密', employment: '劳动', service: '服务', consulting: '咨询',
    technology_development: '技术开发', technology_licence: '技术许可', software: '软件', saas: 'SaaS', construction: '建设工程', transport: '运输', warehousing: '仓储', agency: '代理', distribution: '经销',
    entrustment: '委托', processing: '承揽加工', equity_transfer: '股权转让', partnership: '合伙', insurance: '保险', framework: '框架', amendment: '补充协议', other: '其他',
  },
  clauseKind: {
    definitions: '定义', subject: '标的', price: '价款', payment: '付款', delivery: '交付', acceptance: '验收', quality: '质量', warranty: '质保', title: '所有权', risk_transfer: '风险转移', term: '期限', renewal: '续期',
    termination: '解除终止', liability: '违约责任', liquidated_damages: '违约金', indemnity: '赔偿', limitation_of_liability: '责任限制', confidentiality: '保密', intellectual_property: '知识产权', data_protection: '数据保护',
    non_compete: '竞业限制', exclusivity: '排他', assignment: '转让', subcontracting: '分包', force_majeure: '不可抗力', governing_law: '适用法律', dispute_resolution: '争议解决', notices: '通知', insurance: '保险', tax: '税费',
    audit: '审计', representations: '陈述保证', compliance: '合规', employment_terms: '劳动条件', entire_agreement: '完整协议', amendment: '变更', severability: '可分割', counterparts: '份数', annexes: '附件', other: '其他',
  },
  factKind: {
    signed: '签订', effective: '生效', expiry: '到期', start: '开始', end: '结束', delivery: '交付', acceptance: '验收', payment_due: '付款', notice_deadline: '通知期限', other: '其他', total: '总价', subtotal: '小计', unit_price: '单价',
    line: '明细', earnest_money: '定金', advance: '预付款', deposit: '保证金', performance_bond: '履约保证金', retention: '质保金', instalment: '分期款', balance: '尾款', rent: '租金', salary: '工资', loan_principal: '借款本金', penalty: '违约金',
    cap: '上限', tax: '税额', net: '不含税', term: '期限', renewal: '续期', notice: '通知期', payment_period: '付款期', delivery_period: '交付期', warranty_period: '质保期', confidentiality_period: '保密期', cure_period: '补救期', non_compete_period: '竞业期',
    late_payment_penalty: '逾期付款违约金率', late_delivery_penalty: '逾期交付违约金率', liquidated_damages: '违约金率', interest: '利率', tax_rate: '税率', discount: '折扣', instalment_share: '付款比例',
    buyer: '买方', seller: '卖方', lessor: '出租方', lessee: '承租方', lender: '出借方', borrower: '借款方', guarantor: '保证人', employer: '用人单位', employee: '劳动者', principal: '委托方', agent: '代理方', contractor: '承包方', owner: '发包方',
    licensor: '许可方', licensee: '被许可方', discloser: '披露方', recipient: '接收方', carrier: '承运方', shipper: '托运方', supplier: '供应方', distributor: '经销方', client: '客户', provider: '服务方', transferor: '转让方', transferee: '受让方', target: '目标公司',
    pay: '付款', deliver: '交付', accept: '验收', inspect: '检验', invoice: '开票', notify: '通知', return: '返还', provide: '提供', warrant: '保证', keep_confidential: '保密',
  },
}
