import { createRouter, createWebHistory } from 'vue-router'
import { cameFrom } from './help/panel'
import { i18n } from './locales'
import { useSession } from './stores/session'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/sign-in', name: 'sign-in', component: () => import('./pages/SignInPage.vue'), meta: { open: true, bare: true } },
    { path: '/sign-in/:provider', name: 'sign-in-return', component: () => import('./pages/SignInReturnPage.vue'), props: true, meta: { open: true, bare: true } },
    { path: '/setup', name: 'setup', component: () => import('./pages/SetupPage.vue'), meta: { open: true, bare: true } },
    { path: '/password', name: 'first-password', component: () => import('./pages/FirstPasswordPage.vue'), meta: { bare: true } },
    { path: '/', name: 'home', component: () => import('./pages/HomePage.vue') },
    { path: '/contracts', name: 'contracts', component: () => import('./pages/ContractsPage.vue') },
    { path: '/contracts/:id', name: 'contract', component: () => import('./pages/ContractPage.vue'), props: true },
    { path: '/contracts/:id/report', name: 'report', component: () => import('./pages/ReportPage.vue'), props: true },
    { path: '/contracts/:id/compare', name: 'compare-with', redirect: (to) => ({ name: 'compare', query: { old: String(to.params.id), ...(to.query.with ? { new: String(to.query.with) } : {}) } }) },
    { path: '/compare', name: 'compare', component: () => import('./pages/ComparePage.vue') },
    { path: '/upload', name: 'upload', component: () => import('./pages/UploadPage.vue') },
    { path: '/search', name: 'search', component: () => import('./pages/SearchPage.vue') },
    { path: '/jobs', name: 'jobs', component: () => import('./pages/JobsPage.vue') },
    { path: '/notifications', name: 'notifications', component: () => import('./pages/NotificationsPage.vue') },
    { path: '/me', name: 'me', component: () => import('./pages/MePage.vue') },
    { path: '/admin/users', name: 'users', component: () => import('./pages/UsersPage.vue'), meta: { needs: 'users.manage' } },
    { path: '/admin/users/:id/access', name: 'access', component: () => import('./pages/AccessPage.vue'), props: true, meta: { needs: 'access.explain' } },
    { path: '/admin/organisation', name: 'organisation', component: () => import('./pages/OrganisationPage.vue'), meta: { needs: 'units.manage' } },
    { path: '/admin/roles', name: 'roles', component: () => import('./pages/RolesPage.vue'), meta: { needs: 'roles.manage' } },
    { path: '/admin/library', name: 'library', component: () => import('./pages/LibraryPage.vue'), meta: { needs: 'library.manage' } },
    { path: '/admin/library/:id', name: 'library-entry', component: () => import('./pages/LibraryEntryPage.vue'), props: true, meta: { needs: 'library.manage' } },
    { path: '/admin/audit', name: 'audit', component: () => import('./pages/AuditPage.vue'), meta: { needs: 'audit.read' } },
    { path: '/admin/backups', name: 'backups', component: () => import('./pages/BackupsPage.vue'), meta: { needs: 'settings.manage' } },
    { path: '/admin/feedback', name: 'feedback', component: () => import('./pages/FeedbackPage.vue'), meta: { needs: 'settings.manage' } },
    { path: '/admin/mail', name: 'mail', component: () => import('./pages/MailPage.vue'), meta: { needs: 'settings.manage' } },
    { path: '/help/:topic?', name: 'help', component: () => import('./pages/HelpPage.vue'), meta: { open: true } },
    { path: '/:rest(.*)*', name: 'missing', component: () => import('./pages/MissingPage.vue') },
  ],
  // The help goes to its own sections.
  scrollBehavior: (to, _from, saved) => (to.name === 'help' && to.hash ? false : (saved ?? { top: 0 })),
})

router.beforeEach(async (to) => {
  const session = useSession()
  if (!session.known) await session.load()
  if (!to.meta.open && !session.me) return { name: 'sign-in', query: { next: to.fullPath } }
  if (session.me?.must_change_password && !to.meta.bare) return { name: 'first-password' }
  if (session.me?.must_add_factor && !to.meta.open && to.name !== 'me' && !to.meta.bare) return { name: 'me' }
  if (typeof to.meta.needs === 'string' && !session.may(to.meta.needs)) return { name: 'missing', params: { rest: [] } }
  return true
})

/** What the browser's tab says; a contract's own page puts the contract's title there. */
export function titleOf(name: unknown): string {
  const { t, te } = i18n.global
  const page = `nav.${String(name)}`
  return te(page) ? `${t(page)} · ${t('app.name')}` : t('app.name')
}

router.afterEach((to) => {
  if (to.name !== 'help') cameFrom.path = to.fullPath
  document.title = titleOf(to.name)
})
