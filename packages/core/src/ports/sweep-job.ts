import * as z from 'zod/mini';
import { ErasedEmail } from '../call/identifiers.ts';
import { utf8Bytes } from '../shared/utf8-bytes.ts';

/** Longest name that a call can have in a table, in bytes. */
export const MAX_KEY_BYTES = 2048;

/** The second look for what an erasure could not find, as a message of the queue carries it. */
export const SweepJob = z.lazy(() =>
  z.object({
    job: z.literal('sweep'),
    client_email: ErasedEmail,
    /** Calls that were known to be this customer's, also such as only the previous system named so. */
    call_ids: z.array(z.string().check(z.minLength(1), z.maxLength(MAX_KEY_BYTES))),
    /** Who has asked for the erasure, as the log names them. */
    subject: z.nullish(z.string().check(z.maxLength(64))),
    /** Milliseconds since 1970. */
    notBefore: z.int().check(z.minimum(0)),
  }),
);
export type SweepJob = z.infer<typeof SweepJob>;

/** So that one job ends in time. */
const CALLS_A_JOB = 200;
/** A message holds at most 256 KB. */
const BYTES_A_JOB = 200_000;

/** The jobs of one sweep: at least one. */
export function sweepJobs(client_email: string, callIds: readonly string[], notBefore: number): SweepJob[] {
  const parts: string[][] = [];
  let part: string[] = [];
  let left = 0;
  for (const callId of callIds) {
    const bytes = utf8Bytes(JSON.stringify(callId)) + 1;
    if (parts.length === 0 || part.length === CALLS_A_JOB || bytes > left) {
      part = [];
      parts.push(part);
      left = BYTES_A_JOB;
    }
    part.push(callId);
    left -= bytes;
  }
  if (parts.length === 0) parts.push([]);
  return parts.map((call_ids) => ({ job: 'sweep', client_email, call_ids, notBefore }));
}
