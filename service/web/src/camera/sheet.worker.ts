import { findSheet } from './findSheet'
import type { Picture, Quad } from './shapes'
import { cleaned, flattened, pageSize, turned, type Look } from './warp'

/** What the worker is asked: where the sheet is, or the corrected page. */
export type Task =
  | { kind: 'find'; picture: Picture }
  | { kind: 'make'; picture: Picture; quad: Quad; turn: number; look: Look }

self.onmessage = ({ data: { id, task } }: MessageEvent<{ id: number; task: Task }>) => {
  if (task.kind === 'find') {
    self.postMessage({ id, answer: findSheet(task.picture) })
    return
  }
  const page = turned(cleaned(flattened(task.picture, task.quad, pageSize(task.quad)), task.look), task.turn)
  self.postMessage({ id, answer: page }, { transfer: [page.pixels.buffer] })
}
