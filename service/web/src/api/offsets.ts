/**
 * The service counts Unicode code points, JavaScript counts UTF-16 units.
 * Texts that hold characters beyond the basic plane (𠮷) need the difference made good, here only.
 */
export function sliceByCodePoints(text: string, start: number, end: number): string {
  return Array.from(text).slice(start, end).join('')
}
