import * as z from 'zod/mini';
import { AgentId, CallId, ClientEmail } from '../call/identifiers.ts';
import type { RedactionJob } from './redaction-job.ts';
import type { SweepJob } from './sweep-job.ts';

/** A call that waits to be analysed, as a message of the queue carries it. */
export const AnalysisJob = z.lazy(() =>
  z.object({
    call_id: CallId,
    client_email: ClientEmail,
    agent_id: z.nullish(AgentId),
    /** Analyse although an analysis is stored, unless it was made after `queuedAt`. */
    force: z.nullish(z.boolean()),
    /** The keyed hash of who has asked, for limits; absent where the operator has. */
    sender: z.nullish(z.string().check(z.maxLength(128))),
    /** Whose request it comes from, as the log names them; null where that caller has no name, absent without a request. */
    subject: z.nullish(z.string().check(z.maxLength(64))),
    /** Milliseconds since 1970. */
    queuedAt: z.int().check(z.minimum(0)),
  }),
);
export type AnalysisJob = z.infer<typeof AnalysisJob>;

/** Everything that a worker does. */
export type QueuedJob = AnalysisJob | SweepJob | RedactionJob;

/**
 * Calls that wait to be analysed or redacted, and customers that wait for a second sweep. A job is delivered at least once, and the
 * analyses of one customer one after another in the order in which they were sent, so that each call is judged in the
 * light of the ones before. A sweep and a redaction wait for none of them, and hold none of them up.
 */
export interface AnalysisQueue {
  /**
   * Keeps the job until a worker has dealt with it.
   *
   * @param sameAs - Of jobs that are sent under an equal text within five minutes only the first is kept, also when a worker
   *   has dealt with it meanwhile. Jobs without one are all kept.
   * @throws LiveAssistError `store_unavailable` when the queue cannot be reached; it may have the job all the same.
   */
  send(job: QueuedJob, sameAs?: string): Promise<void>;
}
