import { describe, expect, it } from 'vitest'
import { contentOf, formOf, isComplex } from './form'

const CONTENT = {
  id: 'own.a', kind: 'a', severity: { buyer: 'high', neutral: 'low' }, title: { zh: '题', en: 'title' }, reason: { zh: '因', en: 'why' }, advice: { zh: '议', en: 'do' },
  when: { any: ['甲', '乙'], facts: [{ fact: 'rate' }] }, tests: { must_fire: ['甲。', { text: '乙。', facts: [] }], must_not_fire: ['丙。'] }, language: 'zh',
}

describe('the form of a rule', () => {
  it('gives back what it was given', () => expect(contentOf(formOf(CONTENT), CONTENT)).toEqual(CONTENT))
  it('makes one word of a severity that is the same for all', () => {
    const form = formOf(CONTENT)
    form.severity = { buyer: 'low', seller: 'low', neutral: 'low' }
    expect(contentOf(form, CONTENT).severity).toBe('low')
  })
  it('leaves out empty lists and blank lines', () => {
    const form = formOf(CONTENT)
    form.any = ' 丁 \n\n'
    form.none = '\n'
    expect(contentOf(form, CONTENT).when).toEqual({ any: ['丁'], facts: [{ fact: 'rate' }] })
  })
  it('knows what it does not show', () => {
    expect(isComplex(CONTENT)).toBe(true)
    expect(isComplex({ when: { any: ['甲'], none: ['乙'] } })).toBe(false)
  })
})
