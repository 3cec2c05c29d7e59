import type { Claim } from '../ports/analysis-claims.ts';
import type { WindowHead } from '../ports/call-records.ts';
import { parseAbsolute } from '../shared/timestamps.ts';
import type { EndingSettings } from './ending-settings.ts';

/** How far the clock of a recorder may be ahead, in milliseconds. */
const GRACE_MS = 60_000;
/** How much later than recorded a window may be stored before its own time counts as wrong, in milliseconds. */
const LATE_MS = 10 * 60_000;

/**
 * When a window was recorded, in milliseconds since 1970: the time that it tells, unless that cannot be, because some
 * recorders write local time as if it were UTC. Then it is the time at which it was stored.
 */
export function recordedAt(window: Pick<WindowHead, 'created_at'>, storedAt: number): number {
  const told = parseAbsolute(window.created_at);
  const isLikely = told !== null && told <= storedAt + GRACE_MS && told >= storedAt - LATE_MS;
  return isLikely ? Math.min(told, storedAt) : storedAt;
}

/**
 * When a worker may have a call analysed, in milliseconds since 1970: the settle time after its end. Infinite if nothing
 * ends it.
 *
 * @param newest - Its newest window; an event that was lost did not tell of it.
 * @param hasEnded - True if a sender said so.
 */
export function dueTime(
  newest: WindowHead,
  claim: Pick<Claim, 'since'> | null,
  hasEnded: boolean,
  { settleMs, afterMs, chatAfterMs }: EndingSettings,
  now: number,
): number {
  const told = parseAbsolute(newest.created_at);
  const known = parseAbsolute(claim?.since);
  const last = Math.max(told !== null && told <= now + GRACE_MS ? Math.min(told, now) : 0, known ?? 0) || now;
  if (hasEnded || newest.final === true) return last + settleMs;
  const silence = newest.timestamp_marks === 'sent' ? chatAfterMs : afterMs;
  return silence === null ? Number.POSITIVE_INFINITY : last + silence + settleMs;
}
