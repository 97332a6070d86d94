import { describe, expect, it } from 'vitest'
import { duration, money, percent } from './format'

describe('money', () => {
  it('keeps every digit, however large', () => expect(money('12345678901234567.8900', 'CNY')).toBe('12,345,678,901,234,567.89 CNY'))
  it('shows at least two decimals', () => expect(money('1280000', 'CNY')).toBe('1,280,000.00 CNY'))
  it('keeps more decimals where they are meant', () => expect(money('0.1250', null)).toBe('0.125'))
  it('is nothing for no amount', () => expect(money(null, 'CNY')).toBe(''))
})

describe('rates', () => {
  it.each([['0.0005', '0.05%'], ['0.13', '13%'], ['0.3', '30%'], ['1', '100%'], ['0.00003', '0.003%'], ['0', '0%'], ['0.10', '10%']])(
    '%s is %s',
    (value, shown) => expect(percent(value)).toBe(shown),
  )
  it('stay as they are where they are no number', () => expect(percent('LPR+1')).toBe('LPR+1'))
})

describe('durations', () => {
  it('keep the unit as written', () => {
    expect(duration('P24M')).toEqual({ n: 24, unit: 'M' })
    expect(duration('P15BD')).toEqual({ n: 15, unit: 'BD' })
    expect(duration('PT48H')).toEqual({ n: 48, unit: 'H' })
  })
  it('are not guessed', () => expect(duration('2026-03-01')).toBeNull())
})
