import { distance, type Picture, type Quad } from './shapes'

const LONGEST = 2800
/** Long side, in pixels, of a corrected page: about 240 dpi on A4. */
const A4 = Math.SQRT2
const NEAR_A4 = 0.12

/** How a corrected page looks: as taken, with even light, or in shades of grey with even light. */
export type Look = 'plain' | 'colour' | 'grey'

/** The size of the page that `quad` frames; one that is about A4 becomes exactly that. */
export function pageSize(quad: Quad): { width: number; height: number } {
  const [a, b, c, d] = quad
  let width = Math.max(distance(a, b), distance(d, c), 1), height = Math.max(distance(a, d), distance(b, c), 1)
  const ratio = Math.max(width, height) / Math.min(width, height)
  if (Math.abs(ratio / A4 - 1) < NEAR_A4) {
    if (height > width) width = height / A4
    else height = width / A4
  }
  const by = Math.min(1, LONGEST / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) }
}

/** The nine numbers that lead from the unit square to `quad`: (x, y, 1) → (X, Y, W). */
export function squareTo(quad: Quad): number[] {
  const [p, q, r, s] = quad
  const dx1 = q.x - r.x, dx2 = s.x - r.x, dx3 = p.x - q.x + r.x - s.x
  const dy1 = q.y - r.y, dy2 = s.y - r.y, dy3 = p.y - q.y + r.y - s.y
  const turn = dx1 * dy2 - dx2 * dy1
  const g = (dx3 * dy2 - dx2 * dy3) / turn, h = (dx1 * dy3 - dx3 * dy1) / turn
  return [q.x - p.x + g * q.x, s.x - p.x + h * s.x, p.x, q.y - p.y + g * q.y, s.y - p.y + h * s.y, p.y, g, h, 1]
}

/** The sheet that `quad` frames, laid flat; what lies beyond the picture is white. */
export function flattened(picture: Picture, quad: Quad, size = pageSize(quad)): Picture {
  const { width, height } = size
  const [a, b, c, d, e, f, g, h] = squareTo(quad) as [number, number, number, number, number, number, number, number]
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255)
  const from = picture.pixels, right = picture.width - 1, bottom = picture.height - 1
  for (let y = 0, at = 0; y < height; y++) {
    const v = (y + 0.5) / height
    for (let x = 0; x < width; x++, at += 4) {
      const u = (x + 0.5) / width
      const w = g * u + h * v + 1
      const sx = (a * u + b * v + c) / w - 0.5, sy = (d * u + e * v + f) / w - 0.5
      if (sx < 0 || sy < 0 || sx >= right || sy >= bottom) continue
      const x0 = sx | 0, y0 = sy | 0, tx = sx - x0, ty = sy - y0
      const at0 = (y0 * picture.width + x0) * 4, at1 = at0 + picture.width * 4
      for (let k = 0; k < 3; k++) {
        const top = from[at0 + k]! + (from[at0 + 4 + k]! - from[at0 + k]!) * tx
        const low = from[at1 + k]! + (from[at1 + 4 + k]! - from[at1 + k]!) * tx
        pixels[at + k] = top + (low - top) * ty
      }
    }
  }
  return { pixels, width, height }
}

/** The page turned clockwise by `quarters` quarter turns. */
export function turned(picture: Picture, quarters: number): Picture {
  const times = ((quarters % 4) + 4) % 4
  if (times === 0) return picture
  const { width, height } = picture
  const swapped = times % 2 === 1
  const out: Picture = { width: swapped ? height : width, height: swapped ? width : height, pixels: new Uint8ClampedArray(picture.pixels.length) }
  const source = new Uint32Array(picture.pixels.buffer, picture.pixels.byteOffset, width * height)
  const target = new Uint32Array(out.pixels.buffer)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const to = times === 1 ? x * height + (height - 1 - y) : times === 2 ? (height - 1 - y) * width + (width - 1 - x) : (width - 1 - x) * height + y
      target[to] = source[y * width + x]!
    }
  return out
}

const CELLS = 36
/** The paper's brightness is measured in about as many cells across the page. */

/** The page in even light: every place is compared with the paper around it. */
export function cleaned(picture: Picture, look: Look): Picture {
  if (look === 'plain') return picture
  const { width, height } = picture
  const cell = Math.max(8, Math.ceil(Math.max(width, height) / CELLS))
  const across = Math.ceil(width / cell), down = Math.ceil(height / cell)
  const paper = [0, 1, 2].map((channel) => smooth(widest(brightest(picture, channel, cell, across, down), across, down), across, down))
  const pixels = new Uint8ClampedArray(picture.pixels)
  for (let y = 0; y < height; y++) {
    const cy = Math.min(Math.max((y + 0.5) / cell - 0.5, 0), down - 1), y0 = Math.floor(cy), y1 = Math.min(y0 + 1, down - 1), ty = cy - y0
    for (let x = 0; x < width; x++) {
      const cx = Math.min(Math.max((x + 0.5) / cell - 0.5, 0), across - 1), x0 = Math.floor(cx), x1 = Math.min(x0 + 1, across - 1), tx = cx - x0
      const at = (y * width + x) * 4
      for (let k = 0; k < 3; k++) {
        const cells = paper[k]!
        const top = cells[y0 * across + x0]! * (1 - tx) + cells[y0 * across + x1]! * tx
        const low = cells[y1 * across + x0]! * (1 - tx) + cells[y1 * across + x1]! * tx
        pixels[at + k] = (pixels[at + k]! / Math.max(30, top * (1 - ty) + low * ty)) * 250
      }
      if (look === 'grey') {
        const light = pixels[at]! * 0.299 + pixels[at + 1]! * 0.587 + pixels[at + 2]! * 0.114
        // Ink darker, paper whiter; the shades between stay, for thin strokes live in them.
        pixels[at] = pixels[at + 1] = pixels[at + 2] = (light - 60) * (255 / 165)
      }
    }
  }
  return { pixels, width, height }
}

/** In every cell, what nine tenths of its places do not surpass: paper, unless it is all ink. */
function brightest({ pixels, width, height }: Picture, channel: number, cell: number, across: number, down: number): Float32Array {
  const out = new Float32Array(across * down)
  const counts = new Uint32Array(256)
  for (let v = 0; v < down; v++)
    for (let u = 0; u < across; u++) {
      counts.fill(0)
      let all = 0
      for (let y = v * cell; y < Math.min((v + 1) * cell, height); y += 2)
        for (let x = u * cell; x < Math.min((u + 1) * cell, width); x += 2, all++) counts[pixels[(y * width + x) * 4 + channel]!]!++
      let left = all * 0.1, value = 255
      while (value > 0 && (left -= counts[value]!) > 0) value--
      out[v * across + u] = value
    }
  return out
}

function around(cells: Float32Array, across: number, down: number, join: (near: number[]) => number): Float32Array {
  return cells.map((_, n) => {
    const u = n % across, v = Math.floor(n / across)
    const near: number[] = []
    for (let y = Math.max(0, v - 1); y <= Math.min(down - 1, v + 1); y++)
      for (let x = Math.max(0, u - 1); x <= Math.min(across - 1, u + 1); x++) near.push(cells[y * across + x]!)
    return join(near)
  })
}
const widest = (cells: Float32Array, across: number, down: number) => around(cells, across, down, (near) => Math.max(...near))
const smooth = (cells: Float32Array, across: number, down: number) => around(cells, across, down, (near) => near.reduce((a, b) => a + b) / near.length)
