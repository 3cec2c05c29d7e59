import type { Claim } from './analysis-claims.ts';
import type { EventsMark } from './events/event-claims.ts';

/** Number of parts of the index `waiting`, so that no part takes all writes. */
export const WAITING_SHARDS = 16;

/** The part of the index `waiting` that lists a call, from 0 to 15: a hash of its name. */
export function waitingShardOf(callId: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < callId.length; index += 1) {
    hash = Math.imul(hash ^ callId.charCodeAt(index), 0x01000193);
  }
  // The low bits of this hash alone are uneven.
  return ((hash >>> 16) ^ hash) & (WAITING_SHARDS - 1);
}

/** True if the call waits for nothing but the handover of its events. */
export function waitsForEventsAlone(claim: Claim | null): boolean {
  return claim?.eventsRev !== undefined && claim.eventsRev === (claim.waitingRev ?? 0);
}

/**
 * The mark that keeps a call in `waiting` for its events.
 *
 * @param claim - As last read; null if the call has none.
 * @param endedAt - When the call ended, ISO-8601: for a call that never waited.
 */
export function eventsMarkOf(claim: Claim | null, endedAt: string): EventsMark {
  const waitsForMore = claim?.waitingShard !== undefined && !waitsForEventsAlone(claim);
  return { rev: waitsForMore ? -1 : (claim?.waitingRev ?? 0), since: claim?.since ?? endedAt };
}
