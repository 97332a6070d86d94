/** The id of the actor that is no person. */
export const SYSTEM = 'system'

interface Speech {
  t: (key: string, named: Record<string, unknown>) => string
  word: (group: string, key: string) => string
}
type Say = (value: string, speech: Speech) => string

const KNOWN: Partial<Record<string, Say>> = {
  before: (value, { word }) => word('status', value),
  after: (value, { word }) => `→ ${word('status', value)}`,
  decision: (value, { word }) => word('decide.state', value),
  door: (value, { word }) => word('upload', value),
  stance: (value, { word }) => word('upload', value),
  role: (value, { word }) => word('role', value),
  login: (value) => value,
  source: (value, { word }) => word('outside.source', value),
  name: (value) => value,
  into_name: (value) => `→ ${value}`,
  level: (value, { word }) => word('org.share.levels', value),
  reason: (value) => value,
  format: (value) => value.toUpperCase(),
}
const COUNTED = ['hits', 'findings', 'count', 'contracts']

/** What an event's details say in words; what has no words (ids of things) is left out. */
export function detailsOf(detail: Record<string, unknown>, speech: Speech): string[] {
  return Object.entries(detail).flatMap(([name, value]) => {
    if (name === 'fields' && Array.isArray(value)) return value.map((field) => speech.word('audit.field', String(field)))
    if ((name === 'gained' || name === 'lost') && Array.isArray(value)) return value.map((permission) => `${name === 'gained' ? '+' : '−'} ${permission}`)
    if (COUNTED.includes(name))  return [speech.t(`audit.counted.${name}`, { n: value })]
    const say = KNOWN[name]
    return say && value != null ? [say(String(value), speech)] : []
  })
}
