import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import { recalledPromises } from '../customer/recent-rows.ts';
import { type Claim, ledgerMark } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import type { LedgerPorts } from './write-promises.ts';

/** From so many rows on the ledger is read and repaired, before the first of them lie beyond the bound. */
const NEARLY_ALL = 150;
/** Calls whose analysis one reader completes. */
const MOST_CALLS = 3;

/** What a reader knows of a customer without the ledger. */
export interface KnownWithoutLedger {
  /** One row per call. */
  rows: readonly StoredAnalytics[];
  /** True if the customer has older rows. */
  hasMore: boolean;
  /** The claims of the customer. */
  claims: readonly Claim[];
  /** True if the customer may have more claims. */
  hasMoreClaims: boolean;
}

/**
 * Reads the ledger of a customer if it may tell more than the rows: if they are not all, or if the claims hold the mark of
 * the ledger, because a promise may outlive its row.
 *
 * @returns null if the rows tell everything.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function promisesBeyondRows(
  ports: Pick<Ports, 'promises' | 'clock'>,
  clientEmail: string,
  { rows, hasMore, claims, hasMoreClaims }: KnownWithoutLedger,
): Promise<PromiseItem[] | null> {
  const isAll = !hasMore && rows.length < NEARLY_ALL && !hasMoreClaims;
  return isAll && !claims.some(isLedgerMark) ? null : recalledPromises(ports, clientEmail);
}

/** True for a claim that is the mark of a ledger, and of no call. */
function isLedgerMark({ call_id, client_email }: Claim): boolean {
  return client_email !== undefined && call_id === ledgerMark(client_email);
}

/**
 * Completes analyses that stored their row and ended before they wrote their part of the ledger: their claims are
 * unfinished. It never throws: the reader has folded the rows, and the next one tries again.
 */
export async function finishLapsed(
  ports: LedgerPorts,
  rows: readonly StoredAnalytics[],
  claims: readonly Claim[],
): Promise<void> {
  const now = ports.clock.now();
  const isLapsed = ({ status, leaseUntil = 0 }: Claim) => status === 'running' && leaseUntil <= now;
  for (const { call_id } of claims.filter(isLapsed).slice(0, MOST_CALLS)) {
    const row = rows.find((candidate) => candidate.call_id === call_id);
    if (row === undefined) continue;
    // An index tells no token, and may lag.
    const claim = await ports.claims.get(call_id).catch(() => null);
    if (claim === null || !isLapsed(claim)) continue;
    // Loaded when something was left out: a reader starts without it.
    const { finishPromises } = await import('./finish-promises.ts');
    await finishPromises(ports, claim, row);
  }
}
