import { useRoute, useRouter } from 'vue-router'

/** A list's filters live in the page's address: they survive reloads, and can be sent to others. */
export function useUrlFilters() {
  const route = useRoute()
  const router = useRouter()

  function one(name: string): string | undefined {
    const value = route.query[name]
    return typeof value === 'string' && value ? value : undefined
  }

  function set(changes: Record<string, string | null | undefined>): void {
    const query = { ...route.query, ...changes }
    for (const [name, value] of Object.entries(query)) if (!value) delete query[name]
    void router.replace({ query })
  }

  return { one, set }
}
