import { render, type HelpText, type Language } from './render'
import { isTopic, type Topic } from './topics'

const SOURCES = import.meta.glob<string>('./{zh,en}/*.md', { eager: true, query: '?raw', import: 'default' })

/** Every page of the help, by language and topic. */
export const PAGES: Record<Language, Map<Topic, HelpText>> = { zh: new Map(), en: new Map() }
for (const [path, source] of Object.entries(SOURCES)) {
  const [language, name] = path.replace(/^\.\/|\.md$/g, '').split('/') as [Language, string]
  if (isTopic(name)) PAGES[language].set(name, render(source, language))
}
