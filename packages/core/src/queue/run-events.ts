import type { OutboxEvent } from '../analytics/outbox.ts';
import { isHeld } from '../claims/await-attempt.ts';
import { erasedAtOf } from '../erasure/erasure-checks.ts';
import { lookForOverdue } from '../events/look-for-overdue.ts';
import { outgoingEvent } from '../events/outgoing-event.ts';
import { overdueEvent } from '../events/overdue.ts';
import { type Untold, untoldOfCall } from '../events/untold-of-call.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { EventsJob } from '../ports/events/events-job.ts';
import type { EventsPort, OutgoingEvent } from '../ports/events/events-port.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { parseAbsolute } from '../shared/timestamps.ts';
import { PATIENCE_MS } from './patience.ts';
import type { Delivery, JobOutcome } from './run-job.ts';

const FIRST_DELAY_MS = 30_000;
const LONGEST_DELAY_MS = 3_600_000;
/** How much longer than until its next try a job counts as under way, in milliseconds. */
const UNDER_WAY_MS = 10 * 60_000;

/** What is needed to send events; `events` is present. */
type Sending = Ports & { events: EventsPort };

/**
 * Handles one job of the queue of events. What a receiver does not take is sent again, after 30 seconds, doubling up to an
 * hour. It may be delivered again at any time: each event keeps its id.
 *
 * @throws never on purpose; every failure of a port is an outcome.
 */
export async function runEvents(
  ports: Ports,
  settings: { timeZone: string },
  job: EventsJob,
  delivery: Delivery,
): Promise<JobOutcome> {
  const { events } = ports;
  if (events === undefined) return { outcome: 'done' };
  const sending: Sending = { ...ports, events };
  try {
    if (job.job === 'overdue-day') {
      await lookForOverdue(sending, settings, job.from ?? null);
      return { outcome: 'done' };
    }
    if (job.job === 'events') await sendEventsOfCall(sending, job.call_id, delivery);
    else if (job.job === 'removed') await handOver(events, job.events);
    else {
      const event = await overdueEvent(sending, job);
      if (event !== null) await handOver(events, [event]);
    }
    return { outcome: 'done' };
  } catch (error) {
    delivery.failed?.(error);
    return afterFailure(ports.clock.now(), job, delivery, error);
  }
}

function afterFailure(now: number, job: EventsJob, delivery: Delivery, error: unknown): JobOutcome {
  const code = error instanceof LiveAssistError ? error.code : 'internal';
  if (now - delivery.firstTriedAt < PATIENCE_MS)
    return { outcome: 'later', at: now + delayOf(delivery), code };
  // What is told of a call stays in its outbox, where the hourly look finds it.
  return job.job === 'events' ? { outcome: 'failed', code } : { outcome: 'dead', code };
}

function delayOf({ tries }: Delivery): number {
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(tries - 1, 20), LONGEST_DELAY_MS);
}

async function sendEventsOfCall(ports: Sending, call_id: string, delivery: Delivery): Promise<void> {
  const { claims, clock } = ports;
  // The claim before the row: what is written later has another token.
  const claim = await claims.get(call_id);
  if (claim === null) return;
  const untold = await untoldOfCall(ports, claim);
  if (await isErased(ports, claim, untold)) return;
  try {
    await sendAll(ports, claim, untold);
  } catch (error) {
    const eventsUntil = clock.now() + delayOf(delivery) + UNDER_WAY_MS;
    await claims.mark(call_id, { eventsUntil }).catch(() => false);
    throw error;
  }
  // An analysis that is running asks for its events when it has ended.
  if (!isHeld(claim, clock.now())) await claims.told(claim, untold.failure?.cause);
}

/** True if the row is from before an erasure of its customer, which is about to remove it. */
async function isErased(ports: Sending, { client_email }: Claim, { row }: Untold): Promise<boolean> {
  const erasedAt = client_email === undefined ? null : await erasedAtOf(ports, client_email);
  return erasedAt !== null && row !== null && (parseAbsolute(row.analysis.analyzedAt) ?? 0) <= erasedAt;
}

/** Sends what is untold, and removes what was taken from its outbox. */
async function sendAll(ports: Sending, claim: Claim, untold: Untold): Promise<void> {
  const { events, analytics } = ports;
  const { row, analyses, changes, failure } = untold;
  const subject = { call_id: claim.call_id, client_email: claim.client_email ?? null };
  const all = [...analyses, ...changes.flatMap((change) => change.events), ...(failure ? [failure] : [])];
  if (all.length === 0) return;
  const named = new Map<OutboxEvent, OutgoingEvent>();
  for (const event of all) named.set(event, await outgoingEvent(events, subject, event));
  const { taken, failure: refused } = await events.publish([...named.values()]);
  const isTaken = (event: OutboxEvent) => taken.has(named.get(event)?.id ?? '');
  if (row !== null && analyses.some(isTaken)) {
    const left = analyses.filter((event) => !isTaken(event));
    await analytics.keepOutbox(row, { count: row.outbox?.count ?? 0, events: left });
  }
  for (const change of changes) {
    if (row !== null && change.events.every(isTaken)) {
      await analytics.clearChange(row, change.commitmentId, change.at);
    }
  }
  if (!all.every(isTaken)) throw notTaken(refused);
}

async function handOver(events: EventsPort, sent: readonly OutgoingEvent[]): Promise<void> {
  const { taken, failure } = await events.publish(sent);
  if (!sent.every(({ id }) => taken.has(id))) throw notTaken(failure);
}

function notTaken(cause: unknown): LiveAssistError {
  return new LiveAssistError(
    'events_not_taken',
    'The receiver of events did not take them; they are sent again. Check that it is there, and what it answers.',
    { cause },
  );
}
