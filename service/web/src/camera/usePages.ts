import { onUnmounted, ref, type Ref } from 'vue'
import { movedItem } from '@/ui/useReorder'
import { lookAt, previewOf, type Correction } from './desk'
import { dropPage, forgetPages, keepPages, keptPages, type DraftPage } from './draft'
import { wholeOf } from './shapes'

export interface TakenPage extends DraftPage {
  /** The corrected page, small; empty while it is being made. */
  preview: string
}

/** The photos of one document in order: kept in the browser until they are uploaded. */
export function usePages(owner: Ref<string>) {
  const pages = ref<TakenPage[]>([])
  const unreadable = ref<string[]>([])
  /** True where the browser keeps nothing (private windows): photos are lost with the page. */
  const unkept = ref(false)

  const stored = ({ preview: _, ...page }: TakenPage): DraftPage => ({
    ...page, quad: page.quad.map(({ x, y }) => ({ x, y })) as DraftPage['quad'],
  })

  async function keep(some: TakenPage[]) {
    await keepPages(some.map(stored)).catch(() => { unkept.value = true })
  }

  async function show(page: TakenPage) {
    const blob = await previewOf(page.photo, page)
    if (page.preview) URL.revokeObjectURL(page.preview)
    page.preview = URL.createObjectURL(blob)
  }

  async function read(page: TakenPage) {
    const found = await lookAt(page.photo)
    Object.assign(page, found)
    await show(page)
    await keep([page])
  }

  async function load() {
    const kept = await keptPages(owner.value).catch(() => { unkept.value = true; return [] })
    pages.value = kept.map((page) => ({ ...page, preview: '' }))
    for (const page of pages.value) await show(page)
  }

  async function add(photos: readonly File[]) {
    unreadable.value = []
    for (const photo of photos) {
      pages.value.push({
        id: crypto.getRandomValues(new Uint32Array(4)).join('-'), owner: owner.value, place: pages.value.length, photo,
        quad: wholeOf(1, 1), turn: 0, look: 'colour', sure: false, preview: '',
      })
      const page = pages.value[pages.value.length - 1]!
      await read(page).catch(() => {
        unreadable.value.push(photo.name)
        pages.value = pages.value.filter((each) => each.id !== page.id)
      })
    }
  }

  /** Another photo in a page's place. */
  async function retake(page: TakenPage, photo: File) {
    const before = page.photo
    Object.assign(page, { photo, turn: 0 })
    await read(page).catch(() => {
      page.photo = before
      unreadable.value = [photo.name]
    })
  }

  async function change(page: TakenPage, changes: Partial<Correction>) {
    Object.assign(page, changes)
    if (changes.quad) page.sure = true
    await show(page)
    await keep([page])
  }

  async function move(from: number, to: number) {
    pages.value = movedItem(pages.value, from, to)
    pages.value.forEach((page, place) => { page.place = place })
    await keep(pages.value)
  }

  async function remove(page: TakenPage) {
    pages.value = pages.value.filter((each) => each.id !== page.id)
    URL.revokeObjectURL(page.preview)
    await dropPage(page.id).catch(() => undefined)
  }

  async function clear() {
    for (const page of pages.value) URL.revokeObjectURL(page.preview)
    pages.value = []
    await forgetPages()
  }

  onUnmounted(() => { for (const page of pages.value) URL.revokeObjectURL(page.preview) })
  return { pages, unreadable, unkept, load, add, retake, change, move, remove, clear }
}
