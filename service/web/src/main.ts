import { VueQueryPlugin } from '@tanstack/vue-query'
import 'element-plus/theme-chalk/el-message-box.css'
import 'element-plus/theme-chalk/el-message.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { client, Problem, problemOf } from './api/client'
import { i18n } from './locales'
import { isTooOften, queryClient } from './api/queryClient'
import { router } from './router'
import { keepShell } from './shell/worker'
import './shell/install'
import { useSession } from './stores/session'
import { tellBusy } from './ui/toast'
import 'element-plus/theme-chalk/dark/css-vars.css'
import './styles/main.css'

/** A session that has ended leads to the sign-in page and back, wherever it is noticed. */
queryClient.getQueryCache().config.onError = (error) => {
  const here = router.currentRoute.value
  if (!(error instanceof Problem && error.status === 401) || here.meta.open) return
  useSession().me = null
  void router.push({ name: 'sign-in', query: { next: here.fullPath } })
}

/** A read that came too often is asked again by itself; until then its page says so. */
client.use({
  async onResponse({ request, response }) {
    if (request.method !== 'GET' || response.status !== 429) return
    const problem = await problemOf(response)
    if (isTooOften(problem)) tellBusy(problem.retryAfter!)
  },
})

createApp(App)
  .use(createPinia())
  .use(i18n)
  .use(VueQueryPlugin, { queryClient })
  .use(router)
  .mount('#app')

if (import.meta.env.PROD) keepShell().catch((error: unknown) => console.warn('the app cannot be kept for later:', error))
