import * as z from 'zod/mini';
import { MAX_KEY_BYTES } from '../sweep-job.ts';
import type { OutgoingEvent } from './events-port.ts';

/**
 * A job of the queue of events. `events`: send what is still to be told of a call. `overdue`: tell that a promise is
 * overdue, if it still is, with this day. `overdue-day`: look for promises whose day has ended; `from` is where the last
 * part of the look ended. `removed`: events of promises that an erasure removes, in their final form, because nothing else is
 * left of them.
 */
export const EventsJob = z.lazy(() => {
  const key = z.string().check(z.minLength(1), z.maxLength(MAX_KEY_BYTES));
  const text = z.string().check(z.maxLength(10_000));
  return z.union([
    z.object({ job: z.literal('events'), call_id: key }),
    z.object({ job: z.literal('overdue'), client_email: key, commitment_id: key, due_at: text }),
    z.object({ job: z.literal('overdue-day'), from: z.nullish(text) }),
    // A schema of events would be a part of every start, and this service alone sends these.
    z.object({ job: z.literal('removed'), events: z.array(z.custom<OutgoingEvent>()) }),
  ]);
});
export type EventsJob = z.infer<typeof EventsJob>;
