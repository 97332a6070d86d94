import { describe, expect, it } from 'vitest'
import { below, pathOf, treeOf, type Unit } from './organisation'

const unit = (id: string, parent_id: string | null): Unit => ({ id, parent_id, kind: 'department', name: id, name_en: null, code: null, position: 0, active: true, version: 1 })
const UNITS = [unit('group', null), unit('company', 'group'), unit('sales', 'company'), unit('team', 'sales'), unit('other', 'group')]

describe('the tree of units', () => {
  it('hangs each unit under its parent, in the given order', () => {
    const [root] = treeOf(UNITS)
    expect(root!.children.map((each) => each.id)).toEqual(['company', 'other'])
    expect(root!.children[0]!.children[0]!.children.map((each) => each.id)).toEqual(['team'])
  })
  it('shows a unit whose parent is not known at the top', () => expect(treeOf([unit('a', 'gone')]).map((each) => each.id)).toEqual(['a']))
  it('names a unit with those above it', () => expect(pathOf(UNITS, 'team', (each) => each.name)).toBe('group / company / sales / team'))
  it('counts a unit among those below itself', () => expect([...below(UNITS, 'company')].sort()).toEqual(['company', 'sales', 'team']))
})
