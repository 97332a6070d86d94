import { ElMessage } from 'element-plus'
import { h } from 'vue'
import { Problem } from '@/api/client'
import { helpPath, openErrorHelp } from '@/help/panel'
import { i18n } from '@/locales'

/** Say what went wrong and what to do. */
export function tellError(error: unknown): void {
  const t = i18n.global.t
  const title = error instanceof Problem ? error.title : t('common.unreachable')
  const mend = error instanceof Problem ? error.mend : t('common.unreachableMend')
  const code = error instanceof Problem ? error.code : 'unreachable'
  const lead = (event: MouseEvent) => {
    toast.close()
    openErrorHelp(event, code)
  }
  const why = h('a', { href: helpPath('errors', code), class: 'why', 'data-testid': 'error-help', onClick: lead }, t('help.why'))
  const toast = ElMessage({ type: 'error', message: h('span', [mend ? `${title} — ${mend} ` : `${title} `, why]), duration: 6000, showClose: true })
}

/** Say that what was asked too often is asked again by itself, and when. */
export function tellBusy(seconds: number): void {
  ElMessage({ type: 'warning', message: i18n.global.t('common.busy', { n: seconds }), duration: seconds * 1000, grouping: true })
}

export function tellDone(message: string): void {
  ElMessage({ type: 'success', message, duration: 2500 })
}

/** Say what was done, with a button that takes it back. */
export function tellUndo(message: string, undo: () => void): void {
  const takeBack = () => {
    toast.close()
    undo()
  }
  const button = h('button', { type: 'button', class: 'undo', 'data-testid': 'undo', onClick: takeBack }, i18n.global.t('common.undo'))
  const toast = ElMessage({ type: 'success', duration: 6000, message: h('span', { 'data-testid': 'decision-toast' }, [message, button]) })
}
