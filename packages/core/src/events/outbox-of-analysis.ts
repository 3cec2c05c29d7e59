import type { CallAnalytics } from '../analytics/analytics.ts';
import type { Outbox, OutboxEvent } from '../analytics/outbox.ts';
import { isAnalysis, type StoredAnalytics, type StoredCallAnalytics } from '../analytics/stored-analytics.ts';
import { latestRowPerCall } from '../customer/customer-rows.ts';
import { endOfCall } from '../ledger/promise-records.ts';
import { momentOf } from '../ledger/promise-state.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import { joinedRecords } from '../promises/promise-items.ts';
import { dayInZone } from '../shared/calendar.ts';
import { toIso } from '../shared/timestamps.ts';
import { ledgerEvents, versionsOf } from './ledger-changes.ts';

/** From the third analysis of a row on its events are its own: what it has told and taken back, it tells anew. */
const MOST_SHARED = 2;

/** A call that ended longer ago than this before its first analysis is told of to no one. */
export const LATEST_NEWS_MS = 7 * 86_400_000;

/** What is known when the row of an analysis is about to be written. */
export interface AboutToWrite {
  row: CallAnalytics;
  /** The row as it is stored; null for a first analysis. */
  former: StoredAnalytics | null;
  /** The newest rows of the customer, as they are now if it tells of promises. */
  rows: readonly StoredAnalytics[];
  /** The promises of the customer, as they are now if it tells of some. */
  items: readonly PromiseItem[];
  timeZone: string;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * The outbox of a row that is about to be written: what is still to be told of it, and what this analysis changes. What
 * an analysis finds as it was found before is not told again.
 */
export function outboxOfAnalysis({ row, former, rows, items, timeZone, now }: AboutToWrite): Outbox {
  const held = former !== null && isAnalysis(former) ? former : null;
  const known = held?.outbox ?? { count: 0, events: [] };
  if (known.silent || (held === null && now - momentOf(endOfCall(row)) > LATEST_NEWS_MS)) {
    return { count: 0, events: [], silent: true };
  }
  const count = known.count + 1;
  const versions = count > MOST_SHARED ? undefined : versionsOf(items);
  const occasion = { at: toIso(now), cause: `analysis ${count}`, timeZone, versions };
  const fresh = [
    ...analyzedAnew(row, held, occasion),
    ...(concerns(row) || (held !== null && concerns(held))
      ? ledgerEvents(changeBy(row, rows, items), occasion)
      : []),
  ];
  return fresh.length === 0 ? known : { count, events: [...known.events, ...fresh] };
}

/** True if something of a row is not handed over yet. */
export function hasUntold({ outbox, commitmentChanges = {} }: StoredCallAnalytics): boolean {
  const byHand = Object.values(commitmentChanges).some((change) => (change.outbox?.length ?? 0) > 0);
  return byHand || (outbox?.events.length ?? 0) > 0;
}

function changeBy(row: CallAnalytics, rows: readonly StoredAnalytics[], items: readonly PromiseItem[]) {
  const before = latestRowPerCall(rows);
  const former = before.find(({ call_id }) => call_id === row.call_id);
  const { commitmentChanges } = (former ?? {}) as StoredCallAnalytics;
  // Changes by hand stay when a row is written.
  const written: StoredAnalytics = { ...row, ...(commitmentChanges && { commitmentChanges }) };
  const after = [...before.filter((one) => one !== former), written];
  return {
    before: joinedRecords(before, items, former ? null : row.call_id),
    after: joinedRecords(after, items),
  };
}

function concerns({ commitments, closings }: CallAnalytics): boolean {
  return commitments.length + closings.length > 0;
}

function analyzedAnew(
  row: CallAnalytics,
  held: StoredCallAnalytics | null,
  { at, cause, timeZone }: { at: string; cause: string; timeZone: string },
): OutboxEvent[] {
  const data = (of: CallAnalytics) => ({
    agent_id: of.agent_id ?? null,
    endedOn: dayInZone(momentOf(endOfCall(of)), timeZone),
    resolved: of.issueResolution.resolved,
    promises: of.commitments.length,
  });
  const tells = (of: CallAnalytics) => JSON.stringify([data(of), of.analysis.windows ?? null]);
  if (held !== null && tells(held) === tells(row)) return [];
  return [{ type: 'call.analyzed', at, cause, data: data(row) }];
}
