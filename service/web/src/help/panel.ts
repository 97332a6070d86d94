import { reactive } from 'vue'
import type { Topic } from './topics'

/** The one help panel: which page of the help it shows, and where on it. */
export const panel = reactive<{ open: boolean; topic: Topic; section: string }>({ open: false, topic: 'home', section: '' })

/** The last page outside the help: where its reader came from. */
export const cameFrom = reactive<{ path: string }>({ path: '/' })

export function openHelp(topic: Topic, section = ''): void {
  Object.assign(panel, { open: true, topic, section })
}

export function helpPath(topic: Topic, section = ''): string {
  return `/help/${topic}${section ? `#${section}` : ''}`
}

/** Open the panel at a link to the help; a click that asks for a new tab is left to the browser. */
export function openErrorHelp(event: MouseEvent, code: string): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  openHelp('errors', code)
}
