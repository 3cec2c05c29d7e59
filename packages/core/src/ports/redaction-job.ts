import * as z from 'zod/mini';
import { MAX_KEY_BYTES } from './sweep-job.ts';

/** A job of the queue: redact the windows of a call in place when they are due. */
export const RedactionJob = z.lazy(() =>
  z.object({
    job: z.literal('redact'),
    call_id: z.string().check(z.minLength(1), z.maxLength(MAX_KEY_BYTES)),
    /** Milliseconds since 1970 before which no window is due. */
    notBefore: z.int().check(z.minimum(0)),
  }),
);
export type RedactionJob = z.infer<typeof RedactionJob>;
