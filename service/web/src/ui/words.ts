import { useI18n } from 'vue-i18n'

/** The word for a key of an open vocabulary; a key that has no word yet is shown as it is. */
export function useWords() {
  const { t, te } = useI18n()
  return (group: string, key: string): string => (te(`${group}.${key}`) ? t(`${group}.${key}`) : key)
}
