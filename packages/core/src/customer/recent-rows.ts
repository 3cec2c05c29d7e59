import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import { customerKeys, storedKeys } from '../call/identifiers.ts';
import type { Ports } from '../ports/ports.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import { toIso } from '../shared/timestamps.ts';
import { newestFirst } from './customer-rows.ts';
import { isShared } from './shared-addresses.ts';

/** Most rows of a customer that a memory box or an analysis reads; the newest count. */
const NEWEST_ROWS = 200;
/** The same for an address that many people share. */
const NEWEST_ROWS_SHARED = 20;

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
  // One more tells whether there are more.
  const pages = await Promise.all(keys.map((key) => analytics.list(key, { newest: newest + 1 })));
  const rows = pages.flat().sort(newestFirst);
  return { rows: rows.slice(0, newest), hasMore: rows.length > newest, isShared: shared };
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
