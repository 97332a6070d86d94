/** 拍照上传。 */
export default {
  mode: '上传方式', files: '选择文件', photos: '拍照',
  take: '拍一页', choose: '从相册选', live: '连续拍摄', liveHint: '对准一页，按“拍摄”；拍完所有页再按“完成”。', shoot: '拍摄', finish: '完成', count: '已拍 {n} 页',
  hint: '每页一张，所有照片按顺序合成一份合同。鉴契会找到纸的四角并拉平；可以逐页调整。',
  kept: '照片暂存在本机浏览器中，上传成功或退出登录后立即删除。拉平的页面供读取，原始照片一并加密保存。', unkept: '浏览器不允许暂存（例如无痕窗口）：关闭本页，照片就会丢失。',
  unreadable: '无法打开“{name}”：请拍成 JPG 或 PNG 再试。', looking: '正在找纸边…', check: '请核对纸边',
  page: '第 {n} 页', photo: '照片原图', correct: '调整纸边', correctPage: '调整第 {n} 页的纸边', turn: '旋转', turnPage: '第 {n} 页顺时针旋转', retake: '重拍第 {n} 页', remove: '删除第 {n} 页',
  earlier: '第 {n} 页前移', later: '第 {n} 页后移', drag: '拖动第 {n} 页，或用方向键移动', dragHint: '拖动排序；键盘用方向键', moved: '已移到第 {n} 页，共 {all} 页',
  cornersHint: '把四个圆点拖到纸的四角；也可以用 Tab 选中圆点，再按方向键（按住 Shift 移动更快）。',
  corner: { topLeft: '左上角，横向 {x}%，纵向 {y}%', topRight: '右上角，横向 {x}%，纵向 {y}%', bottomRight: '右下角，横向 {x}%，纵向 {y}%', bottomLeft: '左下角，横向 {x}%，纵向 {y}%' },
  crossed: '四条边不能交叉：请把圆点放回各自的角。', lookAgain: '重新识别', whole: '整张照片',
  look: '效果', looks: { colour: '彩色增强', plain: '原样', grey: '黑白' }, greyHint: '黑白会去掉红色：盖在文字上的红章将无法与正文分开。',
  send: '上传并读取（{n} 页）', fileName: '拍照合同 {day}',
  lost: '连接中断，照片都还在', lostMend: '网络恢复后会自动重试，也可以点“重试”。',
  originals: { open: '原始照片（{n}）', title: '原始照片', hint: '各页拉平之前的照片，与拍摄时逐字节相同；查看会记入审计。', noPreview: '浏览器不能显示这种格式', save: '下载第 {n} 页的原始照片' },
  refused: '打不开摄像头：请在浏览器中允许使用摄像头，或改用“拍一页”。',
}
