import { createI18n } from 'vue-i18n'
import en from './en'
import { firstLocale, STORED, type Locale } from './choice'
import zh from './zh-CN'

export type { Locale }
export type Words = typeof zh

const first = firstLocale(localStorage.getItem(STORED), navigator.language)

export const i18n = createI18n({
  legacy: false,
  locale: first,
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zh, en: en as unknown as Words },
})

/** The installed app's name and words follow the language too. */
function tell(locale: Locale): void {
  document.documentElement.lang = locale
  document.querySelector('link[rel=manifest]')?.setAttribute('href', locale === 'en' ? '/manifest.en.webmanifest' : '/manifest.webmanifest')
}

export function currentLocale(): Locale {
  return i18n.global.locale.value as Locale
}

/** Whether a person chose the language on this device, and not the browser's setting. */
export function localeWasChosen(): boolean {
  return localStorage.getItem(STORED) !== null
}

export function chooseLocale(locale: Locale): void {
  i18n.global.locale.value = locale
  localStorage.setItem(STORED, locale)
  tell(locale)
}

tell(first)
