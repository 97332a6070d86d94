import { describe, expect, it } from 'vitest'
import { bytesOf, textOf, wasDeclined } from './passkeys'

describe('the JSON of passkeys', () => {
  it('is base64url without padding', () => expect(textOf(new Uint8Array([251, 255, 254, 0]).buffer)).toBe('-__-AA'))
  it('comes back as it went', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, number) => number)
    expect([...bytesOf(textOf(bytes.buffer))]).toEqual([...bytes])
  })
})

describe('a declined request', () => {
  it('is no error', () => {
    expect(wasDeclined(new DOMException('', 'NotAllowedError'))).toBe(true)
    expect(wasDeclined(new DOMException('', 'SecurityError'))).toBe(false)
    expect(wasDeclined(new Error('x'))).toBe(false)
  })
})
