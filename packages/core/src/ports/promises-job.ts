import * as z from 'zod/mini';
import { MAX_KEY_BYTES } from './sweep-job.ts';

/** A job of the queue: bring the ledger of promises in line with the row of a call. */
export const PromisesJob = z.lazy(() =>
  z.object({
    job: z.literal('promises'),
    client_email: z.string().check(z.minLength(1), z.maxLength(MAX_KEY_BYTES)),
    created_at: z.string().check(z.minLength(1), z.maxLength(1024)),
    call_id: z.string().check(z.minLength(1), z.maxLength(MAX_KEY_BYTES)),
    /** Milliseconds since 1970 before which its sender does it itself; null or absent: now. */
    notBefore: z.nullish(z.int().check(z.minimum(0))),
  }),
);
export type PromisesJob = z.infer<typeof PromisesJob>;
