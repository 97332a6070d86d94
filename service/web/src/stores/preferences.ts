import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { answer, client, type Schemas } from '@/api/client'

export type Preferences = Schemas['Preferences']

const REMEMBERED = 'jianqi.look'
/** The bar's colours, for the frame that a browser or phone draws around an installed app. */
const LIGHT_BAR = '#1f3a5f'
const DARK_BAR = '#16243a'
const dark = window.matchMedia('(prefers-color-scheme: dark)')

/** How the signed-in person likes to work; kept on the server, so it follows them to any device. */
export const usePreferences = defineStore('preferences', () => {
  // The look is also remembered in the browser: a page must not flash in the wrong colours.
  const chosen = ref<Preferences>(JSON.parse(localStorage.getItem(REMEMBERED) ?? '{}') as Preferences)

  const loaded = ref(false)

  async function load(): Promise<void> {
    loaded.value = false
    chosen.value = await answer(client.GET('/api/auth/preferences'))
    loaded.value = true
  }

  async function change(changes: Preferences): Promise<void> {
    const before = chosen.value
    chosen.value = { ...before, ...changes }
    try {
      chosen.value = await answer(client.PATCH('/api/auth/preferences', { body: changes }))
    } catch (error) {
      chosen.value = before
      throw error
    }
  }

  function show(): void {
    const { theme, density } = chosen.value
    const root = document.documentElement.classList
    root.toggle('dark', theme === 'dark' || (theme === 'system' && dark.matches))
    root.toggle('compact', density === 'compact')
    const bar = root.contains('dark') ? DARK_BAR : LIGHT_BAR
    for (const each of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) each.content = bar
    localStorage.setItem(REMEMBERED, JSON.stringify({ theme, density }))
  }

  watch(chosen, show, { immediate: true })
  dark.addEventListener('change', show)
  return { chosen, loaded, load, change }
})
