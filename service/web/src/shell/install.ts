import { shallowRef } from 'vue'

/** What Chromium hands over where the app can be installed; other browsers have it in a menu. */
interface InstallPrompt extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>
}

/** The browser's offer to install the app; null where there is none (any more). */
export const installOffer = shallowRef<InstallPrompt | null>(null)
window.addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  installOffer.value = event as InstallPrompt
})
window.addEventListener('appinstalled', () => { installOffer.value = null })

/** True where the page runs as an installed app already. */
export const installed = window.matchMedia('(display-mode: standalone)').matches

export async function install(): Promise<void> {
  const { outcome } = (await installOffer.value?.prompt()) ?? {}
  if (outcome === 'accepted') installOffer.value = null
}
