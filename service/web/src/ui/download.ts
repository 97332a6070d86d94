import { problemOf, requestHeaders } from '@/api/client'
import { tellError } from './toast'

function nameIn(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return encoded ? decodeURIComponent(encoded) : (/filename="?([^";]+)/i.exec(disposition ?? '')?.[1] ?? null)
}

/** Save a file of the service; a refusal is told here instead of leaving the page. */
export async function download(address: string, fallbackName: string): Promise<void> {
  try {
    const response = await fetch(address, { headers: requestHeaders() })
    if (!response.ok) throw await problemOf(response)
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await response.blob())
    link.download = nameIn(response.headers.get('Content-Disposition')) ?? fallbackName
    link.click()
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  } catch (error) {
    tellError(error)
  }
}
