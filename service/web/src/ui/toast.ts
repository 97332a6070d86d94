import { ElMessage } from 'element-plus'
import { Problem } from '@/api/client'
import { i18n } from '@/locales'

/** Say what went wrong and what to do. */
export function tellError(error: unknown): void {
  const t = i18n.global.t
  const title = error instanceof Problem ? error.title : t('common.unreachable')
  const mend = error instanceof Problem ? error.mend : t('common.unreachableMend')
  ElMessage({ type: 'error', message: mend ? `${title} — ${mend}` : title, duration: 6000, showClose: true })
}

export function tellDone(message: string): void {
  ElMessage({ type: 'success', message, duration: 2500 })
}
