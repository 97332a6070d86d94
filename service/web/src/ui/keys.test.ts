import { describe, expect, it } from 'vitest'
import { isTyping } from './keys'

function press(init: KeyboardEventInit, target: HTMLElement = document.createElement('div')): KeyboardEvent {
  const event = new KeyboardEvent('keydown', init)
  Object.defineProperty(event, 'target', { value: target })
  return event
}

describe('shortcuts', () => {
  it('work outside of inputs', () => expect(isTyping(press({ key: 'a' }))).toBe(false))
  it('leave Chinese input methods alone', () => expect(isTyping(press({ key: 'a', isComposing: true }))).toBe(true))
  it('leave inputs alone', () => expect(isTyping(press({ key: 'a' }, document.createElement('textarea')))).toBe(true))
  it('leave browser combinations alone', () => expect(isTyping(press({ key: 'a', ctrlKey: true }))).toBe(true))
})
