import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { answer, client, type Schemas } from '@/api/client'

export type Preferences = Schemas['Preferences']

const REMEMBERED = 'jianqi.look'
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
    localStorage.setItem(REMEMBERED, JSON.stringify({ theme, density }))
  }

  watch(chosen, show, { immediate: true })
  dark.addEventListener('change', show)
  return { chosen, loaded, load, change }
})
