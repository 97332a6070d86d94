import { QueryClient } from '@tanstack/vue-query'
import { Problem } from './client'

const TRIES = 3
/** A wait that nobody sits through is left to the person. */
const LONGEST_WAIT = 60

export function isTooOften(error: unknown): error is Problem {
  return error instanceof Problem && error.code === 'too_many_calls' && (error.retryAfter ?? Infinity) <= LONGEST_WAIT
}

/** Whether what was asked is asked again: after a refusal no, after a broken line once. */
export function isAskedAgain(failures: number, error: unknown): boolean {
  return isTooOften(error) ? failures < TRIES : !(error instanceof Problem) && failures < 1
}

/** Milliseconds before it is asked again; a little apart, so that many pages do not ask as one. */
export function waitBefore(failures: number, error: unknown): number {
  return isTooOften(error) ? (error.retryAfter! + Math.random()) * 1000 : 1000 * 2 ** failures
}

/** Server state. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: 5_000, retry: isAskedAgain, retryDelay: waitBefore } },
})
