import { ref, shallowRef } from 'vue'

/** True where the browser says that there is no network. */
export const offline = ref(!navigator.onLine)
window.addEventListener('online', () => { offline.value = false })
window.addEventListener('offline', () => { offline.value = true })

/** A newer version of the app that waits to be let in; null while there is none. */
export const waiting = shallowRef<ServiceWorker | null>(null)

const ASK_EVERY = 30 * 60_000

/** Let the browser keep the app's own files, and hear of newer versions. Needs HTTPS or localhost. */
export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.register('/sw.js')
  const look = () => {
    // Without a controller this is the first visit: there is no older version to replace.
    if (registration.waiting && navigator.serviceWorker.controller) waiting.value = registration.waiting
  }
  look()
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look))
  window.setInterval(() => { if (!offline.value) registration.update().catch(() => undefined) }, ASK_EVERY)
}

/** Let the newer version in, and load the page anew from it. */
export function letNewerIn(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true })
  waiting.value?.postMessage('take-over')
}
