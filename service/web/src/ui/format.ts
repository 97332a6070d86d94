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
