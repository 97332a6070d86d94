/** `1280000.0000`, `CNY` → `1,280,000.00 CNY`; the digits are never passed through a float. */
export function money(amount: string | null | undefined, currency: string | null | undefined): string {
  if (!amount) return ''
  const [whole = '0', rest = ''] = amount.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  const decimals = rest.replace(/0+$/, '').padEnd(2, '0')
  return `${grouped}.${decimals}${currency ? ` ${currency}` : ''}`
}

export function moment(iso: string, locale: string): string {
  return new Date(iso).toLocaleString(locale, { dateStyle: 'short', timeStyle: 'short' })
}

/** `P24M`, `P15BD`, `PT48H` → number and unit; nothing where it is none of these. */
export function duration(value: string): { n: number; unit: 'Y' | 'M' | 'W' | 'D' | 'BD' | 'H' } | null {
  const found = /^PT?(\d+)(Y|M|W|D|BD|H)$/.exec(value)
  return found ? { n: Number(found[1]), unit: found[2] as 'Y' | 'M' | 'W' | 'D' | 'BD' | 'H' } : null
}

/** `0.0005` → `0.05%`, moving the decimal point in the digits themselves, never through a float. */
export function percent(value: string): string {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value)
  if (!found) return value
  const [, sign = '', whole = '0', rest = ''] = found
  const digits = rest.padEnd(2, '0')
  const before = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, '')
  const after = digits.slice(2).replace(/0+$/, '')
  return `${sign}${before}${after ? `.${after}` : ''}%`
}

/** `1536` → `1.5 KB`, in steps of 1024. */
export function bytes(count: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  let size = count
  let step = 0
  while (size >= 1024 && step < units.length - 1) { size /= 1024; step += 1 }
  return `${step && size < 100 ? size.toFixed(1) : Math.round(size)} ${units[step]}`
}
