import { answer, client, type Job } from './client'

export const FINAL_STATES = ['done', 'failed', 'cancelled']
const ASK_EVERY_MS = 3_000
/** A browser keeps few connections to one host: more streams than this would starve all other requests. */
const MOST_STREAMS = 3
let streams = 0

/** The newer of two states of a job: streams and answers may overtake each other. */
export function latest(known: Job | null, heard: Job): Job {
  return known && known.id === heard.id && known.revision > heard.revision ? known : heard
}

/** How far a job is, in percent: pages weigh 80, the stages after reading 5 each. */
export function percentOf(job: Job): number {
  if (job.state === 'done') return 100
  const read = job.pages_total ? (job.pages_done + job.pages_failed) / job.pages_total : 0
  const after = job.stages.filter((stage) => !['receive', 'read'].includes(stage.name) && stage.state === 'done').length
  return Math.min(99, Math.round(read * 80 + after * 5))
}

/** Whether it holds words for people, which a stream cannot ask for in the user's language. */
function hasWords(job: Job): boolean {
  return job.error !== null || job.pages.some((page) => page.error)
}

export function askJob(jobId: string): Promise<Job> {
  return answer(client.GET('/api/jobs/{job_id}', { params: { path: { job_id: jobId } } }))
}

/** Follow a job's progress until it ends; returns the call that stops following. */
export function followJob(jobId: string, onChange: (job: Job) => void): () => void {
  return streams < MOST_STREAMS ? stream(jobId, onChange) : poll(jobId, onChange)
}

function stream(jobId: string, onChange: (job: Job) => void): () => void {
  const source = new EventSource(`/api/jobs/${jobId}/events`)
  let open = true
  streams += 1
  const stop = () => {
    if (open) streams -= 1
    open = false
    source.close()
  }
  source.addEventListener('job', (event) => {
    const job = JSON.parse((event as MessageEvent<string>).data) as Job
    if (FINAL_STATES.includes(job.state)) stop()
    if (hasWords(job)) askJob(jobId).then(onChange, () => onChange(job))
    else onChange(job)
  })
  return stop
}

function poll(jobId: string, onChange: (job: Job) => void): () => void {
  let timer = 0
  let stopped = false
  const ask = async () => {
    const job = await askJob(jobId).catch(() => null)
    if (stopped) return
    if (job) onChange(job)
    if (!job || !FINAL_STATES.includes(job.state)) timer = window.setTimeout(ask, ASK_EVERY_MS)
  }
  void ask()
  return () => {
    stopped = true
    window.clearTimeout(timer)
  }
}
