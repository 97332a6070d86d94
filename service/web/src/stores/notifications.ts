import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { answer, client, type Schemas } from '@/api/client'
import { queryClient } from '@/api/queryClient'
import { useSession } from '@/stores/session'

const ASK_EVERY_MS = 30_000
export type Act = Schemas['Mark']['act']

/** How many notifications are unread: asked again now and then, while somebody looks at the page. */
export function useUnread() {
  const session = useSession()
  const asked = useQuery({
    queryKey: ['notifications', 'unread'],
    queryFn: () => answer(client.GET('/api/notifications/unread')),
    enabled: computed(() => session.me !== null && !session.me.must_change_password),
    refetchInterval: ASK_EVERY_MS,
    refetchOnWindowFocus: true,
  })
  return computed(() => asked.data.value?.count ?? 0)
}

/** Mark some notifications, or all that are shown; returns the ids of those that changed. */
export async function mark(act: Act, ids?: string[]): Promise<string[]> {
  const changed = await answer(client.POST('/api/notifications/mark', { body: { act, ids: ids ?? null } }))
  await queryClient.invalidateQueries({ queryKey: ['notifications'] })
  return changed.ids
}
