import * as z from 'zod/mini';
import { TOLD_STATUSES } from '../shared/commitment-status.ts';
import { Evidence, ShortText } from './findings.ts';

/**
 * A promise as it was made in a call. `id` is `<call_id>:<window>:<turn>:<n>`, where it was first found; `dueAt` is
 * `YYYY-MM-DD`; `dueTime` is `HH:MM` on that day, the end of the span that was named, or null. Rows of earlier versions
 * lack what is optional here.
 */
export const Commitment = z.lazy(() =>
  z.object({
    id: z.string(),
    text: ShortText,
    /** The promise in at most 6 words of its quote, without any word for a day. */
    label: z.optional(ShortText),
    owner: z.enum(['agent', 'customer']),
    /** Which agent made it, by the `agent_id` of the window; absent in a row of an earlier version. */
    agent_id: z.optional(z.nullable(z.string())),
    /** When it was said, ISO-8601; without it, when its call ended. */
    madeAt: z.optional(z.string()),
    dueAt: z.nullable(z.iso.date()),
    dueTime: z.nullish(z.string().check(z.regex(/^\d{2}:\d{2}$/))),
    /** True if it waits for an act of the other side: `waitsFor`, the id of that promise, or null. */
    conditional: z.optional(z.boolean()),
    waitsFor: z.nullish(z.string()),
    /** True for what is done again and again. */
    recurring: z.optional(z.boolean()),
    /** True if the newest analysis did not find it any more, and something still names it. */
    carried: z.optional(z.boolean()),
    evidence: z.array(Evidence),
  }),
);
export type Commitment = z.infer<typeof Commitment>;

/**
 * What a call tells of a promise of an earlier call, or of an earlier day of its own. `at` is the time of the quoted turn,
 * ISO-8601; in rows of earlier versions the key of the row.
 */
export const Closing = z.lazy(() =>
  z.object({
    commitment_id: z.string(),
    status: z.enum(TOLD_STATUSES),
    /** For `replaced`: the id of the promise that takes its place. */
    by: z.nullish(z.string()),
    at: z.string(),
    /** For `kept`: the day of the deed, `YYYY-MM-DD`, where it is known. */
    on: z.nullish(z.iso.date()),
    /** For `kept`: true if it was done, or came, in this very call. */
    now: z.optional(z.boolean()),
    evidence: z.array(Evidence),
  }),
);
export type Closing = z.infer<typeof Closing>;

/** A matter that an earlier call left open and this call settles; `call_id` is any call of the matter. */
export const Settled = z.lazy(() => z.object({ call_id: z.string(), evidence: z.array(Evidence) }));
export type Settled = z.infer<typeof Settled>;

/** What the call was about, in at most 8 words. */
export const About = z.lazy(() => z.object({ text: ShortText, evidence: z.array(Evidence) }));
export type About = z.infer<typeof About>;
