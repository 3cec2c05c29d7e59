import { isAnalysis, type StoredAnalytics } from '../analytics/stored-analytics.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import { type LedgerPorts, writePromises } from './write-promises.ts';

/**
 * Completes an analysis that stored its row and then ended: writes its part of the ledger, and tells that in the claim.
 * It never throws: the next reader tries again.
 *
 * @param claim - As read, with its token; it is not done, and no holder is at work.
 * @param row - The stored row of that call.
 */
export async function finishPromises(ports: LedgerPorts, claim: Claim, row: StoredAnalytics): Promise<void> {
  if (!isAnalysis(row)) return;
  try {
    await writePromises(ports, row);
    // A job that waits tells its own end.
    if (claim.token === undefined || claim.status === 'queued') return;
    const { call_id, token } = claim;
    await ports.claims.update({ call_id, token }, { status: 'done', updatedAt: ports.clock.now() });
  } catch {
    // The claim stays unfinished.
  }
}
