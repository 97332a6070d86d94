/** What a built bundle uses that the browsers we say we support do not have. */
import bcd, { type Identifier, type SimpleSupportStatement, type SupportStatement } from '@mdn/browser-compat-data'
import { parse, type AnyNode } from 'acorn'
import { full } from 'acorn-walk'

/** The oldest browsers of each kind; `vite.config.ts` aims at the same for the syntax. */
export const OLDEST = { chrome: 100, chrome_android: 100, edge: 100, firefox: 115, firefox_android: 115, safari: 16, safari_ios: 16 } as const
type Browser = keyof typeof OLDEST

/** Names as they stand in a program: `URL.canParse`, `.toSorted` of whatever object, `reportError`. */
export interface Names {
  statics: Map<string, string>
  members: Map<string, string>
  globals: Map<string, string>
}

function has(browser: Browser, statement: SupportStatement | undefined): boolean {
  if (statement === undefined) return true
  const all = (Array.isArray(statement) ? statement : [statement]) as SimpleSupportStatement[]
  return all.some(({ version_added: since, flags, prefix, alternative_name: other }) => {
    if (flags || prefix || other || typeof since !== 'string') return false
    return since !== 'preview' && Number.parseFloat(since.replace('≤', '')) <= OLDEST[browser]
  })
}
/** The browsers that lack a feature, in words; empty where all have it. */
function lacking(feature: Identifier): string {
  const support = feature.__compat?.support
  if (!support) return ''
  return (Object.keys(OLDEST) as Browser[]).filter((browser) => !has(browser, support[browser])).join(', ')
}

/** What a page has at hand, beside the language's own objects; names of rarer ones mean too much else. */
const INTERFACES = new Set([
  ...['AbortSignal', 'Blob', 'CSSStyleSheet', 'Clipboard', 'CredentialsContainer', 'Crypto', 'DOMRect', 'Document', 'DocumentFragment'],
  ...['Element', 'Event', 'EventTarget', 'File', 'FormData', 'HTMLButtonElement', 'HTMLCanvasElement', 'HTMLDialogElement', 'HTMLElement'],
  ...['HTMLFormElement', 'HTMLImageElement', 'HTMLInputElement', 'HTMLVideoElement', 'Headers', 'IDBObjectStore', 'MediaDevices'],
  ...['Navigator', 'Node', 'PublicKeyCredential', 'Range', 'ReadableStream', 'Request', 'Response', 'Selection', 'ServiceWorkerContainer'],
  ...['ShadowRoot', 'URL', 'URLSearchParams', 'Window', 'WorkerGlobalScope', 'CanvasRenderingContext2D', 'StorageManager'],
])

/** Every name that is new to one of the browsers. One that also means something old is left out. */
export function newerNames(): Names {
  const names: Names = { statics: new Map(), members: new Map(), globals: new Map() }
  const old = new Set<string>()
  const builtins = Object.entries(bcd.javascript.builtins).flatMap(([name, parts]) => (name === 'Intl' ? Object.entries(parts as Identifier) : [[name, parts] as [string, Identifier]]))
  for (const [owner, parts] of [...builtins, ...Object.entries(bcd.api)]) {
    if (owner === '__compat' || owner === '__meta') continue
    const wholly = lacking(parts as Identifier)
    if (wholly) names.globals.set(owner, wholly)
    const isAtHand = owner in bcd.javascript.builtins || INTERFACES.has(owner)
    for (const [part, feature] of Object.entries(parts) as [string, Identifier][]) {
      if (part.endsWith('_event') || !feature.__compat) continue
      const missing = lacking(feature)
      const name = part.replace(/_static$/, '')
      if (part.endsWith('_static')) {
        if (missing) names.statics.set(`${owner}.${name}`, missing)
      } else if (!missing) old.add(name)
      else if (owner === 'Window' || owner === 'WorkerGlobalScope') names.globals.set(name, missing)
      else if (isAtHand) names.members.set(name, missing)
    }
  }
  for (const name of old) names.members.delete(name)
  return names
}

/** How often a script calls or makes what these names mean: `.toSorted` → 1. */
export function newerIn(script: string, names: Names): Map<string, number> {
  const found = new Map<string, number>()
  const note = (kind: keyof Names, key: string, shown = key) => {
    if (!names[kind].has(key)) return false
    found.set(shown, (found.get(shown) ?? 0) + 1)
    return true
  }
  full(parse(script, { ecmaVersion: 'latest', sourceType: 'module' }), (node: AnyNode) => {
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return
    const { callee } = node
    if (callee.type === 'Identifier') note('globals', callee.name)
    if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return
    const { object, property: { name } } = callee
    const owner = object.type === 'Identifier' ? object.name : ''
    if (note('statics', `${owner}.${name}`)) return
    if (['window', 'globalThis', 'self'].includes(owner) && note('globals', name)) return
    note('members', name, `.${name}`)
  })
  return found
}

/** Properties, at-rules and pseudo-classes of a style sheet that are new, each with who lacks it. */
export function newerInStyle(style: string): string[] {
  const found = new Set<string>()
  function note(feature: Identifier | undefined, shown: string) {
    const missing = feature && lacking(feature)
    if (missing) found.add(`${shown} (${missing})`)
  }
  for (const [, before] of style.matchAll(/([^{}]+)\{/g)) {
    for (const [, name] of before!.matchAll(/@([a-z][a-z-]*)/g)) note(bcd.css['at-rules'][name!], `@${name}`)
    if (!before!.includes('@')) for (const [, name] of before!.matchAll(/::?([a-z][a-z-]*)/g)) note(bcd.css.selectors[name!], `:${name}`)
  }
  for (const [, within] of style.matchAll(/\{([^{}]*)\}/g))
    for (const [, name] of within!.matchAll(/(?:^|;)\s*([a-z][a-z-]*)\s*:/g)) note(bcd.css.properties[name!], name!)
  return [...found].sort()
}
