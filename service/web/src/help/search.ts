import type { HelpText } from './render'
import type { Topic } from './topics'

export interface Hit { topic: Topic; section: string; title: string; page: string; excerpt: string }
const HAN = /[\u3400-\u9fff]+/g
const TITLE_WEIGHT = 4
const LEAST = 3
const MOST = 20
const AROUND = 36

/** What to look for: pairs of Chinese characters, since words stand without spaces, and other words. */
export function gramsOf(query: string): string[] {
  const lower = query.toLowerCase()
  const han = (lower.match(HAN) ?? []).flatMap((run) => (run.length === 1 ? [run] : Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))))
  const words = lower.replace(HAN, ' ').match(/[\p{L}\p{N}_-]+/gu) ?? []
  return [...new Set([...han, ...words])]
}

/** Sections that hold at least a third of what is looked for, the fullest first; titles count more. */
export function searchHelp(pages: Map<Topic, HelpText>, query: string): Hit[] {
  const grams = gramsOf(query)
  if (!grams.length) return []
  const scored: { score: number; hit: Hit }[] = []
  for (const [topic, page] of pages) {
    for (const section of page.sections) {
      const title = (section.title === page.title ? page.title : `${section.title} ${section.id}`).toLowerCase()
      const text = section.text.toLowerCase()
      const held = grams.filter((gram) => title.includes(gram) || text.includes(gram))
      if (!held.length || held.length * LEAST < grams.length) continue
      const inTitle = grams.filter((gram) => title.includes(gram)).length
      const whole = text.includes(query.trim().toLowerCase()) ? 2 : 0
      scored.push({
        score: held.length + TITLE_WEIGHT * inTitle + whole,
        hit: { topic, section: section.id, title: section.title, page: page.title, excerpt: excerptOf(section.text, held) },
      })
    }
  }
  return scored.sort((one, other) => other.score - one.score).slice(0, MOST).map(({ hit }) => hit)
}

function excerptOf(text: string, grams: string[]): string {
  const lower = text.toLowerCase()
  const at = Math.max(0, ...grams.slice(0, 1).map((gram) => lower.indexOf(gram)))
  const start = Math.max(0, at - AROUND)
  const end = Math.min(text.length, at + 2 * AROUND)
  return `${start > 0 ? '…' : ''}${text.slice(start, end).trim()}${end < text.length ? '…' : ''}`
}
