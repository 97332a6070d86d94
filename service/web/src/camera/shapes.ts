/** A place in a picture, in pixels from its top left. */
export interface Point { x: number; y: number }

/** Four corners, clockwise from the sheet's top left. */
export type Quad = [Point, Point, Point, Point]

export interface Picture { pixels: Uint8ClampedArray; width: number; height: number }

export function wholeOf(width: number, height: number): Quad {
  return [{ x: 0, y: 0 }, { x: width, y: 0 }, { x: width, y: height }, { x: 0, y: height }]
}

export function scaled(quad: Quad, by: number): Quad {
  return quad.map(({ x, y }) => ({ x: x * by, y: y * by })) as Quad
}

/** Twice the area, positive where the corners go clockwise on the screen. */
export function doubleArea(corners: readonly Point[]): number {
  return corners.reduce((sum, a, n) => {
    const b = corners[(n + 1) % corners.length]!
    return sum + a.x * b.y - b.x * a.y
  }, 0)
}

/** Whether the corners go clockwise without a dent or a crossing. */
export function isConvex(corners: readonly Point[]): boolean {
  return corners.every((a, n) => {
    const b = corners[(n + 1) % corners.length]!
    const c = corners[(n + 2) % corners.length]!
    return (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x) > 0
  })
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

/** The corners in order, beginning with the one nearest to the picture's top left. */
export function fromTopLeft(corners: Quad): Quad {
  let first = 0
  corners.forEach((corner, n) => { if (corner.x + corner.y < corners[first]!.x + corners[first]!.y) first = n })
  return [0, 1, 2, 3].map((n) => corners[(first + n) % 4]!) as Quad
}
