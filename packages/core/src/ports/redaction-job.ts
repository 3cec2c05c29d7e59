import * as z from 'zod/mini';
import { MAX_KEY_BYTES } from './sweep-job.ts';

/** A call whose windows are to be redacted in place when their time has come, as a message of the queue carries it. */
export const RedactionJob = z.lazy(() =>
  z.object({
    job: z.literal('redact'),
    call_id: z.string().check(z.minLength(1), z.maxLength(MAX_KEY_BYTES)),
    /** Milliseconds since 1970 before which nothing can be due. */
    notBefore: z.int().check(z.minimum(0)),
  }),
);
export type RedactionJob = z.infer<typeof RedactionJob>;
