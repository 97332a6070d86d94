import { describe, expect, it } from 'vitest'
import { fromWord, toWord, tracks } from './columns'

describe('the columns in an address', () => {
  it('call a unit what older views call a department', () => expect(fromWord('department:120,risk')).toEqual({ order: ['unit', 'risk'], widths: { unit: 120 } }))
  it('come back as they were', () => {
    const columns = { order: ['risk', 'party'], widths: { party: 220 } } as const
    expect(fromWord(toWord({ order: [...columns.order], widths: columns.widths }))).toEqual(columns)
  })
  it('are none where nothing is said', () => expect(fromWord(undefined)).toBeUndefined())
  it('leave out what no column is, and what stands twice', () =>
    expect(fromWord('party,nonsense,party,amount')).toEqual({ order: ['party', 'amount'], widths: {} }))
  it('leave out widths that nobody can have meant', () =>
    expect(fromWord('party:5,amount:9000,risk:x')).toEqual({ order: ['party', 'amount', 'risk'], widths: {} }))
})

describe('the grid', () => {
  it('has a track for the title, each column and the acts', () =>
    expect(tracks({ order: ['party', 'risk'], widths: { party: 180 } })).toBe('minmax(200px, 2.4fr) 180px 92px auto'))
})
