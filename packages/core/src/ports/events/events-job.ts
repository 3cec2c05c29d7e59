import * as z from 'zod/mini';
import { EVENT_TYPES } from '../../analytics/outbox.ts';
import { MAX_KEY_BYTES } from '../sweep-job.ts';

const Key = z.string().check(z.minLength(1), z.maxLength(MAX_KEY_BYTES));

/** A job of the queue of events: send what is still to be told of a call. */
const CallEvents = z.object({ job: z.literal('events'), call_id: Key });

/** A job of that queue: tell that a promise is overdue, if it still is, with this day. */
const OverduePromise = z.object({
  job: z.literal('overdue'),
  client_email: Key,
  commitment_id: Key,
  /** `YYYY-MM-DD`. */
  due_at: z.string().check(z.maxLength(10)),
});

/** A job of that queue: look for promises whose day has ended. */
const LookForOverdue = z.object({
  job: z.literal('overdue-day'),
  /** Where the last part of the look ended; absent for the first part. */
  from: z.nullish(z.string().check(z.maxLength(10_000))),
});

/** A job of that queue: events of promises that an erasure removes. They are in their final form: nothing else is left of them. */
const RemovedPromises = z.object({
  job: z.literal('removed'),
  events: z.array(
    z.object({
      id: z.string().check(z.maxLength(100)),
      type: z.enum(EVENT_TYPES),
      timestamp: z.string().check(z.maxLength(40)),
      data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
  ),
});

/** Every job of the queue of events. */
export const EventsJob = z.lazy(() =>
  z.discriminatedUnion('job', [CallEvents, OverduePromise, LookForOverdue, RemovedPromises]),
);
export type EventsJob = z.infer<typeof EventsJob>;
