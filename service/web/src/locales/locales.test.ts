import { describe, expect, it } from 'vitest'
import en from './en'
import zh from './zh-CN'

function keys(node: object, prefix = ''): string[] {
  return Object.entries(node).flatMap(([name, value]) =>
    typeof value === 'object' ? keys(value as object, `${prefix}${name}.`) : [`${prefix}${name}`],
  )
}
function slots(node: object): Record<string, string> {
  const walk = (part: object, prefix: string): [string, string][] =>
    Object.entries(part).flatMap(([name, value]) =>
      typeof value === 'object'
        ? walk(value as object, `${prefix}${name}.`)
        : [[`${prefix}${name}`, (String(value).match(/\{\w+\}/g) ?? []).sort().join()]],
    )
  return Object.fromEntries(walk(node, ''))
}

describe('words', () => {
  it('are the same in both languages', () => expect(keys(en).sort()).toEqual(keys(zh).sort()))
  it('have the same slots in both languages', () => expect(slots(en)).toEqual(slots(zh)))
})
