import { isAnalysis, type StoredAnalytics } from '../analytics/stored-analytics.ts';
import { customerKeys } from '../call/identifiers.ts';
import type { AnalyticsStore } from '../ports/analytics-store.ts';
import type { ReadOptions } from '../ports/call-records.ts';
import { sortedBy } from '../shared/sorted-by.ts';
import { parseAbsolute } from '../shared/timestamps.ts';

/**
 * Reads every row of a customer, under all spellings of the address.
 *
 * @param email - In the caller's own spelling.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function rowsOfCustomer(
  analytics: AnalyticsStore,
  email: string,
  options?: ReadOptions,
): Promise<StoredAnalytics[]> {
  const pages = await Promise.all(customerKeys(email).map((key) => analytics.list(key, options)));
  return pages.flat();
}

/**
 * Keeps one row per call, newest call first. The previous system added a row with every request: of those the newest
 * counts, and a row of ours wins over all of them.
 */
export function latestRowPerCall(rows: readonly StoredAnalytics[]): StoredAnalytics[] {
  const calls = new Map<string, StoredAnalytics>();
  for (const row of sortedNewestFirst(rows)) {
    const known = calls.get(row.call_id);
    if (known === undefined || (isAnalysis(row) && !isAnalysis(known))) calls.set(row.call_id, row);
  }
  return sortedNewestFirst([...calls.values()]);
}

/** Sorts rows by {@link newestFirst}. */
export function sortedNewestFirst(rows: readonly StoredAnalytics[]): StoredAnalytics[] {
  return sortedBy(rows, ({ created_at }) => -timeOf(created_at), laterTextFirst);
}

/** Compares two rows or cursors: by time, then by the text of the time if two formats mean the same. */
export function newestFirst(a: { created_at: string }, b: { created_at: string }): number {
  return timeOf(b.created_at) - timeOf(a.created_at) || laterTextFirst(a, b);
}

function laterTextFirst(a: { created_at: string }, b: { created_at: string }): number {
  return a.created_at < b.created_at ? 1 : a.created_at > b.created_at ? -1 : 0;
}

function timeOf(text: string): number {
  return parseAbsolute(text) ?? 0;
}
