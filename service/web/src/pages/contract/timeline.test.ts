import { describe, expect, it } from 'vitest'
import { byDay, dayOf, GROUPS, type Entry } from './timeline'
import zh from '@/locales/zh-CN'

const entry = (id: string, at: Date): Entry => ({ id, at: at.toISOString(), group: 'use', source: 'audit', kind: 'page.read', actor_name: '甲', by_system: false, address: null, params: {} })

describe('the history by day', () => {
  const evening = entry('c', new Date(2026, 10, 25, 23, 59))
  const morning = entry('b', new Date(2026, 10, 25, 0, 0))
  const before = entry('a', new Date(2026, 10, 24, 23, 59))
  it('keeps the order and parts at midnight of the reader', () => {
    expect(byDay([evening, morning, before]).map((day) => [day.on, day.entries.map((one) => one.id)])).toEqual([
      ['2026-11-25', ['c', 'b']],
      ['2026-11-24', ['a']],
    ])
  })
  it('is empty where nothing happened', () => expect(byDay([])).toEqual([]))
  it('writes days with two digits', () => expect(dayOf(new Date(2026, 0, 3))).toBe('2026-01-03'))
  it('has a word for every group', () => expect(Object.keys(zh.timeline.groups)).toEqual([...GROUPS]))
})
