import { isAnalysis, type StoredAnalytics } from '../analytics/stored-analytics.ts';
import { type LastingClaim, ledgerMark } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import type { PromiseItem } from '../ports/promise-store.ts';

/** What is known of a customer when items are saved. */
export interface KnownBefore {
  /** The items as they are stored. */
  items: readonly PromiseItem[];
  /** Rows as stored, with their expiry. */
  rows: readonly StoredAnalytics[];
}

/**
 * Marks the ledgers of customers of whom a promise outlives the row of a call that made it or told of it: a reader of the
 * rows learns by the mark that the ledger tells more. That is seldom: a promise with a day that is far ahead, or one that
 * an earlier written call tells of. An erasure at the same time finds a new mark in its second sweep.
 *
 * @param saved - The items that are about to be saved.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function markLedgers(
  { claims }: Pick<Ports, 'claims'>,
  saved: readonly PromiseItem[],
  known: KnownBefore,
): Promise<void> {
  for (const mark of marksOf(saved, known)) await claims.keep(mark);
}

function marksOf(saved: readonly PromiseItem[], { items, rows }: KnownBefore): LastingClaim[] {
  const rowOf = new Map(rows.filter(isAnalysis).map((row) => [row.call_id, row]));
  const before = new Map(items.map((item) => [item.commitment_id, item]));
  const marks = new Map<string, LastingClaim>();
  for (const item of saved) {
    const { client_email, expires_at: until, rowExpiresAt, said } = item;
    const known = before.get(item.commitment_id);
    const outlives = (call_id: string) => {
      const row = rowOf.get(call_id) as (StoredAnalytics & { expires_at?: number }) | undefined;
      if (row !== undefined) return isBefore(row.expires_at, until);
      // Of a row that was not read, this was looked at when it told of the promise.
      return known?.expires_at !== until || known?.said[call_id] === undefined;
    };
    const other = marks.get(client_email);
    if (!isBefore(rowExpiresAt, until) && !Object.keys(said).some(outlives)) continue;
    if (other === undefined || isBefore(other.until, until)) {
      marks.set(client_email, { call_id: ledgerMark(client_email), client_email, until });
    }
  }
  return [...marks.values()];
}

/** True if the first ends before the second; undefined never ends. */
function isBefore(one: number | undefined, other: number | undefined): boolean {
  return one !== undefined && (other === undefined || one < other);
}
