/** `[page, x0, y0, x1, y1]` in points from the page's top left. */
export type Box = number[]

export interface PageSize {
  number: number
  width: number
  height: number
}

export interface PlacedWord {
  start: number
  end: number
  box: number[]
}

export interface Passage {
  start: number
  end: number
}

/** Where a box lies, in percent of its page: holds at every zoom. */
export function placed(box: Box, page: PageSize): Record<'left' | 'top' | 'width' | 'height', string> {
  const [, x0 = 0, y0 = 0, x1 = 0, y1 = 0] = box
  const percent = (part: number, whole: number) => `${((part / whole) * 100).toFixed(3)}%`
  return {
    left: percent(x0, page.width),
    top: percent(y0, page.height),
    width: percent(x1 - x0, page.width),
    height: percent(y1 - y0, page.height),
  }
}

export function area(boxes: Box[]): number {
  return boxes.reduce((sum, [, x0 = 0, y0 = 0, x1 = 0, y1 = 0]) => sum + (x1 - x0) * (y1 - y0), 0)
}

function distance(word: PlacedWord, x: number, y: number): number {
  const [, x0 = 0, y0 = 0, x1 = 0, y1 = 0] = word.box
  const dx = Math.max(x0 - x, 0, x - x1)
  const dy = Math.max(y0 - y, 0, y - y1)
  return dx + dy * 4
}

/**
 * The word at a point of the page, or the nearest within `reach` points.
 * Vertical distance weighs more, so that a pointer beside a line takes that line's end.
 */
export function wordAt<W extends PlacedWord>(words: W[], x: number, y: number, reach = Infinity): W | null {
  let best: W | null = null
  let least = reach
  for (const word of words) {
    const here = distance(word, x, y)
    if (here <= least) {
      best = word
      least = here
    }
  }
  return best
}

/** The passage from one word to another, whichever comes first. */
export function between(from: PlacedWord, to: PlacedWord): Passage {
  return { start: Math.min(from.start, to.start), end: Math.max(from.end, to.end) }
}

/** The words' boxes of a passage, joined along each line. */
export function passageBoxes(words: PlacedWord[], passage: Passage): Box[] {
  const joined: Box[] = []
  for (const word of words) {
    if (word.start < passage.start || word.end > passage.end) continue
    const last = joined[joined.length - 1]
    const [page = 1, x0 = 0, y0 = 0, x1 = 0, y1 = 0] = word.box
    const sameLine = last && Math.abs((last[2]! + last[4]!) / 2 - (y0 + y1) / 2) < (y1 - y0) / 2 && x0 >= last[1]!
    if (sameLine) joined[joined.length - 1] = [page, last[1]!, Math.min(last[2]!, y0), Math.max(last[3]!, x1), Math.max(last[4]!, y1)]
    else joined.push([page, x0, y0, x1, y1])
  }
  return joined
}

/** Tops of the pages, stacked with a gap, when each is `width` pixels wide; the last entry is the whole height. */
export function stackedTops(pages: PageSize[], width: number, gap: number): number[] {
  const tops = [0]
  for (const page of pages) tops.push(tops[tops.length - 1]! + (page.height / page.width) * width + gap)
  return tops
}

/** Indexes of the pages that meet the window, with `margin` pixels above and below. */
export function visibleRange(tops: number[], from: number, height: number, margin: number): [number, number] {
  const count = tops.length - 1
  let first = 0
  while (first < count - 1 && tops[first + 1]! < from - margin) first += 1
  let last = first
  while (last < count - 1 && tops[last + 1]! < from + height + margin) last += 1
  return [first, last]
}
