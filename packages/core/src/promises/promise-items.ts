import type { PromiseRecord, ToldByCall } from '../analytics/promise-record.ts';
import { isAnalysis, type StoredAnalytics, type StoredCallAnalytics } from '../analytics/stored-analytics.ts';
import { customerKey } from '../call/identifiers.ts';
import { madeBy, promiseRecords, toldOf } from '../ledger/promise-records.ts';
import type { Ports } from '../ports/ports.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import { utf8Bytes } from '../shared/utf8-bytes.ts';

/** Longest key of the table `promises`, in bytes. */
const MAX_ID_BYTES = 1024;

/**
 * Joins the promises of rows with the items of the ledger. A row that was read is the truth about its call: an item
 * counts only for what calls have made and told that are not among the rows.
 *
 * @param rows - One row per call, as read.
 * @param items - Of this customer, in any order.
 * @param without - A call that is left out.
 * @returns the promises by their id.
 */
export function joinedRecords(
  rows: readonly StoredAnalytics[],
  items: readonly PromiseItem[],
  without?: string | null,
): Map<string, PromiseRecord> {
  const read = new Set(rows.map(({ call_id }) => call_id));
  const counted = without == null ? rows : rows.filter(({ call_id }) => call_id !== without);
  const joined = promiseRecords(counted);
  const told = toldByRows(counted);
  for (const { commitment_id: id, made, said, change } of items) {
    const known = joined.get(id);
    const { call_id } = made.madeIn;
    if (known === undefined && (read.has(call_id) || call_id === without)) continue;
    const beyond = Object.entries(said).filter(([name]) => !read.has(name) && name !== without);
    joined.set(id, {
      ...(known ?? { made, change }),
      said: { ...Object.fromEntries(beyond), ...told.get(id) },
    });
  }
  return joined;
}

/** What the calls of these rows tell, by promise. */
export function toldByRows(rows: readonly StoredAnalytics[]): Map<string, PromiseRecord['said']> {
  const told = new Map<string, PromiseRecord['said']>();
  for (const row of rows) {
    for (const [id, entry] of toldIn(row)) told.set(id, { ...told.get(id), [row.call_id]: entry });
  }
  return told;
}

/** What one row tells of promises, by `commitment_id`. */
export function toldIn(row: StoredAnalytics): Map<string, ToldByCall> {
  const entries = new Map<string, ToldByCall>();
  if (!isAnalysis(row)) return entries;
  for (const closing of row.closings) {
    const told = entries.get(closing.commitment_id)?.told ?? [];
    entries.set(closing.commitment_id, {
      attempt: row.analysis.attempt,
      told: [...told, toldOf(closing, row)],
    });
  }
  return entries;
}

/** The promises of one row that fit into the ledger: a very long name of a call makes too long a key. */
export function madeIn(row: StoredCallAnalytics): Omit<PromiseRecord, 'said'>[] {
  return madeBy(row).filter(({ made }) => fitsKey(made.id));
}

/** True if the ledger can hold a promise of this id. */
export function fitsKey(id: string): boolean {
  return utf8Bytes(id) <= MAX_ID_BYTES;
}

/**
 * Reads the row of the call that made a promise, wherever it lies; null if the call has none under this customer.
 *
 * @throws LiveAssistError `store_unavailable`.
 */
export async function rowOfPromise(
  { claims, analytics }: Pick<Ports, 'claims' | 'analytics'>,
  clientEmail: string,
  commitmentId: string,
): Promise<StoredCallAnalytics | null> {
  const call_id = callOfPromise(commitmentId);
  const claim = call_id === null ? null : await claims.get(call_id);
  const { client_email, created_at } = claim ?? {};
  if (client_email === undefined || created_at === undefined) return null;
  if (customerKey(client_email) !== customerKey(clientEmail)) return null;
  const row = await analytics.get(client_email, created_at);
  return row !== null && row.call_id === call_id && isAnalysis(row) ? row : null;
}

/** Reads the item of a promise; null if there is none. */
export async function itemOfPromise(
  { promises }: Pick<Ports, 'promises'>,
  clientEmail: string,
  commitmentId: string,
): Promise<PromiseItem | null> {
  return fitsKey(commitmentId) ? promises.get(customerKey(clientEmail), commitmentId) : null;
}

/** The name of the call in the id of a promise, `<call_id>:<window>:<turn>:<n>`; null if it is no such id. */
export function callOfPromise(id: string): string | null {
  return /^(.+):\d+:\d+:\d+$/s.exec(id)?.[1] ?? null;
}
