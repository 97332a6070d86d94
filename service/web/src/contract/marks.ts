import { computed } from 'vue'
import { area } from '@/pdf/geometry'
import { useWords } from '@/ui/words'
import type { Mark, Workbench } from './workbench'

/** What the pages show: the open tab's marks and the selected one, the smallest on top. */
export function useMarks(bench: Workbench) {
  const word = useWords()
  const risks = computed(() =>
    bench.shownFindings.value.map((each): Mark => ({
      key: `risk:${each.fid}`, tab: 'risks', tone: each.severity, boxes: each.boxes ?? [], label: each.title,
    })),
  )
  const facts = computed(() =>
    bench.shownFacts.value.map((each): Mark => ({
      key: `fact:${each.fid}`, tab: 'facts', tone: 'fact', boxes: each.boxes, label: `${word('group', each.group)} ${word('factKind', each.kind)}`,
    })),
  )
  const notes = computed(() =>
    bench.noteList.value.map((each): Mark => ({ key: `note:${each.id}`, tab: 'notes', tone: 'note', boxes: each.boxes, label: each.note || each.quote })),
  )
  const clauses = computed(() =>
    bench.clauseList.value.map((each): Mark => ({
      key: `clause:${each.id}`, tab: 'clauses', tone: 'clause', boxes: each.boxes, label: [each.number, each.heading].filter(Boolean).join(' '),
    })),
  )
  const all = computed(() => [...risks.value, ...facts.value, ...notes.value, ...clauses.value])
  const visible = computed(() => {
    const tab = bench.tab.value === 'card' || bench.tab.value === 'history' ? 'facts' : bench.tab.value
    const chosen = bench.focus.value?.key
    return all.value
      .filter((mark) => mark.key === chosen || (mark.tab === tab && mark.tone !== 'clause'))
      .sort((one, other) => area(other.boxes) - area(one.boxes))
  })
  const byKey = computed(() => new Map(all.value.map((mark) => [mark.key, mark])))
  return { visible, byKey }
}
