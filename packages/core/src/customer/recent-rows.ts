import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import { customerKeys, storedKeys } from '../call/identifiers.ts';
import type { Ports } from '../ports/ports.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import { parseAbsolute, toIso } from '../shared/timestamps.ts';
import { sortedNewestFirst } from './customer-rows.ts';
import { isShared } from './shared-addresses.ts';

/** Most rows of a customer that a memory box or an analysis reads; the newest count. */
const NEWEST_ROWS = 200;
/** The same for an address that many people share. */
const NEWEST_ROWS_SHARED = 20;
/** Most bytes of those rows; of very large ones fewer are read. */
const MOST_BYTES = 640 * 1024;

/** Rows that are looked at for an old analysis of a call, and how far its clock may have been off. */
const ROWS_AROUND = 50;
const ROUGHLY_MS = 3_600_000;

/** What is read of a customer, within bounds. */
export interface RecentRows {
  /** The newest rows under all spellings of the address, newest first. */
  rows: StoredAnalytics[];
  /** True if the customer has older rows. */
  hasMore: boolean;
  /** True if many people share the address. */
  isShared: boolean;
}

/**
 * Reads the newest rows of a customer, under all spellings of the address.
 *
 * @param email - In the caller's own spelling.
 * @param sharedAddresses - As in the settings of the memory.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function recentRows(
  { analytics }: Pick<Ports, 'analytics'>,
  email: string,
  sharedAddresses: readonly string[] = [],
): Promise<RecentRows> {
  const keys = customerKeys(email);
  const shared = isShared(keys, sharedAddresses);
  const newest = shared ? NEWEST_ROWS_SHARED : NEWEST_ROWS;
  const bounds = { most: newest, bytes: MOST_BYTES };
  const read = await Promise.all(keys.map((key) => analytics.recent(key, bounds)));
  const rows = sortedNewestFirst(read.flatMap((page) => page.rows));
  const hasMore = rows.length > newest || read.some((page) => page.hasMore);
  return { rows: rows.slice(0, newest), hasMore, isShared: shared };
}

/**
 * Reads rows of the previous system from about the time of a call on: it wrote one with every request, when the call had
 * ended or later.
 *
 * @returns at most 50 rows under each spelling of the address; none for a call that is not recorded.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function rowsAround(
  { analytics, records }: Pick<Ports, 'analytics' | 'records'>,
  { call_id, client_email }: { call_id: string; client_email: string },
): Promise<StoredAnalytics[]> {
  const [first] = await records.slice(call_id, null, 1);
  const at = parseAbsolute(first?.created_at);
  if (at === null) return [];
  const from = toIso(at - ROUGHLY_MS);
  const pages = await Promise.all(
    customerKeys(client_email).map((key) => analytics.from(key, from, ROWS_AROUND)),
  );
  return pages.flat();
}

/**
 * Reads the promises of a customer that are worth reading: open ones, and those closed within 90 days.
 *
 * @throws LiveAssistError `store_unavailable`.
 */
export async function recalledPromises(
  { promises, clock }: Pick<Ports, 'promises' | 'clock'>,
  email: string,
): Promise<PromiseItem[]> {
  const today = toIso(clock.now()).slice(0, 10);
  const read = await Promise.all(storedKeys(email).map((key) => promises.recalled(key, today)));
  return read.flat();
}
