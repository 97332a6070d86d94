import type { Schemas } from '@/api/client'

export type Content = Schemas['EntryOut']['content']
export interface Both { zh: string; en: string }
export interface RuleForm {
  title: Both
  reason: Both
  advice: Both
  suggested: Both
  severity: Record<'buyer' | 'seller' | 'neutral', string>
  any: string
  all: string
  none: string
  mustFire: string
  mustNotFire: string
}
const STANCES = ['buyer', 'seller', 'neutral'] as const
type Tree = Record<string, unknown>

const lines = (value: unknown): string => (Array.isArray(value) ? value.filter((one) => typeof one === 'string').join('\n') : '')
const listed = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter(Boolean)
const both = (value: unknown): Both => ({ zh: '', en: '', ...(value as Partial<Both> | undefined) })

/** What the form shows of a rule's content. */
export function formOf(content: Content): RuleForm {
  const when = (content.when ?? {}) as Tree
  const tests = (content.tests ?? {}) as Tree
  const given = content.severity
  const severity = Object.fromEntries(STANCES.map((stance) => [stance, typeof given === 'string' ? given : ((given as Record<string, string> | undefined)?.[stance] ?? '')])) as RuleForm['severity']
  return { title: both(content.title), reason: both(content.reason), advice: both(content.advice), suggested: both(content.suggested_text), severity, any: lines(when.any), all: lines(when.all), none: lines(when.none), mustFire: lines(tests.must_fire), mustNotFire: lines(tests.must_not_fire) }
}

/** The content with what the form says; whatever the form does not show stays. */
export function contentOf(form: RuleForm, content: Content): Content {
  const when: Tree = { ...(content.when as Tree) }
  for (const name of ['any', 'all', 'none'] as const) {
    if (listed(form[name]).length) when[name] = listed(form[name])
    else delete when[name]
  }
  const old = (content.tests ?? {}) as Record<string, unknown[]>
  const others = (name: string) => (old[name] ?? []).filter((one) => typeof one !== 'string')
  const told = new Set(STANCES.map((stance) => form.severity[stance]))
  const severity = told.size === 1 ? form.severity.neutral : Object.fromEntries(STANCES.filter((stance) => form.severity[stance]).map((stance) => [stance, form.severity[stance]]))
  const changed: Content = { ...content, title: form.title, reason: form.reason, advice: form.advice, severity, when, tests: { must_fire: [...listed(form.mustFire), ...others('must_fire')], must_not_fire: [...listed(form.mustNotFire), ...others('must_not_fire')] } }
  if (form.suggested.zh || form.suggested.en) changed.suggested_text = form.suggested
  else delete changed.suggested_text
  return changed
}

/** Whether the rule holds conditions that the form does not show. */
export function isComplex(content: Content): boolean {
  const when = (content.when ?? {}) as Tree
  return ['facts', 'clause_has', 'clause_lacks', 'text_lacks', 'clauses', 'check', 'absent'].some((name) => name in when)
}

/** A rule to begin with. */
export const blank = (id: string): string => `id: ${id}
kind: ${id.split('.').at(-1)}
language: zh
severity: medium
title: {zh: "", en: ""}
reason: {zh: "", en: ""}
advice: {zh: "", en: ""}
when:
  any: []
tests:
  must_fire: []
  must_not_fire: []
`
export const blankContent = (id: string): Content => ({ id, kind: id.split('.').at(-1), language: 'zh', severity: 'medium', title: { zh: '', en: '' }, reason: { zh: '', en: '' }, advice: { zh: '', en: '' }, when: {}, tests: {} })
