export interface PlacedWord {
  start: number
  end: number
  text: string
  box: number[]
}
export interface Point {
  x: number
  y: number
}

/** The word under a point, or the nearest one within a line's height; none in the margin. */
export function nearestWord(words: PlacedWord[], point: Point): PlacedWord | null {
  let best: PlacedWord | null = null
  let least = Infinity
  for (const word of words) {
    const [, x0, y0, x1, y1] = word.box as [number, number, number, number, number]
    const dx = Math.max(x0 - point.x, 0, point.x - x1)
    const dy = Math.max(y0 - point.y, 0, point.y - y1)
    const distance = Math.hypot(dx, dy * 2)
    const reach = (y1 - y0) * 1.5
    if (distance < least && distance <= reach) {
      least = distance
      best = word
    }
  }
  return best
}

/** The words from one point to another in reading order, whichever way the drag went. */
export function selectionBetween(words: PlacedWord[], from: Point, to: Point): PlacedWord[] {
  const first = nearestWord(words, from)
  const last = nearestWord(words, to)
  if (!first || !last) return []
  const [start, end] = first.start <= last.start ? [first.start, last.end] : [last.start, first.end]
  return words.filter((word) => word.start >= start && word.end <= end)
}
