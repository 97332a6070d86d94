/** `[page, x0, y0, x1, y1]` in points from the page's top left. */
export type Box = number[]

export interface PageSize {
  number: number
  width: number
  height: number
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

/** Tops of the pages, stacked with a gap, when each is `width` pixels wide; the last entry is the whole height. */
export function stackedTops(pages: PageSize[], width: number, gap: number): number[] {
  const tops = [0]
  for (const page of pages) tops.push(tops[tops.length - 1]! + (page.height / page.width) * width + gap)
  return tops
}

/** First and last index of the pages that meet the window, with `margin` pixels above and below. */
export function visibleRange(tops: number[], from: number, height: number, margin: number): [number, number] {
  const count = tops.length - 1
  let first = 0
  while (first < count - 1 && tops[first + 1]! < from - margin) first += 1
  let last = first
  while (last < count - 1 && tops[last + 1]! < from + height + margin) last += 1
  return [first, last]
}
