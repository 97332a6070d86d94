/** 版本比对的用词。 */
export default {
  title: '版本比对', intro: '选择同一份合同的两个版本：Word、PDF 与扫描件可以任意组合。', old: '旧版本', new: '新版本', pick: '选择合同', search: '输入标题、编号或当事人',
  or: '或', uploadNew: '上传文件', uploadHint: '上传的文件会作为草稿存入合同台账，读完后即可比对。', start: '开始比对', swap: '交换新旧', change: '更换版本', working: '正在逐字比对…',
  substantive: '实质修改', format: '仅格式', doubt: '识别存疑', onlySubstantive: '只看实质修改', order: '排序', byGravity: '按重要性', byPlace: '按位置',
  none: '两个版本没有差异', noneSubstantive: '没有实质修改', noneMend: '正文逐字相同；空格与换行不作比较。', noneSubstantiveMend: '只有格式不同，取消“只看实质修改”即可查看。',
  list: '修改清单', changes: '{n} 处', at: '{n} / {all}', prev: '上一处', next: '下一处', keys: '按 N、P 逐处查看', missing: '（此版本无）', page: '第 {n} 页',
  redline: 'Word 修订稿', redlineHint: '含修订标记：全部接受得到新版本，全部拒绝得到旧版本。', pdf: 'PDF 报告', html: '网页报告', export: '导出',
  type: { added: '新增', deleted: '删除', changed: '修改', moved: '移动', renumbered: '编号变化' },
  token: { amount: '金额', account: '账号', date: '日期', name: '名称', negation: '否定词', number: '数字', word: '文字' },
  doubtHint: '扫描件上的这些字识别不确定，请对照图像。',
  silent: '{n} 处实质修改没有留下修订标记', silentHint: '返回的文件带有 {tracked} 处修订标记，但这些修改不在其中。请逐条核实。', silentShow: '查看', silentHide: '收起',
  noMarks: '新版本没有修订标记。如果它是对方返回的文件，这些修改都没有留痕。', compareWith: '与另一版本比对',
}
