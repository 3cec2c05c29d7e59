import { type EventsMark, waitingShardOf } from '@live-assist/core';

/** The attributes that a call loses when it does not wait any more. */
export const LEFT = ['waitingShard', 'unnamed', 'found', 'settlingUntil'];

/** The attributes that tell of events to hand over. */
export const OF_EVENTS = ['eventsRev', 'eventsToken', 'eventsUntil'];

/** The condition that no window was announced since `waitingRev` was read. */
export function revisionIs(waitingRev: number | undefined): string {
  return waitingRev === undefined ? 'attribute_not_exists(#waitingRev)' : '#waitingRev = :waitingRev';
}

/** The parts of a change after which the call waits, besides those given. */
export function waitsFrom<Set extends object>(callId: string, set: Set) {
  return { set: { ...set, waitingShard: waitingShardOf(callId) }, add: { waitingRev: 1 } };
}

/** The attributes of a call that waits for its events. */
export function forEvents(callId: string, token: string, { rev, since }: EventsMark) {
  return { waitingShard: waitingShardOf(callId), since, eventsRev: rev, eventsToken: token };
}

/** The parts of a change after which a call waits for nothing but its events, if no window has come since. */
export function forEventsAlone(waitingRev: number | undefined) {
  return {
    set: { eventsRev: waitingRev ?? 0 },
    remove: LEFT.filter((name) => name !== 'waitingShard'),
  };
}
