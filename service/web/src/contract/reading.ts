import type { Box, PageSize } from '@/pdf/geometry'

/** The parts of a reading (`jianqi.reading/1`) that the pages show; see docs/READING. */
export interface ReadingPage extends PageSize {
  source: 'native' | 'ocr' | 'mixed'
  start: number
  end: number
  quality: { advice: string[] } | null
}

export interface Clause {
  id: string
  parent: string | null
  level: number
  number: string | null
  heading: string | null
  kind: string
  kind_confidence: number
  start: number
  end: number
  boxes: Box[]
  quote: string
}

export interface Party {
  id: string
  role: string
  name: string
  kind: string
  credit_code: string | null
  credit_code_valid: boolean | null
  address: string | null
  representative: string | null
}

export interface ReadingWarning {
  code: string
  message: string
  page: number | null
}

export interface Reading {
  text: string
  pages: ReadingPage[]
  clauses: Clause[]
  parties: Party[]
  warnings: ReadingWarning[]
}
