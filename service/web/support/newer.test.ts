// @vitest-environment node
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newerIn, newerInStyle, newerNames } from './newer'

const DIST = join(process.cwd(), 'dist')
const names = newerNames()
const files = (ending: string) => ['', 'assets'].flatMap((folder) => existsSync(join(DIST, folder)) ? readdirSync(join(DIST, folder)).filter((name) => name.endsWith(ending)).map((name) => join(DIST, folder, name)) : [])

/** Methods of the libraries' own objects (vue, vue-i18n, element-plus's colours) that share a name with a new one. */
const OTHERS = ['.dispose', '.install', '.move', '.toHex', '.use']
/** Calls that do no harm, and how often they stand in the bundle: one more would be ours. */
const KNOWN = {
  // Vue hands these on to arrays that it watches; nobody here calls them.
  '.toReversed': 1, '.toSorted': 1, '.toSpliced': 1,
  // vue-router asks first whether the document has it.
  '.startViewTransition': 1,
}
/** Styles without which a page looks a little plainer: text areas, scroll bars, and (with a prefix for Safari) selection. */
const KNOWN_STYLES = ['resize', 'scrollbar-width', 'user-select']

describe('the look for what is too new', () => {
  it('sees functions, methods and constructors', () => {
    const script = 'Promise.withResolvers(); URL.canParse(""); [1].toSorted(); [2].toSorted(); new CompressionStream("gzip"); document.startViewTransition(() => 0)'
    expect(Object.fromEntries(newerIn(script, names))).toEqual({ '.withResolvers': 1, 'URL.canParse': 1, '.toSorted': 2, CompressionStream: 1, '.startViewTransition': 1 })
  })
  it('leaves alone what all of them have', () => {
    expect([...newerIn('Object.fromEntries([]); [1].at(0); structuredClone(1); "x".replaceAll("x", "y")', names)]).toEqual([])
  })
  it('sees selectors and properties', () => {
    expect(newerInStyle('a:has(b) { anchor-name: --c; color: red }').map((each) => each.split(' ')[0])).toEqual([':has', 'anchor-name'])
  })
})

describe('the built bundle', () => {
  it('is there', () => expect(files('.js').length, 'run npm run build first').toBeGreaterThan(10))
  it('calls nothing that the oldest browsers lack, but for what is known', () => {
    const found: Record<string, number> = {}
    for (const file of files('.js'))
      for (const [name, count] of newerIn(readFileSync(file, 'utf-8'), names)) if (!OTHERS.includes(name)) found[name] = (found[name] ?? 0) + count
    expect(found).toEqual(KNOWN)
  })
  it('uses no style that they lack, but for what is known', () => {
    const found = new Set(files('.css').flatMap((file) => newerInStyle(readFileSync(file, 'utf-8'))))
    expect([...found].map((each) => each.split(' ')[0]).sort()).toEqual(KNOWN_STYLES)
  })
})
