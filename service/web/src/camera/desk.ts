import type { Found } from './findSheet'
import type { Picture, Quad } from './shapes'
import type { Task } from './sheet.worker'
import type { Look } from './warp'

const LOOK_SIDE = 1000
/** Long side, in pixels, at which the sheet is looked for and previews are made. */
const FULL_SIDE = 3600
/** Long side at which pages are made: canvases of phones cannot hold much more. */
const JPEG_QUALITY = 0.86

/** How a photo becomes a page; the corners are shares of the photo's width and height. */
export interface Correction {
  quad: Quad
  turn: number
  look: Look
}

let worker: Worker | null = null
let asked = 0
const waiting = new Map<number, { done: (answer: never) => void; failed: (cause: unknown) => void }>()

/** Ask the worker that keeps heavy work off the page's own thread. */
function ask<T>(task: Task): Promise<T> {
  if (!worker) {
    worker = new Worker(new URL('./sheet.worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<{ id: number; answer: never }>) => {
      waiting.get(data.id)?.done(data.answer)
      waiting.delete(data.id)
    }
    worker.onerror = (event) => {
      for (const each of waiting.values()) each.failed(new Error(event.message))
      waiting.clear()
      worker = null
    }
  }
  const id = ++asked
  return new Promise<T>((done, failed) => {
    waiting.set(id, { done, failed })
    worker!.postMessage({ id, task }, [task.picture.pixels.buffer])
  })
}

/** The photo's pixels, upright, at most `side` long. Throws where the browser cannot read it. */
async function pixelsOf(photo: Blob, side: number): Promise<Picture> {
  const address = URL.createObjectURL(photo)
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const by = Math.min(1, side / Math.max(image.naturalWidth, image.naturalHeight))
    const width = Math.max(1, Math.round(image.naturalWidth * by)), height = Math.max(1, Math.round(image.naturalHeight * by))
    const pen = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', { willReadFrequently: true })!
    pen.drawImage(image, 0, 0, width, height)
    return { pixels: pen.getImageData(0, 0, width, height).data, width, height }
  } finally {
    URL.revokeObjectURL(address)
  }
}

function jpegOf({ pixels, width, height }: Picture): Promise<Blob> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  canvas.getContext('2d')!.putImageData(new ImageData(pixels as Uint8ClampedArray<ArrayBuffer>, width, height), 0, 0)
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/jpeg', JPEG_QUALITY))
}

function stretched(quad: Quad, width: number, height: number): Quad {
  return quad.map(({ x, y }) => ({ x: x * width, y: y * height })) as Quad
}

/** Where the sheet lies in the photo, in shares of its width and height. */
export async function lookAt(photo: Blob): Promise<Found> {
  const picture = await pixelsOf(photo, LOOK_SIDE)
  const { width, height } = picture
  const found = await ask<Found>({ kind: 'find', picture })
  return { ...found, quad: stretched(found.quad, 1 / width, 1 / height) }
}

async function made(photo: Blob, { quad, turn, look }: Correction, side: number): Promise<Blob> {
  const picture = await pixelsOf(photo, side)
  // Plain values: what the page watches cannot be handed to a worker.
  const corners = stretched(quad, picture.width, picture.height)
  return jpegOf(await ask<Picture>({ kind: 'make', picture, quad: corners, turn, look }))
}

/** The corrected page, small: to be looked at. */
export const previewOf = (photo: Blob, correction: Correction) => made(photo, correction, LOOK_SIDE)

/** The corrected page as it is uploaded. */
export const pageOf = (photo: Blob, correction: Correction) => made(photo, correction, FULL_SIDE)
