import { describe, expect, it } from 'vitest'
import { firstLocale } from './choice'

describe('the first language', () => {
  it('is the browser’s', () => {
    expect(firstLocale(null, 'en-GB')).toBe('en')
    expect(firstLocale(null, 'zh-TW')).toBe('zh-CN')
    expect(firstLocale(null, 'zh')).toBe('zh-CN')
  })
  it('is English for a browser in a third language', () => expect(firstLocale(null, 'de-DE')).toBe('en'))
  it('is what was chosen before, whatever the browser says', () => {
    expect(firstLocale('zh-CN', 'en')).toBe('zh-CN')
    expect(firstLocale('en', 'zh-CN')).toBe('en')
  })
  it('follows the browser where what is stored is no language', () => expect(firstLocale('fr', 'zh-CN')).toBe('zh-CN'))
})
