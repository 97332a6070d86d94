import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { queryClient } from '@/api/queryClient'
import { answer, client, Problem, type Me, type Schemas } from '@/api/client'
import { forgetPages } from '@/camera/draft'

/** Who is signed in. */
export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null)
  const known = ref(false)

  async function load(): Promise<Me | null> {
    try {
      me.value = await answer(client.GET('/api/auth/me'))
    } catch (error) {
      if (!(error instanceof Problem && error.status === 401)) throw error
      me.value = null
    } finally {
      known.value = true
    }
    return me.value
  }

  async function signIn(login: string, password: string, more: { code?: string; passkey?: Schemas['AssertionIn'] } = {}): Promise<void> {
    me.value = await answer(client.POST('/api/auth/sign-in', { body: { login, password, ...more } }))
    known.value = true
  }

  async function signInByPasskey(credential: Schemas['AssertionIn']): Promise<void> {
    me.value = await answer(client.POST('/api/auth/passkeys/sign-in', { body: { credential } }))
    known.value = true
  }

  /** Where the sign-out goes on, at the provider by which the person came in; none where it ends here. */
  async function signOut(): Promise<string | null> {
    const { data } = await client.POST('/api/auth/sign-out')
    me.value = null
    queryClient.clear()
    // Photos not uploaded yet are the leaving person's.
    await forgetPages()
    return data?.url ?? null
  }

  const permissions = computed(() => new Set(me.value?.permissions ?? []))
  const may = (permission: string) => permissions.value.has(permission)

  return { me, known, load, signIn, signInByPasskey, signOut, may }
})
