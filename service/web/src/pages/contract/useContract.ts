import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, client, type Finding } from '@/api/client'
import { currentLocale } from '@/locales'

export interface ReadingClause {
  id: string
  parent: string | null
  level: number
  number: string | null
  heading: string | null
  kind: string
  start: number
  end: number
  quote: string
  boxes: number[][]
}
interface Warning {
  code: string
  message: string
  message_zh?: string
  message_en?: string
  page?: number
}
export interface ReadingView {
  text: string
  pages: { number: number; width: number; height: number; source: string; confidence: number; quality: { advice: string[] } }[]
  clauses: ReadingClause[]
  warnings: Warning[]
}

export interface Place {
  start: number
  end: number
  quote: string
  boxes: number[][]
}

/** A doubt of the reading in the reader's language; readings of old hold one language only. */
export function warningWords(warning: Warning): string {
  return (currentLocale() === 'en' ? warning.message_en : warning.message_zh) ?? warning.message
}

/** Where else a finding rests, outside of its own passage. */
export function otherPlaces(finding: Finding): Place[] {
  const { start, end } = finding
  const places = finding.evidence as unknown as Place[]
  return start == null || end == null ? places : places.filter((place) => place.start < start || place.end > end)
}

/** Everything that the contract page shows, asked once and shared by its parts, as soon as it is wanted. */
export function useContract(id: () => string, wanted: MaybeRefOrGetter<boolean> = true) {
  const path = () => ({ params: { path: { contract_id: id() } } })
  const contract = useQuery({
    queryKey: computed(() => ['contract', id(), 'record']),
    enabled: computed(() => toValue(wanted)),
    queryFn: () => answer(client.GET('/api/contracts/{contract_id}', path())),
  })
  const ready = computed(() => contract.data.value?.has_reading === true)
  const reading = useQuery({
    queryKey: computed(() => ['contract', id(), 'reading']),
    enabled: ready,
    queryFn: async () => (await answer(client.GET('/api/contracts/{contract_id}/reading', path()))) as unknown as ReadingView,
  })
  const facts = useQuery({
    queryKey: computed(() => ['contract', id(), 'facts']),
    enabled: ready,
    queryFn: () => answer(client.GET('/api/contracts/{contract_id}/facts', path())),
  })
  const findings = useQuery({
    queryKey: computed(() => ['contract', id(), 'findings', currentLocale()]),
    enabled: ready,
    queryFn: () => answer(client.GET('/api/contracts/{contract_id}/findings', path())),
  })
  const positions = useQuery({
    queryKey: computed(() => ['contract', id(), 'positions', currentLocale()]),
    enabled: ready,
    queryFn: () => answer(client.GET('/api/contracts/{contract_id}/positions', path())),
  })
  const notes = useQuery({
    queryKey: computed(() => ['contract', id(), 'notes']),
    enabled: ready,
    queryFn: () => answer(client.GET('/api/contracts/{contract_id}/annotations', path())),
  })
  return { contract, reading, facts, findings, positions, notes }
}
