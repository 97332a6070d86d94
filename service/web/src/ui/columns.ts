import { computed, type Ref } from 'vue'
import { usePreferences, type Preferences } from '@/stores/preferences'

export type Column = NonNullable<Preferences['columns']>[number]
export type Widths = Partial<Record<Column, number>>
export interface Columns { order: Column[]; widths: Widths }

/** Every column of the contract list, and the room it takes while nobody has set its width. */
const ROOM: Record<Column, string> = {
  number: 'minmax(96px, 1fr)', party: 'minmax(120px, 1.6fr)', amount: 'minmax(120px, 1fr)', ends_on: '92px',
  status: '106px', risk: '92px', owner: 'minmax(84px, 1fr)', unit: 'minmax(90px, 1fr)',
}
export const COLUMNS = Object.keys(ROOM) as Column[]
export const DEFAULT_COLUMNS: Column[] = ['party', 'amount', 'ends_on', 'status', 'risk']
export const NARROWEST = 60
export const WIDEST = 600

/** Views kept before there were units call that column a department. */
const RENAMED: Record<string, Column> = { department: 'unit' }
const isColumn = (name: string): name is Column => COLUMNS.includes(name as Column)

/** Columns as a word in the page's address, so that a saved view carries them: `party:200,amount`. */
export function toWord({ order, widths }: Columns): string {
  return order.map((name) => (widths[name] ? `${name}:${widths[name]}` : name)).join(',')
}

/** What such a word says; undefined for none, unknown names and impossible widths left out. */
export function fromWord(word: string | undefined): Columns | undefined {
  if (!word) return undefined
  const found: Columns = { order: [], widths: {} }
  for (const part of word.split(',')) {
    const [word, width] = part.split(':') as [string, string?]
    const name = RENAMED[word] ?? word
    if (!isColumn(name) || found.order.includes(name)) continue
    found.order.push(name)
    const pixels = Number(width)
    if (pixels >= NARROWEST && pixels <= WIDEST) found.widths[name] = Math.round(pixels)
  }
  return found
}

/** The list's grid, one track a column after the title's. */
export function tracks({ order, widths }: Columns): string {
  return ['minmax(200px, 2.4fr)', ...order.map((name) => (widths[name] ? `${widths[name]}px` : ROOM[name])), 'auto'].join(' ')
}

/** The columns shown: those in the address, else the person's own, else the default. */
export function useColumns(word: Ref<string | undefined>) {
  const preferences = usePreferences()
  const own = computed<Columns>(() => ({
    order: preferences.chosen.columns ?? DEFAULT_COLUMNS,
    widths: preferences.chosen.column_widths ?? {},
  }))
  const shown = computed(() => fromWord(word.value) ?? own.value)
  const changed = computed(() => word.value !== undefined || !!preferences.chosen.columns || !!preferences.chosen.column_widths)
  return { shown, changed }
}
