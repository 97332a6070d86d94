import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { i18n } from '@/locales'
import { router } from '@/router'
import { PAGES } from './pages'
import type { HelpText, Language } from './render'
import { pictureOf } from './render'
import { gramsOf, searchHelp } from './search'
import { TOPICS, topicOf } from './topics'
import { STEPS, TOURS } from './tours'

const LANGUAGES: Language[] = ['zh', 'en']
const ROOT = join(process.cwd(), '..', '..')
const sourceOf = (language: Language, topic: string) => readFileSync(join(process.cwd(), 'src/help', language, `${topic}.md`), 'utf-8')
const idsOf = (page: HelpText | undefined) => page?.sections.map((section) => section.id) ?? []

/** The codes under `errors:` of the service's words, without a YAML reader. */
const errorCodes = [...(/^errors:\n((?: {2}.*\n)+)/m.exec(readFileSync(join(ROOT, 'service/locales/zh.yaml'), 'utf-8'))?.[1] ?? '').matchAll(/^ {2}(\w+):/gm)].map((match) => match[1]!)

describe.each(LANGUAGES)('the help in %s', (language) => {
  const pages = PAGES[language]
  it('has a page for every topic, each with a title', () => {
    expect([...pages.keys()].sort()).toEqual([...TOPICS].sort())
    for (const page of pages.values()) expect(page.title).not.toBe('')
  })
  it('has a page for every route', () => {
    const routes = router.getRoutes().map((route) => route.name)
    expect(routes.length).toBeGreaterThan(14)
    expect(routes.filter((route) => !pages.has(topicOf(route)!))).toEqual([])
  })
  it('has a section for every error code', () => {
    expect(errorCodes.length).toBeGreaterThan(50)
    const known = idsOf(pages.get('errors'))
    expect([...errorCodes, 'unreachable'].filter((code) => !known.includes(code))).toEqual([])
  })
  it('links only to pages and sections that exist', () => {
    const links = [...pages.values()].flatMap((page) => [...page.html.matchAll(/href="([^"]+)"/g)].map((match) => match[1]!))
    expect(links.length).toBeGreaterThan(15)
    const broken = links.filter((link) => {
      if (link === '/api/docs') return false
      const [topic, section] = link.replace('/help/', '').split('#')
      const page = pages.get(topic as never)
      return !page || (section !== undefined && !idsOf(page).includes(section))
    })
    expect(broken).toEqual([])
  })
  it('shows pictures that exist', () => {
    const named = TOPICS.flatMap((topic) => [...sourceOf(language, topic).matchAll(/!\[[^\]]+\]\(([\w-]+)\)/g)].map((match) => match[1]!))
    expect(named.length).toBeGreaterThan(9)
    expect(named.filter((name) => !pictureOf(name, language))).toEqual([])
  })
  it('finds the section that is asked for', () => {
    const ask = { zh: '用印', en: 'seal' }[language]
    expect(searchHelp(pages, ask)[0]).toMatchObject({ topic: 'glossary', section: 'seal' })
  })
})

describe('the two languages', () => {
  it.each(TOPICS)('have the same sections in %s', (topic) => expect(idsOf(PAGES.en.get(topic))).toEqual(idsOf(PAGES.zh.get(topic))))
  it('have one file for each topic and no other', () => {
    for (const language of LANGUAGES) expect(readdirSync(join(process.cwd(), 'src/help', language)).sort()).toEqual(TOPICS.map((topic) => `${topic}.md`).sort())
  })
})

describe('the search', () => {
  it('looks for pairs of Chinese characters and whole other words', () => expect(gramsOf('扫描件 OCR 章')).toEqual(['扫描', '描件', '章', 'ocr']))
  it('finds an error by its code', () => expect(searchHelp(PAGES.zh, 'backup_damaged')[0]).toMatchObject({ section: 'backup_damaged' }))
  it('finds nothing where nothing is', () => expect(searchHelp(PAGES.zh, '量子纠缠')).toEqual([]))
  it('forgives words around', () => expect(searchHelp(PAGES.zh, '怎么恢复备份').map((hit) => hit.topic)).toContain('backups'))
})

describe('the tours', () => {
  it('have a few steps for every role', () => {
    expect(Object.keys(TOURS).sort()).toEqual(Object.keys(i18n.global.messages.value['zh-CN'].role).sort())
    for (const steps of Object.values(TOURS)) expect(steps.length >= 3 && steps.length <= 5).toBe(true)
  })
  it('say every step in words', () => expect(Object.keys(i18n.global.messages.value['zh-CN'].help.tour.steps).sort()).toEqual(Object.keys(STEPS).sort()))
})
