import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, inject, ref, type ComputedRef, type InjectionKey, type Ref } from 'vue'
import { answer, client, type Annotation, type Contract, type Fact, type Finding } from '@/api/client'
import type { Box } from '@/pdf/geometry'
import type { Clause, Reading } from './reading'

export type Tab = 'card' | 'clauses' | 'facts' | 'risks' | 'notes' | 'history'

/** Something with a place on the pages: `key` is `risk:…`, `fact:…`, `note:…` or `clause:…`. */
export interface Mark {
  key: string
  tab: Tab
  tone: 'high' | 'medium' | 'low' | 'fact' | 'note' | 'clause'
  boxes: Box[]
  label: string
}

/** What is selected, and which side asked for it: the other side then comes along. */
export interface Focus {
  key: string
  from: 'pages' | 'panel'
}

export const isOpen = (item: { decision: string }) => item.decision === 'open' || item.decision === 'pending'

/** The contract page's server state and selection, shared by the pages and the panels. */
export function createWorkbench(id: ComputedRef<string>) {
  const queries = useQueryClient()
  const path = () => ({ contract_id: id.value })
  const read = computed(() => contract.data.value?.has_reading === true)

  const contract = useQuery({
    queryKey: ['contract', id],
    queryFn: (): Promise<Contract> => answer(client.GET('/api/contracts/{contract_id}', { params: { path: path() } })),
  })
  const reading = useQuery({
    queryKey: ['reading', id],
    enabled: read,
    staleTime: 60_000,
    queryFn: async () =>
      (await answer(client.GET('/api/contracts/{contract_id}/reading', { params: { path: path() } }))) as unknown as Reading,
  })
  const facts = useQuery({
    queryKey: ['facts', id],
    enabled: read,
    queryFn: () => answer(client.GET('/api/contracts/{contract_id}/facts', { params: { path: path() } })),
  })
  const findings = useQuery({
    queryKey: ['findings', id],
    enabled: read,
    queryFn: () => answer(client.GET('/api/contracts/{contract_id}/findings', { params: { path: path() } })),
  })
  const notes = useQuery({
    queryKey: ['notes', id],
    enabled: read,
    queryFn: () => answer(client.GET('/api/contracts/{contract_id}/annotations', { params: { path: path() } })),
  })

  const tab: Ref<Tab> = ref('risks')
  const focus = ref<Focus | null>(null)
  const pendingOnly = ref(false)
  const asked = ref<{ key: string; what: 'edit' | 'reject' } | null>(null)

  async function refresh() {
    await Promise.all(
      ['contract', 'reading', 'facts', 'findings', 'notes', 'history'].map((name) => queries.invalidateQueries({ queryKey: [name, id.value] })),
    )
    await Promise.all(['home', 'contracts'].map((name) => queries.invalidateQueries({ queryKey: [name] })))
  }

  const factList = computed((): Fact[] => facts.data.value?.items ?? [])
  const findingList = computed((): Finding[] => findings.data.value?.items ?? [])
  const noteList = computed((): Annotation[] => notes.data.value?.items ?? [])
  const clauseList = computed((): Clause[] => reading.data.value?.clauses ?? [])
  const shown = <T extends { decision: string }>(items: T[]) => (pendingOnly.value ? items.filter(isOpen) : items)
  const shownFacts = computed(() => shown(factList.value))
  const shownFindings = computed(() => shown(findingList.value))

  const may = (permission: string) => contract.data.value?.allowed.includes(permission) === true

  function select(key: string, from: Focus['from']) {
    focus.value = { key, from }
    asked.value = null
  }

  return {
    id, contract, reading, facts, findings, notes, tab, focus, pendingOnly, asked, factList, findingList, noteList, clauseList,
    shownFacts, shownFindings, may, select, refresh,
  }
}

export type Workbench = ReturnType<typeof createWorkbench>
export const WORKBENCH: InjectionKey<Workbench> = Symbol('workbench')

export function useWorkbench(): Workbench {
  const bench = inject(WORKBENCH)
  if (!bench) throw new Error('outside of a contract page')
  return bench
}
