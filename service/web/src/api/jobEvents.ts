import type { Job } from './client'

export const FINAL_STATES = ['done', 'failed', 'cancelled']

/** Follow a job's progress until it ends; returns the call that stops following. */
export function followJob(jobId: string, onChange: (job: Job) => void): () => void {
  const source = new EventSource(`/api/jobs/${jobId}/events`)
  source.addEventListener('job', (event) => {
    const job = JSON.parse((event as MessageEvent<string>).data) as Job
    onChange(job)
    if (FINAL_STATES.includes(job.state)) source.close()
  })
  return () => source.close()
}
