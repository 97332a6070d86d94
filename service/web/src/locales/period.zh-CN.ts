/** 期限：起算事件、算出的日期与理由。 */
export default {
  due: '推算日期', until: '{a} 至 {b}', latest: '最晚 {d}', opens: '自 {d} 起', actBy: '最后一个工作日 {d}', why: '为什么', rules: '依据', waiting: '等待“{event}”', onCard: '请先在“要素”中填写这个日期',
  enter: '填入“{event}”的日期', change: '更改起算日期', clear: '清除', entered: '{by} 填入', saved: '已填入起算日期', cleared: '已清除起算日期',
  source: { words: '原文写明', record: '来自要素', reading: '来自原文', person: '人工填入' }, from: '起算：{event} {d}',
  unpublished: '{years} 年放假安排未公布',
}
