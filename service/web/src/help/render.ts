import MarkdownIt from 'markdown-it'
import sizes from './pictures/sizes.json'

export type Language = 'zh' | 'en'
export interface Section { id: string; title: string; text: string }
export interface HelpText { title: string; html: string; sections: Section[] }

const PICTURES = import.meta.glob<string>('./pictures/*.webp', { eager: true, query: '?url', import: 'default' })
const SIZES: Record<string, number[]> = sizes
const NAMED = /\s*\{#([\w-]+)\}$/

export function pictureOf(name: string, language: Language): string | undefined {
  return PICTURES[`./pictures/${name}-${language}.webp`]
}

const markdown = new MarkdownIt({ html: false })

/** `## Words {#name}`: a heading that links can name; others are counted. */
markdown.core.ruler.push('names', (state) => {
  let count = 0
  state.tokens.forEach((token, index) => {
    if (token.type !== 'heading_open' || token.tag !== 'h2') return
    const inline = state.tokens[index + 1]
    const last = inline?.children?.at(-1)
    const named = NAMED.exec(last?.content ?? '')
    token.attrSet('id', named?.[1] ?? `part-${++count}`)
    if (named && inline && last) {
      last.content = last.content.replace(NAMED, '')
      inline.content = inline.content.replace(NAMED, '')
    }
  })
})

const plain = markdown.renderer
markdown.renderer.rules.link_open = (tokens, index, options) => {
  const token = tokens[index]!
  const to = String(token.attrGet('href'))
  token.attrSet('href', to.startsWith('/') ? to : `/help/${to}`)
  return plain.renderToken(tokens, index, options)
}
markdown.renderer.rules.image = (tokens, index, options, env: { language: Language }) => {
  const token = tokens[index]!
  const name = String(token.attrGet('src'))
  const [width, height] = SIZES[`${name}-${env.language}`] ?? []
  token.attrs = Object.entries({ src: pictureOf(name, env.language) ?? '', alt: token.content, loading: 'lazy', width: String(width), height: String(height) })
  return plain.renderToken(tokens, index, options)
}
markdown.renderer.rules.table_open = () => '<div class="wide" tabindex="0"><table>\n'
markdown.renderer.rules.table_close = () => '</table></div>\n'

/** One page of the help: its title, its HTML, and its sections as plain text for the search. */
export function render(source: string, language: Language): HelpText {
  const env = { language }
  const tokens = markdown.parse(source, env)
  const sections: Section[] = [{ id: '', title: '', text: '' }]
  tokens.forEach((token, index) => {
    if (token.type !== 'inline') return
    const text = (token.children ?? []).map((child) => (child.type === 'softbreak' ? ' ' : child.type === 'image' ? '' : child.content)).join('')
    const opening = tokens[index - 1]
    if (opening?.tag === 'h1') sections[0]!.title = text
    else if (opening?.tag === 'h2') sections.push({ id: String(opening.attrGet('id')), title: text, text: '' })
    else sections.at(-1)!.text += `${text} `
  })
  return { title: sections[0]!.title, html: markdown.renderer.render(tokens, markdown.options, env), sections }
}
