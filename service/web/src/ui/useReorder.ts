import { nextTick, onUnmounted, ref, type Ref } from 'vue'

const EDGE = 90
/** Pixels from the window's end within which a drag scrolls, `SCROLL` pixels at a time. */
const SCROLL = 9

/**
 * Order by dragging a handle with mouse, finger or pen, or by the arrow keys on it.
 *
 * The items stand in `list` as elements with `data-place`; their handles have `data-handle` and
 * `touch-action: none`. `move` changes the order. In a `grid` items change places sideways too.
 */
export function useReorder(list: Ref<HTMLElement | undefined>, move: (from: number, to: number) => void, layout: 'column' | 'grid' = 'column') {
  const dragged = ref<number | null>(null)
  let last: PointerEvent | null = null
  let scrolling = 0

  function itemAt(x: number, y: number): HTMLElement | null {
    const item = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-place]') ?? null
    return item && list.value?.contains(item) ? item : null
  }

  function reach(event: PointerEvent) {
    const from = dragged.value
    const item = itemAt(event.clientX, event.clientY)
    if (from === null || !item) return
    const to = Number(item.dataset.place)
    const box = item.getBoundingClientRect()
    const below = event.clientY > box.top + box.height / 2, right = layout === 'grid' && event.clientX > box.left + box.width / 2
    // Items of different sizes would else change places to and fro under a resting pointer.
    const past = to > from ? below || right : layout === 'grid' ? !below || !right : !below
    if (to === from || !past) return
    move(from, to)
    dragged.value = to
  }

  /** Near the window's upper or lower end the page scrolls along: a list may be longer than it. */
  function scroll() {
    if (!last) return
    const by = last.clientY < EDGE ? -SCROLL : last.clientY > window.innerHeight - EDGE ? SCROLL : 0
    if (!by) return
    window.scrollBy(0, by)
    reach(last)
  }
  function onMove(event: PointerEvent) {
    last = event
    reach(event)
  }

  function stop() {
    dragged.value = null
    last = null
    window.clearInterval(scrolling)
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', stop)
    window.removeEventListener('pointercancel', stop)
  }

  function grab(event: PointerEvent, place: number) {
    if (event.button !== 0) return
    dragged.value = place
    scrolling = window.setInterval(scroll, 16)
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', stop)
    window.addEventListener('pointercancel', stop)
  }

  /** Arrow keys on a handle move its item; the focus goes with it. */
  function onKey(event: KeyboardEvent, place: number, count: number) {
    const steps: Record<string, number> = { ArrowUp: place - 1, ArrowLeft: place - 1, ArrowDown: place + 1, ArrowRight: place + 1, Home: 0, End: count - 1 }
    const to = steps[event.key]
    if (to === undefined) return
    event.preventDefault()
    if (to < 0 || to >= count || to === place) return
    move(place, to)
    void nextTick(() => list.value?.querySelector<HTMLElement>(`[data-place="${to}"] [data-handle]`)?.focus())
  }

  onUnmounted(stop)
  return { dragged, grab, onKey }
}

/** `items` with the one at `from` moved to `to`. */
export function movedItem<T>(items: readonly T[], from: number, to: number): T[] {
  const out = [...items]
  out.splice(to, 0, ...out.splice(from, 1))
  return out
}
