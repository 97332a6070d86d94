import { problemOf, requestHeaders, type Schemas } from './client'

export type UploadAnswer = Schemas['UploadAnswer']

export interface Wishes {
  door: 'draft' | 'register'
  stance: 'buyer' | 'seller' | 'neutral'
  ourParty: string
  asPages: boolean
}

function formOf(files: File[], wishes: Wishes): FormData {
  const form = new FormData()
  for (const file of files) form.append('file', file, file.name)
  form.set('door', wishes.door)
  form.set('stance', wishes.stance)
  if (wishes.ourParty) form.set('our_party', wishes.ourParty)
  if (wishes.asPages) form.set('pages', 'true')
  return form
}

/** Send files; several with `asPages` are the pages of one document. */
export async function upload(files: File[], wishes: Wishes): Promise<UploadAnswer> {
  const response = await fetch('/api/contracts', {
    method: 'POST',
    body: formOf(files, wishes),
    headers: requestHeaders(),
  })
  if (!response.ok) throw await problemOf(response)
  return response.json()
}

/** The same, telling which share of the bytes has left: `fetch` cannot say that. */
export function uploadTelling(files: File[], wishes: Wishes, tell: (share: number) => void): Promise<UploadAnswer> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/contracts')
    for (const [name, value] of Object.entries(requestHeaders())) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => { if (event.lengthComputable) tell(event.loaded / event.total) }
    request.onerror = () => failed(new TypeError('the connection was lost'))
    request.onload = () => {
      if (request.status < 300) done(JSON.parse(request.responseText) as UploadAnswer)
      else void problemOf(new Response(request.responseText, { status: request.status })).then(failed)
    }
    request.send(formOf(files, wishes))
  })
}

/** Keep the photo that page `number` of a contract was made from. */
export async function keepPhoto(contractId: string, number: number, photo: Blob): Promise<void> {
  const form = new FormData()
  form.append('photo', photo, photo instanceof File ? photo.name : `${number}.jpg`)
  const response = await fetch(`/api/contracts/${contractId}/photos/${number}`, { method: 'PUT', body: form, headers: requestHeaders() })
  if (!response.ok) throw await problemOf(response)
}
