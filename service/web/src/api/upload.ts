import { problemOf, requestHeaders, type Schemas } from './client'

export type UploadAnswer = Schemas['UploadAnswer']

export interface Wishes {
  door: 'draft' | 'register'
  stance: 'buyer' | 'seller' | 'neutral'
  ourParty: string
  asPages: boolean
}

/** Send files; several with `asPages` are the pages of one document. */
export async function upload(files: File[], wishes: Wishes): Promise<UploadAnswer> {
  const form = new FormData()
  for (const file of files) form.append('file', file, file.name)
  form.set('door', wishes.door)
  form.set('stance', wishes.stance)
  if (wishes.ourParty) form.set('our_party', wishes.ourParty)
  if (wishes.asPages) form.set('pages', 'true')
  const response = await fetch('/api/contracts', {
    method: 'POST',
    body: form,
    headers: requestHeaders(),
  })
  if (!response.ok) throw await problemOf(response)
  return response.json()
}
