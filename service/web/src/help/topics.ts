/** What the help is about, in the order in which one may read it. */
export const GROUPS = {
  start: ['start-legal', 'start-handler', 'start-finance', 'start-leader', 'start-admin'],
  pages: ['sign-in', 'home', 'contracts', 'upload', 'jobs', 'contract', 'report', 'compare', 'search', 'notifications', 'me', 'users', 'organisation', 'roles', 'access', 'library', 'audit', 'backups', 'mail', 'feedback', 'help'],
  more: ['risks', 'scanning', 'keyboard', 'errors', 'glossary'],
} as const

export type Topic = (typeof GROUPS)[keyof typeof GROUPS][number]
export const TOPICS: readonly Topic[] = Object.values(GROUPS).flat()

/** Routes whose help has another name than theirs. */
const NAMED: Record<string, Topic> = { 'library-entry': 'library', 'sign-in-return': 'sign-in', setup: 'sign-in', 'first-password': 'sign-in', missing: 'errors', 'compare-with': 'compare' }

export function isTopic(name: unknown): name is Topic {
  return TOPICS.includes(name as Topic)
}

/** The help of a route; undefined where none was written, which a test forbids. */
export function topicOf(route: unknown): Topic | undefined {
  return NAMED[String(route)] ?? (isTopic(route) ? route : undefined)
}
