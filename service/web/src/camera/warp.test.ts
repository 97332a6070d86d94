import { describe, expect, it } from 'vitest'
import { findSheet } from './findSheet'
import { fromTopLeft, isConvex, wholeOf, type Picture, type Quad } from './shapes'
import { cleaned, flattened, pageSize, squareTo, turned } from './warp'

function painted(width: number, height: number, colour: (x: number, y: number) => readonly [number, number, number]): Picture {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels.set(colour(x, y), (y * width + x) * 4)
  return { pixels, width, height }
}
const at = ({ pixels, width }: Picture, x: number, y: number) => [...pixels.slice((y * width + x) * 4, (y * width + x) * 4 + 3)]
const QUAD: Quad = [{ x: 30, y: 20 }, { x: 170, y: 40 }, { x: 160, y: 260 }, { x: 10, y: 240 }]

describe('laying flat', () => {
  it('leads the unit square to the corners', () => {
    const [a, b, c, d, e, f, g, h] = squareTo(QUAD) as [number, number, number, number, number, number, number, number]
    const to = (u: number, v: number) => ({ x: (a * u + b * v + c) / (g * u + h * v + 1), y: (d * u + e * v + f) / (g * u + h * v + 1) })
    const corners = [to(0, 0), to(1, 0), to(1, 1), to(0, 1)]
    corners.forEach((corner, n) => { expect(corner.x).toBeCloseTo(QUAD[n]!.x); expect(corner.y).toBeCloseTo(QUAD[n]!.y) })
  })
  it('takes the sheet and leaves the desk', () => {
    const inside = (x: number, y: number) => QUAD.every((p, n) => { const q = QUAD[(n + 1) % 4]!; return (q.x - p.x) * (y - p.y) - (q.y - p.y) * (x - p.x) >= 0 })
    const page = flattened(painted(200, 300, (x, y) => (inside(x, y) ? [250, 250, 250] : [40, 30, 20])), QUAD)
    const dark = [...Array(page.width * page.height).keys()].filter((n) => page.pixels[4 * n]! < 128)
    expect(dark.length / (page.width * page.height)).toBeLessThan(0.01)
  })
  it('is white where the sheet reaches beyond the photo', () => {
    const page = flattened(painted(100, 100, () => [10, 20, 30]), [{ x: -50, y: 0 }, { x: 100, y: 0 }, { x: 100, y: 100 }, { x: -50, y: 100 }])
    expect(at(page, 2, 50)).toEqual([255, 255, 255])
    expect(at(page, page.width - 9, 50)).toEqual([10, 20, 30])
  })
  it('makes what is about A4 exactly A4, upright or across', () => {
    const upright = pageSize(wholeOf(1000, 1350)), across = pageSize(wholeOf(1350, 1000)), square = pageSize(wholeOf(900, 900))
    expect(upright.height / upright.width).toBeCloseTo(Math.SQRT2, 2)
    expect(across.width / across.height).toBeCloseTo(Math.SQRT2, 2)
    expect(square).toEqual({ width: 900, height: 900 })
  })
})

describe('turning', () => {
  const picture = painted(3, 2, (x, y) => [x * 10, y * 10, 0])
  it('goes clockwise', () => {
    const once = turned(picture, 1)
    expect([once.width, once.height]).toEqual([2, 3])
    expect(at(once, 1, 0)).toEqual([0, 0, 0])
    expect(at(once, 0, 0)).toEqual([0, 10, 0])
  })
  it('comes round after four quarters', () => expect(turned(turned(turned(turned(picture, 1), 1), 1), 1).pixels).toEqual(picture.pixels))
  it('by two is upside down', () => expect(at(turned(picture, 2), 2, 1)).toEqual([0, 0, 0]))
})

describe('cleaning up', () => {
  // Paper in light that falls off to the right; ink in black, a seal in red.
  const lit = painted(400, 400, (x, y) => {
    const light = 1 - x / 800
    const ink = y % 40 < 4, seal = Math.hypot(x - 200, y - 200) < 9
    return (seal ? [200, 40, 40] : ink ? [30, 30, 30] : [235, 232, 220]).map((value) => value * light) as [number, number, number]
  })
  it('makes the paper white wherever the light fell', () => {
    const page = cleaned(lit, 'colour')
    for (const x of [20, 200, 380]) for (const value of at(page, x, 110)) expect(value).toBeGreaterThan(235)
  })
  it('keeps ink dark and seals red in colour', () => {
    const page = cleaned(lit, 'colour')
    expect(Math.max(...at(page, 300, 42))).toBeLessThan(60)
    const [red, green] = at(page, 200, 205)
    expect(red! - green!).toBeGreaterThan(100)
  })
  it('has no colour left in black and white', () => {
    const [red, green, blue] = at(cleaned(lit, 'grey'), 200, 205)
    expect(new Set([red, green, blue]).size).toBe(1)
  })
  it('leaves a plain page as it was', () => expect(cleaned(lit, 'plain')).toBe(lit))
})

describe('finding the sheet', () => {
  it('finds a white page on a brown desk', () => {
    const { quad, sure } = findSheet(painted(600, 800, (x, y) => (x > 90 && x < 500 && y > 110 && y < 700 ? [240, 240, 240] : [120, 80, 50])))
    expect(sure).toBe(true)
    const truth = [[90, 110], [500, 110], [500, 700], [90, 700]]
    quad.forEach((corner, n) => expect(Math.hypot(corner.x - truth[n]![0]!, corner.y - truth[n]![1]!)).toBeLessThan(4))
  })
  it('is not sure of a picture without a sheet, and proposes the whole of it', () => {
    const { quad, sure } = findSheet(painted(300, 400, () => [128, 128, 128]))
    expect(sure).toBe(false)
    expect(quad).toEqual(wholeOf(300, 400))
  })
})

describe('corners', () => {
  it('that cross are no sheet', () => expect(isConvex([QUAD[0], QUAD[2], QUAD[1], QUAD[3]])).toBe(false))
  it('begin at the top left', () => expect(fromTopLeft([QUAD[2], QUAD[3], QUAD[0], QUAD[1]])).toEqual(QUAD))
})
