import * as z from 'zod/mini';
import { EVENT_TYPES } from '../../analytics/outbox.ts';
import { MAX_KEY_BYTES } from '../sweep-job.ts';

/**
 * A job of the queue of events. `events`: send what is still to be told of a call. `overdue`: tell that a promise is
 * overdue, if it still is, with this day. `overdue-day`: look for promises whose day has ended; `from` is where the last
 * part of the look ended. `removed`: events of promises that an erasure removes, in their final form, because nothing else is
 * left of them.
 */
export const EventsJob = z.lazy(() => {
  const key = z.string().check(z.minLength(1), z.maxLength(MAX_KEY_BYTES));
  const event = z.object({
    id: z.string().check(z.maxLength(100)),
    type: z.enum(EVENT_TYPES),
    timestamp: z.string().check(z.maxLength(40)),
    data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  });
  return z.discriminatedUnion('job', [
    z.object({ job: z.literal('events'), call_id: key }),
    z.object({
      job: z.literal('overdue'),
      client_email: key,
      commitment_id: key,
      due_at: z.string().check(z.maxLength(10)),
    }),
    z.object({ job: z.literal('overdue-day'), from: z.nullish(z.string().check(z.maxLength(10_000))) }),
    z.object({ job: z.literal('removed'), events: z.array(event) }),
  ]);
});
export type EventsJob = z.infer<typeof EventsJob>;
