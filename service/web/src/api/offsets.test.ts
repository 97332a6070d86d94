import { describe, expect, it } from 'vitest'
import { codePointLength, sliceByCodePoints } from './offsets'

describe('offsets', () => {
  it('count code points, as the service does', () => {
    expect(sliceByCodePoints('甲方：𠮷田商社', 3, 5)).toBe('𠮷田')
    expect(codePointLength('𠮷田')).toBe(2)
  })
})
