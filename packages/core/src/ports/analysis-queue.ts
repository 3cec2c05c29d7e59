import * as z from 'zod/mini';
import { AgentId, CallId, ClientEmail } from '../call/identifiers.ts';
import type { EventsJob } from './events/events-job.ts';
import type { PromisesJob } from './promises-job.ts';
import type { RedactionJob } from './redaction-job.ts';
import type { SettleJob } from './settle-job.ts';
import type { SweepJob } from './sweep-job.ts';

/** A job of the queue: a call to analyse. */
export const AnalysisJob = z.lazy(() =>
  z.object({
    call_id: CallId,
    client_email: ClientEmail,
    agent_id: z.nullish(AgentId),
    /** Analyse despite a stored analysis, unless that was made after `queuedAt`. */
    force: z.nullish(z.boolean()),
    /** Keyed hash of the sender, for limits; absent for the operator. */
    sender: z.nullish(z.string().check(z.maxLength(128))),
    /** The sender as the log names them; null if that caller has no name, absent without a request. */
    subject: z.nullish(z.string().check(z.maxLength(64))),
    /** Milliseconds since 1970. */
    queuedAt: z.int().check(z.minimum(0)),
  }),
);
export type AnalysisJob = z.infer<typeof AnalysisJob>;

/** Every kind of job that a worker handles. */
export type QueuedJob = AnalysisJob | SweepJob | RedactionJob | PromisesJob | SettleJob | EventsJob;

/**
 * The queue of analyses, sweeps, redactions, settle jobs and events. A job is delivered at least once. The analyses of one customer run one
 * after another in the order in which they were sent, so that each call is judged in the light of the earlier ones.
 * The other jobs neither wait for analyses nor delay them.
 */
export interface AnalysisQueue {
  /**
   * Stores the job until a worker has handled it.
   *
   * @param sameAs - Of jobs sent with the same text within five minutes only the first is kept, even if a worker has
   *   handled it meanwhile. Jobs without it are all kept.
   * @throws LiveAssistError `store_unavailable` if the queue cannot be reached; it may still have taken the job.
   */
  send(job: QueuedJob, sameAs?: string): Promise<void>;
}
