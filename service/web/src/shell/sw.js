// The service worker. It keeps the app's own files and nothing else: no answer of the service, no
// page picture, no word of a contract is ever stored. `shell.vite.ts` fills in the two names.
const SHELL = __SHELL__
const CACHE = `jianqi-shell-${__VERSION__}`

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL)))
})

self.addEventListener('activate', (event) => {
  const old = (names) => names.filter((name) => name.startsWith('jianqi-shell-') && name !== CACHE)
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(old(names).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

// A new version waits until somebody agrees to reload: half of one version and half of another is worse.
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting()
})

const kept = (path) => caches.open(CACHE).then((cache) => cache.match(path))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(() => kept('/offline.html')))
  } else if (SHELL.includes(pathname)) {
    event.respondWith(kept(pathname).then((hit) => hit ?? fetch(request)))
  }
})
