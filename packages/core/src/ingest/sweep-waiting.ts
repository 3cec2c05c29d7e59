import { requestEvents } from '../events/request-events.ts';
import type { Ports } from '../ports/ports.ts';
import { waitsForEventsAlone } from '../ports/waiting.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { mapLimit } from '../shared/map-limit.ts';
import { parseAbsolute } from '../shared/timestamps.ts';
import { DEFAULT_ENDING, type EndingSettings } from './ending-settings.ts';
import { type Look, lookAtCall } from './look-at-call.ts';
import { type WaitingClaim, waitingInOrder } from './waiting-in-order.ts';

/** Most calls that one sweep queues. */
export const MOST_SWEPT = 500;
/** How often sweeps queue a call between two windows; then a person has to look at it. */
const MOST_FOUND = 3;
/** Time that a settle job has beyond the due time of its call, in milliseconds. */
const GRACE_MS = 2 * 60_000;
/** How long a sweep looks whether a window has named the customer of a call, in milliseconds. */
const UNNAMED_MS = 24 * 3_600_000;
const CALLS_AT_A_TIME = 8;

/** The result of a sweep. */
export interface Sweep {
  /** Calls that it looked at. */
  looked: number;
  /** Calls that it queued: their events or jobs were lost. */
  found: number;
  /** Calls that it met and that wait for their customer. */
  unnamed: number;
  /** Calls whose events were not handed over, and that it has had sent. */
  untold: number;
  /** Looks that failed; the next sweep repeats them. */
  failed: number;
}

/**
 * Looks at the calls that wait and whose end should have been seen, oldest first, and queues those that were missed:
 * at most {@link MOST_SWEPT}. A call without a customer is listed, not retried.
 *
 * @throws LiveAssistError `store_unavailable` if the calls cannot be read.
 */
export async function sweepWaiting(ports: Ports, settings: EndingSettings = DEFAULT_ENDING): Promise<Sweep> {
  const sweep: Sweep = { looked: 0, found: 0, unnamed: 0, untold: 0, failed: 0 };
  const { queue } = ports;
  if (queue === undefined) return sweep;
  const now = ports.clock.now();
  const silence = Math.min(settings.afterMs ?? 0, settings.chatAfterMs ?? 0);
  const until = now - silence - settings.settleMs - GRACE_MS;
  const look = async (claim: WaitingClaim) => {
    try {
      sweep.looked += 1;
      const { found } = await lookAgain(ports, settings, claim);
      if (found === 'queued' || found === 'waits') sweep.found += 1;
      if (found === 'unnamed') sweep.unnamed += 1;
    } catch (error) {
      if (!(error instanceof LiveAssistError)) throw error;
      sweep.failed += 1;
    }
  };
  let batch: WaitingClaim[] = [];
  for await (const claim of waitingInOrder(ports)) {
    if ((parseAbsolute(claim.since) ?? 0) > until) break;
    if (waitsForEventsAlone(claim)) {
      if (isUnderWay(claim, now) || (claim.eventsUntil ?? 0) > now || sweep.untold >= MOST_SWEPT) continue;
      sweep.untold += 1;
      await requestEvents(ports, claim.call_id);
      continue;
    }
    if (isUnnamedForLong(claim, now)) sweep.unnamed += 1;
    else if (!isUnderWay(claim, now) && (claim.found ?? 0) < MOST_FOUND) batch.push(claim);
    if (batch.length < CALLS_AT_A_TIME) continue;
    await mapLimit(CALLS_AT_A_TIME, batch, look);
    batch = [];
    if (sweep.found >= MOST_SWEPT - CALLS_AT_A_TIME) return sweep;
  }
  await mapLimit(CALLS_AT_A_TIME, batch, look);
  return sweep;

  async function lookAgain(ports: Ports, settings: EndingSettings, { call_id }: WaitingClaim): Promise<Look> {
    const look = await lookAtCall(ports, queue ?? noQueue(), settings, call_id);
    if (look.found === 'queued' || look.found === 'waits')
      await ports.claims.mark(call_id, { isFound: true });
    // A window that was announced and never stored.
    if (look.found === 'unrecorded') await ports.claims.leave(call_id, look.claim?.waitingRev);
    return look;
  }
}

function noQueue(): never {
  throw new Error('There is no queue.');
}

/** The longest time between two tries of a job, in milliseconds. */
const LONGEST_TRY_MS = 65 * 60_000;

function isUnderWay({ status, updatedAt = 0, leaseUntil = 0 }: WaitingClaim, now: number): boolean {
  return (
    (status === 'queued' && now - updatedAt < LONGEST_TRY_MS) || (status === 'running' && leaseUntil > now)
  );
}

function isUnnamedForLong({ unnamed, since }: WaitingClaim, now: number): boolean {
  return unnamed === true && now - (parseAbsolute(since) ?? 0) > UNNAMED_MS;
}
