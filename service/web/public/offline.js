// Shows the chosen language alone, and tries again by itself once the network is back.
;(function () {
  var language = null
  try { language = localStorage.getItem('jianqi.locale') } catch (error) { /* storage is closed: by the browser */ }
  if (!language) language = /^zh/i.test(navigator.language) ? 'zh-CN' : 'en'
  document.documentElement.lang = language
  document.querySelectorAll('main > div').forEach(function (part) { part.hidden = part.lang !== language })
  function again() { location.reload() }
  document.querySelectorAll('.again').forEach(function (button) { button.addEventListener('click', again) })
  window.addEventListener('online', again)
  // The network may be back before the server is in reach, and the browser says so only once.
  setInterval(function () {
    if (document.hidden) return
    fetch(location.href, { cache: 'no-store' }).then(function (answer) { if (answer.ok) again() }, function () { /* not yet */ })
  }, 2000)
})()
