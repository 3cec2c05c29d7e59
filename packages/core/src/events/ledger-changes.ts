import type { OutboxEvent } from '../analytics/outbox.ts';
import type { PromiseRecord } from '../analytics/promise-record.ts';
import { foldLedger } from '../ledger/fold-ledger.ts';
import { momentOf, type PromiseState } from '../ledger/promise-state.ts';
import type { PromiseItem } from '../ports/promise-store.ts';

/** A ledger by the id of each promise, before a write and after it. */
export interface LedgerChange {
  before: ReadonlyMap<string, PromiseRecord>;
  after: ReadonlyMap<string, PromiseRecord>;
}

/** What the events of one write have in common. */
export interface Occasion {
  /** ISO-8601. */
  at: string;
  /** Tells this write apart from others of the same call. */
  cause: string;
  timeZone: string;
  /**
   * How often each promise was written into the ledger, as read. Two writers that close or open a promise at the same moment
   * have read the same, so that they tell one event. Absent: this write tells its own.
   */
  versions?: ReadonlyMap<string, number> | undefined;
}

/** The events of a write: what it has made, missed, closed, opened again or removed. */
export function ledgerEvents({ before, after }: LedgerChange, occasion: Occasion): OutboxEvent[] {
  const { at, cause, timeZone, versions } = occasion;
  const former = foldLedger(before, timeZone);
  const present = foldLedger(after, timeZone);
  const event = (
    type: OutboxEvent['type'],
    state: PromiseState,
    why: string,
    more: OutboxEvent['data'] = {},
  ): OutboxEvent => ({
    type,
    at,
    cause: why,
    commitment_id: state.made.id,
    data: { ...promiseData(state), ...more },
  });
  const turn = (type: OutboxEvent['type'], state: PromiseState): OutboxEvent => {
    const { id } = state.made;
    const record = before.get(id);
    if (versions === undefined || record === undefined) return event(type, state, cause);
    const from = JSON.stringify([state.status, versions.get(id) ?? 0, record.change?.at ?? null]);
    return { ...event(type, state, from), sameForAll: true };
  };
  const removed = [...former.values()]
    .filter(({ made }) => !present.has(made.id))
    .map((state) => event('promise.closed', state, 'removed', { status: 'removed' }));
  const others = [...present.values()].flatMap((state) => {
    const was = former.get(state.made.id);
    return [
      ...(was === undefined ? [event('promise.made', state, 'made')] : []),
      ...(isMissedAnew(state, was) ? [event('promise.missed', state, cause, timesOf(state))] : []),
      ...(isClosedAnew(state, was) ? [turn('promise.closed', state)] : []),
      ...(was !== undefined && was.status !== 'open' && state.status === 'open'
        ? [turn('promise.reopened', state)]
        : []),
    ];
  });
  return [...removed, ...others];
}

/** {@link Occasion.versions} of items of the ledger. */
export function versionsOf(items: readonly PromiseItem[]): Map<string, number> {
  return new Map(items.map(({ commitment_id, version }) => [commitment_id, version]));
}

/** The fields of a promise that are sent: ids, days and states. */
export function promiseData({ made, status, due, waits }: PromiseState): OutboxEvent['data'] {
  return {
    owner: made.owner,
    agent_id: made.madeIn.agent_id,
    status,
    dueAt: due.dueAt,
    conditional: waits,
    recurring: made.recurring === true,
  };
}

function timesOf({ missed }: PromiseState): OutboxEvent['data'] {
  return { times: missed?.times ?? 0 };
}

function isClosedAnew({ status }: PromiseState, was: PromiseState | undefined): boolean {
  return status !== 'open' && status !== was?.status;
}

/** What a promise takes over from the one that it replaces was told before. */
function isMissedAnew({ missed, made }: PromiseState, was: PromiseState | undefined): boolean {
  if (missed === null) return false;
  if (was === undefined) return momentOf(missed.lastAt) > momentOf(made.madeAt);
  return missed.times > (was.missed?.times ?? 0);
}
