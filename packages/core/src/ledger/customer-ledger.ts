import type { RememberedCommitment } from '../analytics/memory-box.ts';
import type { PromiseRecord } from '../analytics/promise-record.ts';
import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import { sortedBy } from '../shared/sorted-by.ts';
import { foldLedger } from './fold-ledger.ts';
import { promiseRecords } from './promise-records.ts';
import { byPlaceMade, momentOf } from './promise-state.ts';
import { leadsAsMissed, type ReadingTime, remembered } from './remembered.ts';

/** A promise of a customer at some moment. */
export interface LedgerEntry extends RememberedCommitment {
  /** True if it is open, and to be known first: it was said not to have come. */
  leadsAsMissed: boolean;
  /** The promise that took its place. */
  by: string | null;
}

/**
 * Every promise of a customer with its state, in the order in which they were made.
 *
 * @param records - By id, as {@link promiseRecords} makes them of rows.
 */
export function readLedger(records: ReadonlyMap<string, PromiseRecord>, time: ReadingTime): LedgerEntry[] {
  const states = [...foldLedger(records, time.timeZone).values()];
  const inOrderMade = sortedBy(
    states,
    ({ made }) => momentOf(made.madeAt),
    (a, b) => byPlaceMade(a.made, b.made),
  );
  return inOrderMade.map((state) => ({
    ...remembered(state, time),
    leadsAsMissed: leadsAsMissed(state, time),
    by: state.by,
  }));
}

/** {@link readLedger} of rows: one row per call, in any order. */
export function ledgerOf(rows: readonly StoredAnalytics[], time: ReadingTime): LedgerEntry[] {
  return readLedger(promiseRecords(rows), time);
}

/** A promise as it is sent. */
export function sent({ leadsAsMissed: _, by: __, ...commitment }: LedgerEntry): RememberedCommitment {
  return commitment;
}

/**
 * Compares open promises for display: those said not to have come, overdue ones, then by their day, then those without a
 * day; among equals the newest first. Those that no news came of for 90 days come last.
 */
export function inReadingOrder(a: LedgerEntry, b: LedgerEntry): number {
  const rank = ({ stale, leadsAsMissed, overdue, dueAt }: LedgerEntry) =>
    stale ? 4 : leadsAsMissed ? 0 : overdue ? 1 : dueAt !== null ? 2 : 3;
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (a.dueAt !== b.dueAt) return (a.dueAt ?? '9999') < (b.dueAt ?? '9999') ? -1 : 1;
  // A time comes before the end of its day.
  if (a.dueTime !== b.dueTime) return (a.dueTime ?? '24:00') < (b.dueTime ?? '24:00') ? -1 : 1;
  return a.madeIn.created_at === b.madeIn.created_at ? 0 : a.madeIn.created_at < b.madeIn.created_at ? 1 : -1;
}
