import type { Correction } from './desk'

/** A photo that is not uploaded yet, as it is kept in the browser's own database. */
export interface DraftPage extends Correction {
  id: string
  owner: string
  place: number
  photo: Blob
  sure: boolean
}

const NAME = 'jianqi-camera'
const PAGES = 'pages'

function opened(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(PAGES, { keyPath: 'id' })
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
  })
}

async function within<T>(mode: IDBTransactionMode, work: (pages: IDBObjectStore) => IDBRequest<T> | void): Promise<T | undefined> {
  const database = await opened()
  try {
    return await new Promise<T | undefined>((done, failed) => {
      const transaction = database.transaction(PAGES, mode)
      const request = work(transaction.objectStore(PAGES))
      transaction.oncomplete = () => done(request?.result)
      transaction.onerror = transaction.onabort = () => failed(transaction.error)
    })
  } finally {
    database.close()
  }
}

/** Keep these pages, in place of earlier ones of the same ids. */
export async function keepPages(pages: readonly DraftPage[]): Promise<void> {
  await within('readwrite', (store) => { for (const page of pages) store.put(page) })
}

export async function dropPage(id: string): Promise<void> {
  await within('readwrite', (store) => { store.delete(id) })
}

/** The pages that `owner` has not uploaded yet, in order. Another person's are deleted unseen. */
export async function keptPages(owner: string): Promise<DraftPage[]> {
  const all = (await within<DraftPage[]>('readonly', (store) => store.getAll() as IDBRequest<DraftPage[]>)) ?? []
  const foreign = all.filter((page) => page.owner !== owner)
  if (foreign.length) await within('readwrite', (store) => { for (const page of foreign) store.delete(page.id) })
  return all.filter((page) => page.owner === owner).sort((a, b) => a.place - b.place)
}

/** Delete every photo: after the upload, and at sign-out. Never throws: there may be no database. */
export async function forgetPages(): Promise<void> {
  await within('readwrite', (store) => { store.clear() }).catch(() => undefined)
}
