import * as z from 'zod/mini';
import { ErasedEmail } from '../call/identifiers.ts';
import { utf8Bytes } from '../shared/utf8-bytes.ts';

/** Longest name of a call in a table, in bytes. */
export const MAX_KEY_BYTES = 2048;

/** A job of the queue: the second sweep of an erasure, for rows that the first could not find. */
export const SweepJob = z.lazy(() =>
  z.object({
    job: z.literal('sweep'),
    client_email: ErasedEmail,
    /** Known calls of this customer, including those that only the previous system named. */
    call_ids: z.array(z.string().check(z.minLength(1), z.maxLength(MAX_KEY_BYTES))),
    /** The sender of the erasure, as the log names them. */
    subject: z.nullish(z.string().check(z.maxLength(64))),
    /** Milliseconds since 1970 before which the sweep must not run. */
    notBefore: z.int().check(z.minimum(0)),
  }),
);
export type SweepJob = z.infer<typeof SweepJob>;

/** Bounds the time of one job. */
const CALLS_A_JOB = 200;
/** A message holds at most 256 KB. */
const BYTES_A_JOB = 200_000;

/** Splits one sweep into jobs; returns at least one. */
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
