/** 首页卡片与台账列的排列。 */
export default {
  home: '调整首页', columns: '列', columnsTitle: '选择台账的列', hint: '勾选要显示的项目；拖动左侧手柄排序，也可以用上下按钮，或选中手柄后按方向键。',
  drag: '拖动“{name}”，或用方向键移动', up: '上移“{name}”', down: '下移“{name}”', moved: '“{name}”现在是第 {n} 项，共 {all} 项', reset: '恢复默认', saved: '已保存', allHidden: '所有卡片都已隐藏。',
  width: '“{name}”的宽度（像素），空白为自动', automatic: '自动', resize: '调整“{name}”列宽：拖动，或用左右方向键',
}
