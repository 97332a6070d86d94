import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from '@/locales/en'
import zh from '@/locales/zh-CN'
import { detailsOf } from './auditWords'

const ROOT = join(process.cwd(), '..', '..')

/** The Python sources of the service and its workers. */
function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'web' ? [] : sources(path)
    return entry.name.endsWith('.py') && !path.endsWith(join('audit', 'actions.py')) ? [readFileSync(path, 'utf-8')] : []
  })
}
const texts = [...sources(join(ROOT, 'service')), ...sources(join(ROOT, 'workers'))]
const calls = texts.flatMap((text) => text.match(/(?<![\w.])record(?:_read)?\(/g) ?? [])
const actions = texts.flatMap((text) =>
  [...text.matchAll(/(?<![\w.])record(?:_read)?\(\s*\w+,\s*\w+(?:\([\w.]*\))?,\s*f?"([a-z]+\.[a-z_{}.]+)"/g)].map((match) => match[1] as string),
)

function words(tree: object): string[] {
  return Object.entries(tree).flatMap(([area, names]) => Object.keys(names as object).map((name) => `${area}.${name}`))
}
/** A name made while running stands for every word that it can be. */
function hasWord(action: string, known: string[]): boolean {
  const pattern = new RegExp(`^${action.replace('.', '\\.').replace(/\{[\w.]+\}/g, '[a-z]+')}$`)
  return known.some((name) => pattern.test(name))
}

describe('audit actions', () => {
  it('are all found in the sources', () => {
    expect(actions.length).toBeGreaterThan(25)
    expect(actions.length).toBe(calls.length)
  })
  it('have words in both languages', () => {
    for (const tree of [zh.action, en.action]) expect(actions.filter((action) => !hasWord(action, words(tree)))).toEqual([])
  })
  it('belong to an area that has a name', () => expect(Object.keys(en.audit.area).sort()).toEqual(Object.keys(en.action).sort()))
})

describe('the details of an event', () => {
  const speech = { t: (key: string, named: Record<string, unknown>) => `${key}=${named.n}`, word: (group: string, key: string) => `${group}/${key}` }
  it('say what changed', () => expect(detailsOf({ fields: ['title', 'amount'] }, speech)).toEqual(['audit.field/title', 'audit.field/amount']))
  it('say the step', () => expect(detailsOf({ before: 'draft', after: 'approved' }, speech)).toEqual(['status/draft', '→ status/approved']))
  it('say how many, even none', () => expect(detailsOf({ hits: 0 }, speech)).toEqual(['audit.counted.hits=0']))
  it('say which permissions a role gained and lost', () => expect(detailsOf({ gained: ['contract.edit'], lost: ['search.use'] }, speech)).toEqual(['+ contract.edit', '− search.use']))
  it('leave out what has no words', () => expect(detailsOf({ backup: 'a1b2' }, speech)).toEqual([]))
})
