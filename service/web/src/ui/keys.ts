import { onMounted, onUnmounted } from 'vue'

/** True where the keys belong to what is being typed, or to an input method that composes. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null
  return (
    event.isComposing ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    !!target?.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="listbox"]')
  )
}

/** Single keys as shortcuts, as long as the component lives. */
export function useKeys(actions: Record<string, () => void>): void {
  function onKey(event: KeyboardEvent) {
    if (isTyping(event)) return
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!action) return
    event.preventDefault()
    action()
  }
  onMounted(() => window.addEventListener('keydown', onKey))
  onUnmounted(() => window.removeEventListener('keydown', onKey))
}
