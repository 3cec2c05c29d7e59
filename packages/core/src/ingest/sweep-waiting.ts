import { requestEvents } from '../events/request-events.ts';
import type { Ports } from '../ports/ports.ts';
import { waitsForEventsAlone } from '../ports/waiting.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { mapLimit } from '../shared/map-limit.ts';
import { parseAbsolute, toIso } from '../shared/timestamps.ts';
import { DEFAULT_ENDING, type EndingSettings } from './ending-settings.ts';
import { lookAtCall } from './look-at-call.ts';
import { type WaitingClaim, waitingInOrder } from './waiting-in-order.ts';

/** Most calls that one sweep queues. */
const MOST_SWEPT = 500;
/** How often sweeps queue a call between two windows; then a person has to look at it. */
const MOST_FOUND = 3;
/** Time that a settle job has beyond the due time of its call, in milliseconds. */
const GRACE_MS = 2 * 60_000;
/** How long a call counts as recent, in milliseconds; as long a sweep looks whether a window has named its customer. */
const RECENT_MS = 24 * 3_600_000;
const CALLS_AT_A_TIME = 8;

/** The result of a sweep. */
export interface Sweep {
  /** Calls that it looked at. */
  looked: number;
  /** Calls that it queued: their events or jobs were lost. */
  found: number;
  /** Calls of the last day that it met and that wait for their customer. */
  unnamed: number;
  /** Calls whose events were not handed over, and that it has had sent. */
  untold: number;
  /** Looks that failed; the next sweep repeats them. */
  failed: number;
  /** True if its time was over, or it had queued as many as it may, before it had met all calls. */
  cut: boolean;
}

/** How far a sweep goes; the next one goes on. */
export interface SweepBounds {
  /** When it has to end, in milliseconds since 1970. */
  deadline?: number | undefined;
  /** Most calls that it queues. @default 500 */
  most?: number | undefined;
}

/** Up to which number of calls found, and up to what time, a part of a sweep goes on. */
interface Share {
  found: number;
  /** Milliseconds since 1970. */
  at: number;
}

/**
 * Looks at the calls that wait and whose end should have been seen, oldest first, and queues those that were missed. The
 * calls of the last day have half of that and of the time, however many older ones wait. A
 * call without a customer is listed, and not looked at when it has waited for a day.
 *
 * @throws LiveAssistError `store_unavailable` if the calls cannot be read.
 */
export async function sweepWaiting(
  ports: Ports,
  settings: EndingSettings = DEFAULT_ENDING,
  { deadline = Number.POSITIVE_INFINITY, most = MOST_SWEPT }: SweepBounds = {},
): Promise<Sweep> {
  const sweep: Sweep = { looked: 0, found: 0, unnamed: 0, untold: 0, failed: 0, cut: false };
  const { queue, clock, claims } = ports;
  if (queue === undefined) return sweep;
  const now = clock.now();
  const silence = Math.min(settings.afterMs ?? 0, settings.chatAfterMs ?? 0);
  const until = now - silence - settings.settleMs - GRACE_MS;
  const recentFrom = now - RECENT_MS;
  const all: Share = { found: most, at: deadline };
  const half: Share = { found: most / 2, at: now + (deadline - now) / 2 };

  const recent = waitingInOrder(ports, { from: toIso(recentFrom) });
  await walk(recent, until, half);
  const older = waitingInOrder(ports, { isNamed: true });
  const hasMetOlder = await walk(older, Math.min(recentFrom - 1, until), all);
  const hasMetRecent = await walk(recent, until, all);
  return { ...sweep, cut: !(hasMetOlder && hasMetRecent) };

  /** Looks at calls up to a time of their newest window. True if there are no more. */
  async function walk(calls: AsyncGenerator<WaitingClaim>, to: number, share: Share): Promise<boolean> {
    for (;;) {
      if (sweep.found > share.found - CALLS_AT_A_TIME || clock.now() >= share.at) return false;
      const batch: WaitingClaim[] = [];
      let isEnd = false;
      while (batch.length < CALLS_AT_A_TIME && !isEnd) {
        const { value: claim, done } = await calls.next();
        isEnd = done === true || (parseAbsolute(claim.since) ?? 0) > to;
        if (isEnd) continue;
        if (waitsForEventsAlone(claim)) await tellEvents(claim);
        else if (isToLookAt(claim)) batch.push(claim);
      }
      await mapLimit(CALLS_AT_A_TIME, batch, look);
      if (isEnd) return true;
    }
  }

  function isToLookAt(claim: WaitingClaim): boolean {
    return !isUnderWay(claim) && (claim.found ?? 0) < MOST_FOUND;
  }

  function isUnderWay({ status, updatedAt = 0, leaseUntil = 0 }: WaitingClaim): boolean {
    return (
      (status === 'queued' && now - updatedAt < LONGEST_TRY_MS) || (status === 'running' && leaseUntil > now)
    );
  }

  /** Has the events of a call sent that waits for nothing else. */
  async function tellEvents(claim: WaitingClaim): Promise<void> {
    if (isUnderWay(claim) || (claim.eventsUntil ?? 0) > now || sweep.untold >= most) return;
    sweep.untold += 1;
    await requestEvents(ports, claim.call_id);
  }

  async function look({ call_id }: WaitingClaim): Promise<void> {
    sweep.looked += 1;
    try {
      const { found, claim } = await lookAtCall(ports, queue ?? noQueue(), settings, call_id);
      if (found === 'unnamed') sweep.unnamed += 1;
      // A window that was announced and never stored.
      if (found === 'unrecorded') await claims.leave(call_id, claim?.waitingRev);
      if (found !== 'queued' && found !== 'waits') return;
      sweep.found += 1;
      await claims.mark(call_id, { isFound: true });
    } catch (error) {
      sweep.failed += 1;
      // A fault of one call must not keep sweeps from the calls behind it.
      if (!(error instanceof LiveAssistError)) {
        await claims.mark(call_id, { isFound: true }).catch(() => false);
      }
    }
  }
}

function noQueue(): never {
  throw new Error('There is no queue.');
}

/** The longest time between two tries of a job, in milliseconds. */
const LONGEST_TRY_MS = 65 * 60_000;
