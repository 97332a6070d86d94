import { VueQueryPlugin } from '@tanstack/vue-query'
import 'element-plus/theme-chalk/el-message-box.css'
import 'element-plus/theme-chalk/el-message.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { Problem } from './api/client'
import { i18n } from './locales'
import { queryClient } from './api/queryClient'
import { router } from './router'
import { keepShell } from './shell/worker'
import './shell/install'
import { useSession } from './stores/session'
import 'element-plus/theme-chalk/dark/css-vars.css'
import './styles/main.css'

/** A session that has ended leads to the sign-in page and back, wherever it is noticed. */
queryClient.getQueryCache().config.onError = (error) => {
  const here = router.currentRoute.value
  if (!(error instanceof Problem && error.status === 401) || here.meta.open) return
  useSession().me = null
  void router.push({ name: 'sign-in', query: { next: here.fullPath } })
}

createApp(App)
  .use(createPinia())
  .use(i18n)
  .use(VueQueryPlugin, { queryClient })
  .use(router)
  .mount('#app')

if (import.meta.env.PROD) keepShell().catch((error: unknown) => console.warn('the app cannot be kept for later:', error))
