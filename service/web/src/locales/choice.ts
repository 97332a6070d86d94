export type Locale = 'zh-CN' | 'en'

export const STORED = 'jianqi.locale'

/** The language to begin with: what was chosen here before, else what the browser asks for. */
export function firstLocale(stored: string | null, browser: string): Locale {
  if (stored === 'zh-CN' || stored === 'en') return stored
  return browser.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}
