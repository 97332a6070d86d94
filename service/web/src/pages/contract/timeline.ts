import type { Schemas } from '@/api/client'

export type Entry = Schemas['HistoryOut']
export type Group = Entry['group']
export const GROUPS: readonly Group[] = ['life', 'record', 'review', 'reading', 'access', 'use']

export interface Day {
  /** Of the reader's own calendar: `2026-11-25`. */
  on: string
  entries: Entry[]
}

/** The day of an instant, in the reader's own time zone. */
export function dayOf(instant: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`
}

/** Entries that come newest first, put together by their day. */
export function byDay(entries: readonly Entry[]): Day[] {
  const days: Day[] = []
  for (const entry of entries) {
    const on = dayOf(new Date(entry.at))
    const last = days.at(-1)
    if (last?.on === on) last.entries.push(entry)
    else days.push({ on, entries: [entry] })
  }
  return days
}
