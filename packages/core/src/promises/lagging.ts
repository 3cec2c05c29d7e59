import { isAnalysis, type StoredAnalytics } from '../analytics/stored-analytics.ts';
import { MOST_RECALLED, type PromiseItem } from '../ports/promise-store.ts';
import { parseAbsolute } from '../shared/timestamps.ts';
import { fitsKey, toldIn } from './promise-items.ts';
import type { LedgerPorts, RowKey } from './write-promises.ts';

/** Calls whose part of the ledger one reader writes. */
const MOST_CALLS = 3;
/** A promise of an older call may be missing because it was closed long ago. */
const RECENT_MS = 80 * 86_400_000;

/**
 * Writes the part of the ledger that a process which ended, or a failure, has left out: of a few calls whose rows and
 * items, as read, differ. It never throws, because the reader folds the rows anyway, and the next one tries again.
 */
export async function writeLagging(
  ports: LedgerPorts,
  rows: readonly StoredAnalytics[],
  items: readonly PromiseItem[],
): Promise<void> {
  const lagging = laggingRows(rows, items, ports.clock.now()).slice(0, MOST_CALLS);
  if (lagging.length === 0) return;
  // Loaded when something was left out: a reader starts without it.
  const { writePromises } = await import('./write-promises.ts');
  for (const row of lagging) {
    await writePromises(ports, row).catch(() => undefined);
  }
}

/** The rows whose promises are not in the ledger as they are in the row. */
export function laggingRows(
  rows: readonly StoredAnalytics[],
  items: readonly PromiseItem[],
  now: number,
): RowKey[] {
  // Of very many promises some are not read.
  const isWhole = items.length < MOST_RECALLED;
  const known = new Map(items.map((item) => [item.commitment_id, item]));
  return rows.filter((row) => {
    if (!isAnalysis(row)) return false;
    const { attempt } = row.analysis;
    const isRecent = now - (parseAbsolute(row.created_at) ?? 0) < RECENT_MS;
    const madeLags = row.commitments.some(({ id }) => {
      const item = known.get(id);
      if (item === undefined) return isWhole && isRecent && fitsKey(id);
      return item.attempt < attempt || item.change?.at !== row.commitmentChanges?.[id]?.at;
    });
    if (madeLags) return true;
    return [...toldIn(row).keys()].some((id) => {
      const item = known.get(id);
      return item !== undefined && (item.said[row.call_id]?.attempt ?? 0) < attempt;
    });
  });
}
