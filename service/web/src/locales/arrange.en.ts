/** The order of the start page's cards and of the list's columns. */
export default {
  home: 'Arrange', columns: 'Columns', columnsTitle: 'Columns of the list', hint: 'Tick what is shown. Drag the handles to sort, use the buttons, or reach a handle and press the arrow keys.',
  drag: 'Drag "{name}", or move it by the arrow keys', up: 'Move "{name}" up', down: 'Move "{name}" down', moved: '"{name}" is now {n} of {all}', reset: 'Back to default', saved: 'Saved', allHidden: 'All cards are hidden.',
  width: 'Width of "{name}" in pixels; empty for automatic', automatic: 'auto', resize: 'Width of "{name}": drag, or use the left and right arrow keys',
}
