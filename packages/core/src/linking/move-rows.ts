import { isAnalysis, type StoredAnalytics } from '../analytics/stored-analytics.ts';
import { customerKeys } from '../call/identifiers.ts';
import { rowsOfCustomer } from '../customer/customer-rows.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { parseAbsolute, toIso } from '../shared/timestamps.ts';
import type { Move } from './move-windows.ts';

/** Other calls that may lie on the milliseconds after the end of a call. */
const MOST_TRIES = 50;

/**
 * Moves the rows of a call to another customer, with the findings and the changes by hand: first a copy, then the row that
 * was copied goes, if it did not change meanwhile.
 *
 * @param claim - The claim of the call, bound to the present customer.
 * @returns the rows of the call under the present customer.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function moveRows(ports: Ports, claim: Claim, { from, to }: Move): Promise<StoredAnalytics[]> {
  const { call_id, created_at } = claim;
  const former = await formerRows(ports, claim, from);
  const present = created_at === undefined ? null : await ports.analytics.get(to, created_at);
  const moved = present?.call_id === call_id ? [present] : [];
  for (const row of former) moved.push(await moveRow(ports, claim, row, to));
  return moved;
}

/** The row at the key of the claim; a call of the previous system, which knew no claims, may have several. */
async function formerRows({ analytics }: Ports, claim: Claim, from: string): Promise<StoredAnalytics[]> {
  const { call_id, created_at } = claim;
  const isOfCall = (row: StoredAnalytics | null): row is StoredAnalytics => row?.call_id === call_id;
  if (created_at !== undefined) {
    const read = await Promise.all(customerKeys(from).map((key) => analytics.get(key, created_at)));
    const [row] = read.filter(isOfCall);
    if (row !== undefined && isAnalysis(row)) return [row];
  }
  return (await rowsOfCustomer(analytics, from)).filter(isOfCall);
}

async function moveRow(
  ports: Ports,
  claim: Claim,
  row: StoredAnalytics,
  to: string,
): Promise<StoredAnalytics> {
  let created_at = row.created_at;
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const copy = { ...row, client_email: to, created_at } as StoredAnalytics;
    const outcome = await ports.analytics.copy(copy);
    if (outcome === 'taken') {
      // The claim comes first: it tells where the row lies.
      created_at = toIso((parseAbsolute(created_at) ?? 0) + 1);
      if (claim.created_at === row.created_at || claim.created_at === undefined)
        await tell(ports, claim, created_at);
      continue;
    }
    if (await ports.analytics.removeAsRead(row)) return copy;
    // A change by hand came between both: the copy is made again.
    const again = await ports.analytics.get(row.client_email, row.created_at);
    if (again === null || again.call_id !== row.call_id) return copy;
    row = again;
  }
  throw new LiveAssistError(
    'store_unavailable',
    'The call is being changed elsewhere. Try again in a moment.',
  );
}

async function tell({ claims }: Pick<Ports, 'claims'>, claim: Claim, created_at: string): Promise<void> {
  const { call_id, token } = claim;
  if (token === undefined || (await claims.update({ call_id, token }, { created_at }))) return;
  throw new LiveAssistError(
    'store_unavailable',
    'The call is being changed elsewhere. Try again in a moment.',
  );
}
