import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { answer, client, type Schemas } from '@/api/client'

export type Unit = Schemas['UnitOut']
export type Role = Schemas['RoleOut']
interface Named { name: string; name_en?: string | null }
export interface Branch extends Unit { children: Branch[] }

/** The units as a tree, siblings in the order in which the service gives them. */
export function treeOf(units: readonly Unit[]): Branch[] {
  const branches = new Map(units.map((unit) => [unit.id, { ...unit, children: [] as Branch[] }]))
  const roots: Branch[] = []
  for (const branch of branches.values()) (branches.get(branch.parent_id ?? '')?.children ?? roots).push(branch)
  return roots
}

/** The unit's name with those above it, from the top. */
export function pathOf(units: readonly Unit[], id: string, nameOf: (named: Named) => string): string {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const names: string[] = []
  for (let unit = byId.get(id); unit; unit = byId.get(unit.parent_id ?? '')) names.unshift(nameOf(unit))
  return names.join(' / ')
}

/** The ids of a unit and all below it. */
export function below(units: readonly Unit[], id: string): Set<string> {
  const found = new Set([id])
  let size = 0
  while (size !== found.size) {
    size = found.size
    for (const unit of units) if (unit.parent_id && found.has(unit.parent_id)) found.add(unit.id)
  }
  return found
}

/** Units and roles, as every page names them. */
export function useOrganisation() {
  const { locale } = useI18n()
  const unitList = useQuery({ queryKey: ['units'], queryFn: () => answer(client.GET('/api/units')), staleTime: 60_000 })
  const roleList = useQuery({ queryKey: ['roles'], queryFn: () => answer(client.GET('/api/roles')), staleTime: 60_000 })
  const units = computed(() => unitList.data.value?.items ?? [])
  const roles = computed(() => roleList.data.value?.items ?? [])
  const nameOf = (named: Named) => (locale.value === 'en' && named.name_en ? named.name_en : named.name)
  const roleName = (code: string) => {
    const role = roles.value.find((each) => each.code === code)
    return role ? nameOf(role) : code
  }
  const list = (names: string[]) => names.join(locale.value === 'en' ? ', ' : '、')
  return { list, unitList, roleList, units, roles, nameOf, roleName }
}
