import createClient, { type Middleware } from 'openapi-fetch'
import { currentLocale } from '@/locales'
import type { components, paths } from './schema'

export type Schemas = components['schemas']
export type ContractRow = Schemas['ContractRow']
export type Contract = Schemas['ContractOut']
export type Fact = Schemas['FactOut']
export type Finding = Schemas['FindingOut']
export type Position = Schemas['PositionOut']
export type Annotation = Schemas['AnnotationOut']
export type Job = Schemas['JobOut']
export type SearchHit = Schemas['SearchHit']
export type PageWords = Schemas['PageWords']
export type Me = Schemas['Me']

/** An error that the service explains: what is wrong, and what to do. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly mend: string,
    readonly requestId: string | null,
    readonly params: Record<string, unknown> = {},
    /** So many seconds before it is worth another try. */
    readonly retryAfter: number | null = null,
  ) {
    super(title)
  }
}

export function csrfToken(): string {
  return /(?:^|;\s*)jianqi_csrf=([^;]+)/.exec(document.cookie)?.[1] ?? ''
}

export function requestHeaders(): Record<string, string> {
  return { 'Accept-Language': currentLocale(), 'X-CSRF-Token': csrfToken() }
}

/** The ids by which the service's log knows the last request, and the last that failed. */
export const lastRequest: { any: string | null; failed: string | null } = { any: null, failed: null }

const headers: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(requestHeaders())) request.headers.set(name, value)
    return request
  },
  onResponse({ response }) {
    lastRequest.any = response.headers.get('X-Request-Id')
    if (!response.ok) lastRequest.failed = lastRequest.any
  },
}

export const client = createClient<paths>({ baseUrl: '/', fetch: (request) => globalThis.fetch(request) })
client.use(headers)

export async function problemOf(response: Response): Promise<Problem> {
  return problemFrom(await response.clone().json().catch(() => ({})), response)
}

/** The data of an answer, or its `Problem` thrown. */
export async function answer<T>(
  asked: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await asked
  if (error !== undefined || !response.ok) throw problemFrom(error, response)
  return data as T
}

function problemFrom(error: unknown, response: Response): Problem {
  const body = (error ?? {}) as Partial<Schemas['Problem']>
  return new Problem(
    response.status,
    body.code ?? 'unreachable',
    body.title ?? `HTTP ${response.status}`,
    body.mend ?? '',
    body.request_id ?? null,
    body.params,
    Number(response.headers.get('Retry-After')) || null,
  )
}
