/** A CSV that is shown with its faults first and taken in whole or not at all. */
import { computed, ref, shallowRef } from 'vue'
import { tellError } from './toast'

interface Checked {
  applied: boolean
  rows: { faults: unknown[] }[]
}

/** `post` asks the server, with `apply` for good; `done` hears of what was taken in. */
export function useTableImport<T extends Checked>(post: (form: FormData, apply: boolean) => Promise<T>, done: (found: T) => void) {
  const file = ref<File | null>(null)
  const busy = ref(false)
  const found = shallowRef<T | null>(null)
  const faulty = computed(() => (found.value?.rows.filter((row: T['rows'][number]) => row.faults.length) ?? []) as T['rows'])

  async function send(apply: boolean) {
    if (!file.value) return
    const form = new FormData()
    form.append('file', file.value)
    busy.value = true
    try {
      found.value = await post(form, apply)
      if (found.value.applied) done(found.value)
    } catch (error) {
      found.value = null
      tellError(error)
    } finally {
      busy.value = false
    }
  }
  async function choose(event: Event) {
    const input = event.target as HTMLInputElement
    file.value = input.files?.[0] ?? null
    // The same file may be chosen again once it has been mended.
    input.value = ''
    await send(false)
  }
  return { file, busy, found, faulty, send, choose }
}
