import type { Schemas } from './client'

/** What a browser does with passkeys (WebAuthn), in the service's JSON. */
type Attestation = Schemas['AttestationIn']
type Assertion = Schemas['AssertionIn']

export const canUsePasskeys = (): boolean => typeof window.PublicKeyCredential === 'function'

/** The person closed the device's window, or let its time pass. */
export function wasDeclined(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError')
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

export function textOf(data: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(data))
  return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

interface Named { id: string; type: 'public-key' }
const held = (keys: Named[] = []): PublicKeyCredentialDescriptor[] => keys.map(({ id, type }) => ({ id: bytesOf(id), type }))

/** Let a device make a passkey; `options` are those of the service. */
export async function makePasskey(options: Record<string, any>): Promise<Attestation> {
  const publicKey = {
    ...(options as PublicKeyCredentialCreationOptions),
    challenge: bytesOf(options.challenge),
    user: { ...options.user, id: bytesOf(options.user.id) },
    excludeCredentials: held(options.excludeCredentials),
  }
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential
  const response = made.response as AuthenticatorAttestationResponse
  return {
    id: made.id,
    rawId: textOf(made.rawId),
    type: 'public-key',
    response: { clientDataJSON: textOf(response.clientDataJSON), attestationObject: textOf(response.attestationObject) },
  }
}

/** Let a device prove who holds it. */
export async function usePasskey(options: Record<string, any>): Promise<Assertion> {
  const publicKey = { ...options, challenge: bytesOf(options.challenge), allowCredentials: held(options.allowCredentials) }
  const given = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential
  const response = given.response as AuthenticatorAssertionResponse
  return {
    id: given.id,
    rawId: textOf(given.rawId),
    type: 'public-key',
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      authenticatorData: textOf(response.authenticatorData),
      signature: textOf(response.signature),
      userHandle: response.userHandle ? textOf(response.userHandle) : null,
    },
  }
}
