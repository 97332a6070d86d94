export type KeyAction = 'accept' | 'edit' | 'reject' | 'next' | 'previous' | 'help' | 'close'

const ACTIONS: Record<string, KeyAction> = {
  a: 'accept',
  e: 'edit',
  r: 'reject',
  ArrowRight: 'next',
  ArrowLeft: 'previous',
  '?': 'help',
  Escape: 'close',
}

/** Whether somebody is writing there, so that letters are letters. */
function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

/** What a key press asks for; nothing while an input method composes, in inputs, or with modifiers. */
export function actionFor(event: KeyboardEvent): KeyAction | null {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return null
  const action = ACTIONS[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null
  if (action === 'close') return action
  if (isWriting(event.target)) return null
  const inTabs = event.target instanceof HTMLElement && event.target.getAttribute('role') === 'tab'
  return inTabs && (action === 'next' || action === 'previous') ? null : action
}
