import { describe, expect, it } from 'vitest'
import { boxesOf, marksOf, shown, toneOf, type Change } from './changes'

function change(id: string, more: Partial<Change> = {}): Change {
  const span = (page: number, top: number) => ({ start: 0, end: 1, boxes: [[page, 0, top, 10, top + 10]], quote: 'x', confidence: 1, before: '', after: '' })
  return { id, type: 'changed', class: 'substantive', rank: 0, doubt: false, old: span(1, 0), new: span(1, 0), tokens: [], old_clause: '', new_clause: '', old_place: null, new_place: null, ...more }
}
const at = (page: number, top: number) => change('', {}).new && { ...change('').new!, boxes: [[page, 0, top, 10, top + 10]] }

describe('changes', () => {
  it('look as grave as they are', () => {
    expect(toneOf(change('a'))).toBe('high')
    expect(toneOf(change('a', { rank: 7 }))).toBe('medium')
    expect(toneOf(change('a', { class: 'format', rank: 10 }))).toBe('low')
  })
  it('of form can be left out', () => expect(shown([change('a'), change('b', { class: 'format' })], true, false).map((each) => each.id)).toEqual(['a']))
  it('can stand in the order of the pages', () => {
    const list = [change('late', { new: at(2, 5) }), change('early', { new: at(1, 50) }), change('middle', { new: at(2, 1) })]
    expect(shown(list, false, true).map((each) => each.id)).toEqual(['early', 'middle', 'late'])
    expect(shown(list, false, false).map((each) => each.id)).toEqual(['late', 'early', 'middle'])
  })
  it('that lack a side have a place on it', () => expect(boxesOf(change('a', { new: null, new_place: [3, 1, 2, 3, 4] }), 'new')).toEqual([[3, 1, 2, 3, 4]]))
  it('show that place only while chosen', () => {
    const gone = change('a', { new: null, new_place: [3, 1, 2, 3, 4] })
    expect(marksOf([gone], 'new', undefined, () => '')).toEqual([])
    expect(marksOf([gone], 'new', 'a', () => '')).toMatchObject([{ tone: 'clause' }])
    expect(marksOf([gone], 'old', undefined, () => '')).toHaveLength(1)
  })
})
