import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Job } from './client'
import { followJob, latest, percentOf } from './jobEvents'

function job(changes: Partial<Job> = {}): Job {
  const stages = ['receive', 'read', 'structure', 'facts', 'review', 'index'].map((name) => ({ name, state: 'pending', started_at: null, finished_at: null }))
  return {
    id: 'j1', contract_id: 'c1', file_name: 'a.pdf', state: 'running', stage: 'read', stages, pages_total: 10, pages_done: 0, pages_failed: 0,
    pages: [], seconds_left: null, error: null, created_at: '', finished_at: null, revision: 1, ...changes,
  } as Job
}

describe('a job’s state', () => {
  it('is never replaced by an older one', () => {
    const newer = job({ revision: 7, pages_done: 5 })
    expect(latest(newer, job({ revision: 6, pages_done: 4 }))).toBe(newer)
  })
  it('is replaced by a newer one, and by another job’s', () => {
    expect(latest(job({ revision: 7 }), job({ revision: 8 })).revision).toBe(8)
    expect(latest(job({ revision: 7 }), job({ id: 'j2', revision: 1 })).id).toBe('j2')
  })
})

describe('a job’s percentage', () => {
  it('grows with pages read or given up', () => expect(percentOf(job({ pages_done: 4, pages_failed: 1 }))).toBe(40))
  it('is not 100 before the job is done', () => expect(percentOf(job({ pages_done: 10 }))).toBeLessThan(100))
  it('is 100 when done, whatever failed', () => expect(percentOf(job({ state: 'done', pages_done: 9, pages_failed: 1 }))).toBe(100))
  it('is 0 while the number of pages is not known', () => expect(percentOf(job({ pages_total: null }))).toBe(0))
})

describe('following a job', () => {
  class Source {
    static all: Source[] = []
    heard: (event: MessageEvent<string>) => void = () => {}
    closed = false
    constructor(readonly url: string) {
      Source.all.push(this)
    }
    addEventListener(_name: string, heard: (event: MessageEvent<string>) => void) {
      this.heard = heard
    }
    close() {
      this.closed = true
    }
    tell(state: Job) {
      this.heard(new MessageEvent('job', { data: JSON.stringify(state) }))
    }
  }
  beforeEach(() => {
    Source.all = []
    vi.stubGlobal('EventSource', Source)
    vi.stubGlobal('fetch', vi.fn(() => Promise.resolve(Response.json(job({ state: 'done', revision: 9 })))))
  })
  afterEach(() => vi.unstubAllGlobals())

  it('hears each change and stops at the end', () => {
    const states: string[] = []
    followJob('j1', (now) => states.push(now.state))
    Source.all[0]!.tell(job())
    Source.all[0]!.tell(job({ state: 'done' }))
    expect(states).toEqual(['running', 'done'])
    expect(Source.all[0]!.closed).toBe(true)
  })
  it('asks instead of listening where too many streams are open', async () => {
    const stops = ['a', 'b', 'c'].map((id) => followJob(id, () => {}))
    const heard = await new Promise<Job>((resolve) => followJob('d', resolve))
    expect(Source.all).toHaveLength(3)
    expect(heard.state).toBe('done')
    stops.forEach((stop) => stop())
  })
})
