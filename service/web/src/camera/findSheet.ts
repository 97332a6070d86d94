import { doubleArea, fromTopLeft, isConvex, scaled, wholeOf, type Picture, type Point, type Quad } from './shapes'

/*
 * Finds the sheet of paper in a photo.
 *
 * Paper is brighter, or less coloured, than what it lies on, so across each of its edges the
 * darkest of the three colour channels rises towards the inside. Lines along which it rises are
 * gathered by a Hough transform that keeps the rise's direction; of all fours of lines that
 * enclose a sensible sheet, the one best borne out by the picture wins. Its sides are then laid
 * anew through the places of the steepest rise. The picture's own borders count as weak lines:
 * a sheet may reach beyond them.
 */

const COARSE = 360
/** Long side, in pixels, of the picture in which lines are looked for. */
const ANGLES = 180
/** Directions in the Hough transform: steps of 2 degrees over the whole circle. */
const RHO_STEP = 2
const LINES = 22
const SAMPLES = 40
const SMALLEST = 0.12
/** A sheet covers at least this share of the picture. */
const BORDER_WORTH = 0.55
/** How well the picture's border bears out a side, where the sheet reaches beyond. */
const SURE = 0.62

/** A line whose normal (cos, sin) points to the sheet's inside: x·cos + y·sin = rho. */
interface Line { angle: number; cos: number; sin: number; rho: number; border: boolean }
interface Plane { values: Float32Array; width: number; height: number }

export interface Found {
  quad: Quad
  /** Whether the edges are plain enough to go by without a person's look. */
  sure: boolean
}

/** The sheet's corners in `picture`; the whole picture, not sure, where none is found. */
export function findSheet(picture: Picture): Found {
  const fine = blurred(darkest(picture))
  const by = Math.max(picture.width, picture.height) / COARSE
  const coarse = by > 1 ? blurred(shrunk(fine, by)) : fine
  const best = bestSheet(coarse)
  if (!best) return { quad: wholeOf(picture.width, picture.height), sure: false }
  const scale = by > 1 ? by : 1
  const sides = best.lines.map((line, n) => refined(fine, { ...line, rho: line.rho * scale }, scaled(best.quad, scale), n))
  const quad = corners(sides)
  const good = quad && isConvex(quad) ? quad : scaled(best.quad, scale)
  return { quad: fromTopLeft(good), sure: best.score > SURE }
}

/** The darkest of the three channels: high on paper, low on coloured or dark ground. */
function darkest({ pixels, width, height }: Picture): Plane {
  const values = new Float32Array(width * height)
  for (let n = 0; n < values.length; n++) values[n] = Math.min(pixels[4 * n]!, pixels[4 * n + 1]!, pixels[4 * n + 2]!)
  return { values, width, height }
}

function shrunk(plane: Plane, by: number): Plane {
  const width = Math.floor(plane.width / by), height = Math.floor(plane.height / by)
  const values = new Float32Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0, count = 0
      for (let v = Math.floor(y * by); v < Math.floor((y + 1) * by); v++)
        for (let u = Math.floor(x * by); u < Math.floor((x + 1) * by); u++, count++) sum += plane.values[v * plane.width + u]!
      values[y * width + x] = sum / count
    }
  return { values, width, height }
}

/** Blurred by 1-2-1 in both directions. */
function blurred({ values, width, height }: Plane): Plane {
  const across = new Float32Array(values.length), out = new Float32Array(values.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      across[at] = (values[at - (x > 0 ? 1 : 0)]! + 2 * values[at]! + values[at + (x < width - 1 ? 1 : 0)]!) / 4
    }
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      out[at] = (across[at - (y > 0 ? width : 0)]! + 2 * across[at]! + across[at + (y < height - 1 ? width : 0)]!) / 4
    }
  return { values: out, width, height }
}

function valueAt({ values, width, height }: Plane, x: number, y: number): number {
  const u = Math.min(Math.max(Math.round(x), 0), width - 1), v = Math.min(Math.max(Math.round(y), 0), height - 1)
  return values[v * width + u]!
}

/** The strongest lines along which the picture gets brighter to one side, and its four borders. */
function strongLines(plane: Plane): Line[] {
  const { values, width, height } = plane
  const reach = Math.ceil(Math.hypot(width, height) / RHO_STEP)
  const votes = new Float32Array(ANGLES * (2 * reach + 1))
  const rises = new Float32Array(width * height), turns = new Float32Array(width * height)
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const right = (values[at + 1]! - values[at - 1]!) * 2 + values[at + 1 - width]! - values[at - 1 - width]! + values[at + 1 + width]! - values[at - 1 + width]!
      const down = (values[at + width]! - values[at - width]!) * 2 + values[at + width - 1]! - values[at - width - 1]! + values[at + width + 1]! - values[at - width + 1]!
      rises[at] = Math.hypot(right, down) / 8
      turns[at] = Math.atan2(down, right)
    }
  const least = Math.max(1.2, quantile(rises, 0.8) * 0.6)
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const rise = rises[at]!
      if (rise < least) continue
      const weight = Math.sqrt(Math.min(rise, 14))
      const middle = Math.round((turns[at]! / (2 * Math.PI)) * ANGLES)
      for (let off = -4; off <= 4; off++) {
        const bin = (middle + off + ANGLES) % ANGLES
        const angle = (bin * 2 * Math.PI) / ANGLES
        const rho = Math.round((x * Math.cos(angle) + y * Math.sin(angle)) / RHO_STEP) + reach
        votes[bin * (2 * reach + 1) + rho]! += weight * (1 - Math.abs(off) / 6)
      }
    }
  return [...peaks(votes, reach), ...borders(width, height)]
}

function peaks(votes: Float32Array, reach: number): Line[] {
  const row = 2 * reach + 1
  const lines: Line[] = []
  while (lines.length < LINES) {
    let best = 0
    for (let n = 1; n < votes.length; n++) if (votes[n]! > votes[best]!) best = n
    if (votes[best]! <= 0) break
    const bin = Math.floor(best / row), rho = best % row
    lines.push(lineOf((bin * 2 * Math.PI) / ANGLES, (rho - reach) * RHO_STEP))
    for (let off = -5; off <= 5; off++)
      for (let next = Math.max(0, rho - 4); next <= Math.min(row - 1, rho + 4); next++) votes[((bin + off + ANGLES) % ANGLES) * row + next] = 0
  }
  return lines
}

function lineOf(angle: number, rho: number, border = false): Line {
  return { angle, cos: Math.cos(angle), sin: Math.sin(angle), rho, border }
}

function borders(width: number, height: number): Line[] {
  return [lineOf(0, 0, true), lineOf(Math.PI / 2, 0, true), lineOf(Math.PI, 1 - width, true), lineOf((3 * Math.PI) / 2, 1 - height, true)]
}

function quantile(values: Float32Array, share: number): number {
  const some = values.filter((_, n) => n % 7 === 0).sort()
  return some[Math.floor(some.length * share)] ?? 0
}

function crossing(a: Line, b: Line): Point | null {
  const turn = a.cos * b.sin - a.sin * b.cos
  if (Math.abs(turn) < 0.3) return null
  return { x: (a.rho * b.sin - b.rho * a.sin) / turn, y: (a.cos * b.rho - b.cos * a.rho) / turn }
}

/** Where four lines, in turning order, meet; corner n lies between lines n-1 and n. */
function corners(lines: readonly Line[]): Quad | null {
  const found: Point[] = []
  for (let n = 0; n < 4; n++) {
    const point = crossing(lines[(n + 3) % 4]!, lines[n]!)
    if (!point) return null
    found.push(point)
  }
  return found as Quad
}

interface Sheet { lines: Line[]; quad: Quad; score: number }

function bestSheet(plane: Plane): Sheet | null {
  const lines = strongLines(plane).sort((a, b) => a.angle - b.angle)
  let best: Sheet | null = null
  const count = lines.length
  for (let a = 0; a < count; a++)
    for (let b = a + 1; b < count; b++) {
      if (!squarish(lines[a]!, lines[b]!)) continue
      for (let c = b + 1; c < count; c++) {
        if (!squarish(lines[b]!, lines[c]!)) continue
        for (let d = c + 1; d < count; d++) {
          if (!squarish(lines[c]!, lines[d]!) || !squarish(lines[d]!, lines[a]!)) continue
          const four = [lines[a]!, lines[b]!, lines[c]!, lines[d]!]
          const quad = corners(four)
          if (!quad) continue
          const score = worth(plane, four, quad)
          if (score > (best?.score ?? 0)) best = { lines: four, quad, score }
        }
      }
    }
  return best
}

/** Whether the second line's direction follows the first's by about a quarter turn. */
function squarish(a: Line, b: Line): boolean {
  const turn = (b.angle - a.angle + 2 * Math.PI) % (2 * Math.PI)
  return turn > 0.9 && turn < 2.25
}

/** How well the picture bears a sheet out: 0 for what cannot be one, about 1 for a plain one. */
function worth(plane: Plane, lines: readonly Line[], quad: Quad): number {
  const { width, height } = plane
  const area = doubleArea(quad) / 2 / (width * height)
  if (area < SMALLEST || area > 1.35 || !isConvex(quad)) return 0
  if (quad.some(({ x, y }) => x < -0.2 * width || x > 1.2 * width || y < -0.2 * height || y > 1.2 * height)) return 0
  if (lines.filter((line) => line.border).length > 3) return 0
  let borne = 0, weakest = 1
  for (let n = 0; n < 4; n++) {
    const share = lines[n]!.border ? BORDER_WORTH : bearing(plane, lines[n]!, quad[n]!, quad[(n + 1) % 4]!)
    borne += share / 4
    weakest = Math.min(weakest, share)
  }
  return borne * 0.62 + weakest * 0.2 + Math.sqrt(Math.min(area, 1)) * 0.18
}

/** The share of a side along which the picture is brighter inside than outside. */
function bearing(plane: Plane, line: Line, from: Point, to: Point): number {
  const { width, height } = plane
  let seen = 0, hits = 0
  for (let n = 0; n < SAMPLES; n++) {
    const share = (n + 0.5) / SAMPLES
    const x = from.x + (to.x - from.x) * share, y = from.y + (to.y - from.y) * share
    if (x < 2 || y < 2 || x > width - 3 || y > height - 3) continue
    seen++
    let steepest = 0
    for (let off = -2; off <= 2; off++) steepest = Math.max(steepest, stepAt(plane, line, x + line.cos * off, y + line.sin * off, 1.5))
    const beyond = Math.min(stepAt(plane, line, x, y, 5), stepAt(plane, line, x, y, 9))
    if (steepest > 3 && beyond > 5) hits++
    else if (steepest > 2 && beyond > 2.5) hits += 0.5
  }
  return seen >= SAMPLES / 4 ? hits / seen : BORDER_WORTH * 0.8
}

/** How much brighter it is `reach` pixels inside than as far outside. */
function stepAt(plane: Plane, line: Line, x: number, y: number, reach: number): number {
  return valueAt(plane, x + line.cos * reach, y + line.sin * reach) - valueAt(plane, x - line.cos * reach, y - line.sin * reach)
}

/** The line laid anew through the places of the steepest rise near it. */
function refined(plane: Plane, line: Line, quad: Quad, n: number): Line {
  if (line.border) return line
  const from = quad[n]!, to = quad[(n + 1) % 4]!
  const reach = Math.max(4, Math.round(Math.max(plane.width, plane.height) / 110))
  const along: number[] = [], off: number[] = [], weights: number[] = []
  for (let k = 0; k < 120; k++) {
    const share = 0.04 + (0.92 * k) / 119
    const x = from.x + (to.x - from.x) * share, y = from.y + (to.y - from.y) * share
    if (x < 4 || y < 4 || x > plane.width - 5 || y > plane.height - 5) continue
    let best = 3, where = NaN
    for (let step = -reach; step <= reach; step++) {
      const rise = stepAt(plane, line, x + line.cos * step, y + line.sin * step, 2)
      if (rise > best) { best = rise; where = step }
    }
    if (Number.isNaN(where)) continue
    along.push(share - 0.5)
    off.push(where)
    weights.push(Math.min(best, 25))
  }
  if (along.length < 24) return line
  let slope = 0, middle = 0
  for (let round = 0; round < 5; round++) {
    let w = 0, wx = 0, wy = 0, wxx = 0, wxy = 0
    along.forEach((x, k) => {
      const far = Math.abs(off[k]! - middle - slope * x)
      const weight = weights[k]! / (1 + (round === 0 ? 0 : (far / 1.5) ** 2))
      w += weight; wx += weight * x; wy += weight * off[k]!; wxx += weight * x * x; wxy += weight * x * off[k]!
    })
    const spread = w * wxx - wx * wx
    if (spread <= 1e-9) return line
    slope = (w * wxy - wx * wy) / spread
    middle = (wy - slope * wx) / w
  }
  const shift = (share: number) => middle + slope * share
  const moved = (end: Point, share: number): Point => ({ x: end.x + line.cos * shift(share), y: end.y + line.sin * shift(share) })
  const a = moved(from, -0.5), b = moved(to, 0.5)
  // The normal of a side that runs clockwise points to its right, the inside.
  const angle = Math.atan2(b.x - a.x, -(b.y - a.y))
  return lineOf(angle, a.x * Math.cos(angle) + a.y * Math.sin(angle))
}
