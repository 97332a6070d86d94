/** The short tours: for each role its steps, and the place on the page that each points at. */
export const STEPS = {
  upload: 'a[href="/upload"]', contracts: 'nav a[href="/contracts"]', review: 'nav a[href="/contracts"]', search: 'nav a[href="/search"]', home: 'nav a[href="/"]',
  dates: '#main', approve: 'nav a[href="/contracts"]', report: 'nav a[href="/contracts"]', menu: '[data-testid="account-menu"]', backup: '[data-testid="account-menu"]', help: '[data-testid="open-help"]',
} as const
export type Step = keyof typeof STEPS

export const TOURS: Record<string, readonly Step[]> = {
  legal: ['upload', 'review', 'search', 'report', 'help'],
  handler: ['upload', 'contracts', 'home', 'help'],
  finance: ['dates', 'contracts', 'search', 'help'],
  leader: ['home', 'approve', 'report', 'help'],
  admin: ['menu', 'backup', 'upload', 'help'],
}

/** The name under which a person's preferences remember that they saw it. */
export const seenName = (role: string) => `first-${role}`
