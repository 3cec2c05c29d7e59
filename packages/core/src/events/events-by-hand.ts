import type { OutboxEvent } from '../analytics/outbox.ts';
import type { PromiseRecord } from '../analytics/promise-record.ts';
import type {
  CommitmentChange,
  StoredAnalytics,
  StoredCallAnalytics,
} from '../analytics/stored-analytics.ts';
import { endOfCall } from '../ledger/promise-records.ts';
import type { Ports } from '../ports/ports.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import { eventsMarkOf } from '../ports/waiting.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { ledgerEvents, versionsOf } from './ledger-changes.ts';

const TRIES = 5;

/** A change that a person is about to make. */
export interface AboutToChange {
  /** The promises of the customer before it. */
  records: ReadonlyMap<string, PromiseRecord>;
  /** As in the ledger. */
  items: readonly PromiseItem[];
  decision: CommitmentChange;
  timeZone: string;
}

/**
 * The events of a change by hand, after those of the change that it replaces which are not handed over yet; undefined if
 * there are none.
 *
 * @param row - Of the call that made the promise.
 */
export function eventsByHand(
  row: StoredAnalytics,
  commitmentId: string,
  { records, items, decision, timeZone }: AboutToChange,
): OutboxEvent[] | undefined {
  const { outbox, commitmentChanges = {} } = row as StoredCallAnalytics;
  const record = records.get(commitmentId);
  if (outbox?.silent === true || record === undefined) return undefined;
  const after = new Map(records).set(commitmentId, { ...record, change: decision });
  const { at } = decision;
  const occasion = { at, cause: `by hand ${at}`, timeZone, versions: versionsOf(items) };
  const fresh = ledgerEvents({ before: records, after }, occasion);
  const events = [...(commitmentChanges[commitmentId]?.outbox ?? []), ...fresh];
  return events.length > 0 ? events : undefined;
}

/**
 * Keeps the call of a promise in `waiting` from before the change on, so that its events are found if this process ends.
 *
 * @throws LiveAssistError `store_unavailable`; then nothing may be changed.
 */
export async function holdForChange(
  { claims, newToken }: Pick<Ports, 'claims' | 'newToken'>,
  row: StoredAnalytics,
): Promise<void> {
  const { call_id } = row;
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const claim = await claims.get(call_id);
    // Without a claim there is no call of this customer any more.
    if (claim === null) return;
    const mark = { ...eventsMarkOf(claim, endOfCall(row)), token: newToken() };
    if (await claims.holdForEvents(call_id, claim.waitingRev, mark)) return;
  }
  throw new LiveAssistError(
    'store_unavailable',
    'The call is being changed elsewhere. Try again in a moment.',
  );
}
