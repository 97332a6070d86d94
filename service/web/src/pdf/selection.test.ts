import { describe, expect, it } from 'vitest'
import { nearestWord, selectionBetween, type PlacedWord } from './selection'

const words: PlacedWord[] = Array.from('甲方应付款').map((text, index) => ({
  start: index,
  end: index + 1,
  text,
  box: [1, 100 + index * 12, 50, 112 + index * 12, 64],
}))

describe('selection', () => {
  it('takes the words between two points in reading order', () => {
    const chosen = selectionBetween(words, { x: 115, y: 57 }, { x: 140, y: 57 })
    expect(chosen.map((word) => word.text).join('')).toBe('方应付')
  })
  it('does not mind which way the drag went', () => {
    const forward = selectionBetween(words, { x: 101, y: 57 }, { x: 150, y: 57 })
    const back = selectionBetween(words, { x: 150, y: 57 }, { x: 101, y: 57 })
    expect(back).toEqual(forward)
  })
  it('finds nothing in the margin', () => {
    expect(nearestWord(words, { x: 20, y: 400 })).toBeNull()
  })
})
