import { waitingShardOf } from '@live-assist/core';

/** The attributes that a call loses when it does not wait any more. */
export const LEFT = ['waitingShard', 'unnamed', 'found', 'settlingUntil'];

/** The condition that no window was announced since `waitingRev` was read. */
export function revisionIs(waitingRev: number | undefined): string {
  return waitingRev === undefined ? 'attribute_not_exists(#waitingRev)' : '#waitingRev = :waitingRev';
}

/** The parts of a change after which the call waits, besides those given. */
export function waitsFrom<Set extends object>(callId: string, set: Set) {
  return { set: { ...set, waitingShard: waitingShardOf(callId) }, add: { waitingRev: 1 } };
}
