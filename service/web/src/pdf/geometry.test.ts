import { describe, expect, it } from 'vitest'
import { area, placed, stackedTops, visibleRange } from './geometry'

const a4 = { width: 595.3, height: 841.9 }
const pages = Array.from({ length: 100 }, (_, index) => ({ number: index + 1, ...a4 }))

describe('a box on a page', () => {
  it('lies in percent of the page, so that it holds at every zoom', () => {
    expect(placed([1, 100, 50, 300, 75], { number: 1, width: 400, height: 100 })).toEqual({
      left: '25.000%', top: '50.000%', width: '50.000%', height: '25.000%',
    })
  })
  it('covers the sum of its lines', () => expect(area([[1, 0, 0, 10, 2], [1, 0, 3, 5, 5]])).toBe(30))
})

describe('stacked pages', () => {
  const tops = stackedTops(pages, 595.3, 10)
  it('stand one below the other with a gap', () => {
    expect(tops[1]).toBeCloseTo(851.9)
    expect(tops[100]).toBeCloseTo(85190)
  })
  it('are drawn only near the window', () => {
    const [first, last] = visibleRange(tops, tops[50]!, 900, 300)
    expect(first).toBeLessThanOrEqual(50)
    expect(last).toBeGreaterThanOrEqual(51)
    expect(last - first).toBeLessThan(5)
  })
  it('end with the last page, however far one scrolls', () => {
    expect(visibleRange(tops, 1e7, 900, 300)).toEqual([99, 99])
  })
})
