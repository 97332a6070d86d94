import { describe, expect, it } from 'vitest'
import { Problem, problemOf } from './client'
import { isAskedAgain, waitBefore } from './queryClient'

const refused = (code: string, after: number | null) => new Problem(429, code, '', '', null, {}, after)

describe('a read that was refused', () => {
  it('as too frequent is asked again when it may be', () => {
    expect(isAskedAgain(0, refused('too_many_calls', 7))).toBe(true)
    expect(waitBefore(0, refused('too_many_calls', 7))).toBeGreaterThanOrEqual(7000)
    expect(waitBefore(0, refused('too_many_calls', 7))).toBeLessThan(8001)
  })
  it('is not asked for ever', () => expect(isAskedAgain(3, refused('too_many_calls', 1))).toBe(false))
  it('for long is left to the person', () => expect(isAskedAgain(0, refused('too_many_calls', 600))).toBe(false))
  it('for another reason is not asked again', () => expect(isAskedAgain(0, refused('forbidden', null))).toBe(false))
  it('by a broken line is asked once more', () => {
    expect([0, 1].map((count) => isAskedAgain(count, new TypeError('network')))).toEqual([true, false])
  })
})

it('a problem knows how long to wait', async () => {
  const answer = new Response('{"code": "too_many_calls"}', { status: 429, headers: { 'Retry-After': '12' } })
  expect((await problemOf(answer)).retryAfter).toBe(12)
})
