import { QueryClient } from '@tanstack/vue-query'
import { Problem } from './client'

/** Server state. A refusal is not asked again; a broken line is, once. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => !(error instanceof Problem) && count < 1,
    },
  },
})
