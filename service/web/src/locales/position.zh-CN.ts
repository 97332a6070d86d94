/** 条款立场：标准、可接受、偏离、缺失。 */
export default {
  standard: '标准', fallback: '可接受（第 {n} 档）', acceptable: '可接受', deviates: '偏离', missing: '缺失',
  summary: '对照条款库', standardWording: '标准文本', fallbackWording: '第 {n} 档文本', copy: '复制', copied: '已复制',
  points: '应写明的要点', met: '已写明', unmet: '未写明', unacceptable: '不可接受的约定', changed: '与我方标准文本几乎相同，但数字或关键字被改动。',
  difference: '与{wording}的差异', far: '与库中文本相似度低（{n}%），不逐字比对；请看要点。', likeness: '相似度 {n}%', removed: '标准文本有、此处没有', added: '此处多出',
  waiver: '偏离可由{role}豁免', source: '立场 {id} · 版本 {version}', show: '查看立场', hide: '收起', missingList: '没有找到的条款', all: '全部条款', off: '只看偏离与缺失', noneOff: '没有偏离或缺失的条款', noneOffMend: '全部有立场的条款都在标准或可接受的范围内。',
}
