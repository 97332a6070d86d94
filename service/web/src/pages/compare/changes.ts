import type { Schemas } from '@/api/client'
import type { Mark } from '@/pdf/PageSheet.vue'

export type Change = Schemas['ChangeOut']
export type Side = 'old' | 'new'

/** From this rank on a change is of words, place or form, no longer of values or whole clauses. */
const WORDS = 7

/** How grave a change looks: values and clauses, wording and place, form. */
export function toneOf(change: Change): 'high' | 'medium' | 'low' {
  if (change.class === 'format') return 'low'
  return change.rank < WORDS ? 'high' : 'medium'
}

/** The boxes of a change on one side; where the side is missing, the place that belongs to it. */
export function boxesOf(change: Change, side: Side): number[][] {
  const span = change[side]
  if (span) return span.boxes
  const place = change[`${side}_place`]
  return place ? [place] : []
}

/** The marks on one version's pages; the empty place of a missing side shows only while chosen. */
export function marksOf(changes: Change[], side: Side, active: string | undefined, label: (change: Change) => string): Mark[] {
  return changes
    .filter((change) => change[side] || change.id === active)
    .map((change) => ({ id: change.id, boxes: boxesOf(change, side), tone: change[side] ? toneOf(change) : ('clause' as const), label: label(change) }))
    .filter((mark) => mark.boxes.length > 0)
}

/** The changes that are shown, in the order asked for. */
export function shown(changes: Change[], onlySubstantive: boolean, byPlace: boolean): Change[] {
  const kept = onlySubstantive ? changes.filter((change) => change.class === 'substantive') : [...changes]
  return byPlace ? kept.sort((one, two) => startOf(one) - startOf(two)) : kept
}

/** Where a change stands in the new version, or at the place in it that it left. */
function startOf(change: Change): number {
  const [page = 0, , top = 0] = boxesOf(change, 'new')[0] ?? boxesOf(change, 'old')[0] ?? []
  return page * 100_000 + top
}
