// Written for browsers of any age: tells those that are too old, instead of leaving the page white.
;(function () {
  function knows() {
    try {
      return 'noModule' in document.createElement('script')
        && typeof Object.hasOwn === 'function'
        && typeof Array.prototype.at === 'function'
        && typeof structuredClone === 'function'
        && typeof AbortSignal === 'function'
        && CSS.supports('inset', '0') && CSS.supports('aspect-ratio', '1')
    } catch (error) {
      return false
    }
  }
  if (knows()) return
  var look = document.createElement('link')
  look.rel = 'stylesheet'
  look.href = '/plain.css'
  document.head.appendChild(look)
  // The application looks for `app`: under another name the message stays.
  var place = document.getElementById('app')
  place.id = 'too-old'
  place.setAttribute('role', 'alert')
  place.innerHTML = '<main><div lang="zh-CN"><h1>浏览器版本过低</h1>'
    + '<p>鉴契需要 2022 年以后的浏览器：Chrome / Edge 100、Firefox 115、Safari 16，或 360、QQ、UOS、奇安信等采用 Chromium 100 以上内核的浏览器。</p>'
    + '<p>请升级浏览器；双核浏览器请切换到“极速模式”，再重新打开本页。</p></div>'
    + '<div lang="en"><h1>This browser is too old</h1>'
    + '<p>Jianqi needs a browser of 2022 or later: Chrome or Edge 100, Firefox 115, Safari 16, or another one built on Chromium 100 or later.</p>'
    + '<p>Update the browser, then open this page again.</p></div></main>'
})()
