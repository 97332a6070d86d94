import { ElMessage } from 'element-plus'
import { h } from 'vue'
import { useI18n } from 'vue-i18n'
import { answer, client } from '@/api/client'
import { tellError } from '@/ui/toast'
import type { Workbench } from './workbench'

export type Decision = 'accept' | 'edit' | 'reject' | 'reopen'

export interface Wish {
  decision: Decision
  value?: string
  reason?: string
}

/** Decide facts and findings; each decision can be taken back from its toast. */
export function useDecisions(bench: Workbench) {
  const { t } = useI18n()

  async function send(key: string, wish: Wish): Promise<{ decision: string } | null> {
    const [kind, fid = ''] = key.split(':')
    const items = kind === 'fact' ? bench.factList.value : bench.findingList.value
    const item = items.find((each) => each.fid === fid)
    if (!item) return null
    const params = { path: { contract_id: bench.id.value, fid }, header: { 'if-match': `"${item.version}"` } }
    const done =
      kind === 'fact'
        ? await answer(client.PATCH('/api/contracts/{contract_id}/facts/{fid}', { params, body: wish }))
        : await answer(client.PATCH('/api/contracts/{contract_id}/findings/{fid}', { params, body: wish }))
    return done
  }

  function tellUndo(key: string, decision: string) {
    const toast = ElMessage({
      type: 'success',
      duration: 6000,
      message: h('span', { 'data-testid': 'decision-toast' }, [
        t(`decide.state.${decision}`),
        h('button', { class: 'undo', 'data-testid': 'undo', onClick: () => { toast.close(); void decide(key, { decision: 'reopen' }) } }, t('common.undo')),
      ]),
    })
  }

  async function decide(key: string, wish: Wish): Promise<boolean> {
    try {
      const done = await send(key, wish)
      if (done && wish.decision !== 'reopen') tellUndo(key, done.decision)
      return true
    } catch (error) {
      tellError(error)
      return false
    } finally {
      bench.asked.value = null
      await bench.refresh()
    }
  }
  return decide
}
