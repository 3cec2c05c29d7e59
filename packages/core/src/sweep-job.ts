import * as z from 'zod/mini';
import { CallId, ClientEmail } from './identifiers.ts';

/** The second look for what an erasure could not find, as a message of the queue carries it. */
export const SweepJob = z.object({
  job: z.literal('sweep'),
  client_email: ClientEmail,
  /** Calls that were known to be this customer's. */
  call_ids: z.array(CallId),
  /** Milliseconds since 1970. */
  notBefore: z.int().check(z.minimum(0)),
});
export type SweepJob = z.infer<typeof SweepJob>;

/** A message holds at most 256 KB, and a name of a call up to 1 KB. */
const CALLS_A_JOB = 200;

/** The jobs of one sweep: at least one. */
export function sweepJobs(client_email: string, callIds: readonly string[], notBefore: number): SweepJob[] {
  const count = Math.max(1, Math.ceil(callIds.length / CALLS_A_JOB));
  return Array.from({ length: count }, (_, part) => ({
    job: 'sweep',
    client_email,
    call_ids: callIds.slice(part * CALLS_A_JOB, (part + 1) * CALLS_A_JOB),
    notBefore,
  }));
}
