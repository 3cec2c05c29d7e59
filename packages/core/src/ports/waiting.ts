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
