import { computed, ref } from 'vue'
import { answer, client, Problem, type Schemas } from '@/api/client'
import { tellError } from '@/ui/toast'

/** A dry run, stretch by stretch, so that its progress is seen and it can be stopped. */
export function useDryRun(id: () => string) {
  const running = ref(false)
  const stopping = ref(false)
  const total = ref(0)
  const looked = ref(0)
  const changed = ref<Schemas['ChangedContract'][]>([])
  const done = ref(false)
  const more = computed(() => changed.value.filter((one) => one.after > one.before).length)
  const fewer = computed(() => changed.value.length - more.value)

  async function start() {
    running.value = true
    done.value = stopping.value = false
    looked.value = total.value = 0
    changed.value = []
    let after: string | undefined
    try {
      while (!stopping.value) {
        const told = await stretch(after)
        total.value = told.total
        looked.value += told.looked
        changed.value.push(...told.changed)
        if (!told.next) { done.value = true; break }
        after = told.next
      }
    } catch (error) {
      tellError(error)
    } finally {
      running.value = false
    }
  }

  /** One stretch; where the service asks to wait, it waits. */
  async function stretch(after?: string): Promise<Schemas['DryRunOut']> {
    for (;;) {
      try {
        return await answer(client.POST('/api/library/{entry_id}/dry-run', { params: { path: { entry_id: id() }, query: { after } } }))
      } catch (error) {
        if (!(error instanceof Problem) || error.retryAfter === null || stopping.value) throw error
        await new Promise((resolve) => setTimeout(resolve, error.retryAfter! * 1000))
      }
    }
  }
  return { running, done, total, looked, changed, more, fewer, start, stop: () => (stopping.value = true) }
}
