import { describe, expect, it } from 'vitest'
import { sliceByCodePoints } from './offsets'

describe('offsets', () => {
  it('count code points, as the service does', () => expect(sliceByCodePoints('甲方：𠮷田商社', 3, 5)).toBe('𠮷田'))
  it('stay right after characters beyond the basic plane', () => expect(sliceByCodePoints('𠮷𠮷乙方', 2, 4)).toBe('乙方'))
})
