import type { PendingCall } from '../analytics/memory-box.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import { mapLimit } from '../shared/map-limit.ts';
import { toIso } from '../shared/timestamps.ts';

/** Most claims that are read one by one. */
const MOST_READ = 50;
const AT_A_TIME = 10;

/**
 * The calls of a customer that are not analysed yet, newest first. A call without a conversation is left out.
 *
 * @param listed - Claims of calls without an analysis, as the index has them: it does not tell all.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function pendingCalls(
  { claims, records }: Pick<Ports, 'claims' | 'records'>,
  listed: readonly Claim[],
  now: number,
): Promise<PendingCall[]> {
  const isTold = ({ status }: Claim) => status !== undefined && status !== 'failed';
  const unclear = listed.filter((claim) => !isTold(claim)).slice(0, MOST_READ);
  const read = await mapLimit(AT_A_TIME, unclear, async ({ call_id }) => {
    const claim = await claims.get(call_id);
    // A claim is bound before its window is stored, which may have failed.
    const isEmpty = claim?.status === undefined && (await records.newestWindow(call_id)) === null;
    return isEmpty ? null : claim;
  });
  return [...listed.filter(isTold), ...read]
    .flatMap((claim) => (claim === null ? [] : (pendingOf(claim, now) ?? [])))
    .sort((a, b) => (a.since < b.since ? 1 : a.since > b.since ? -1 : 0));
}

function pendingOf(
  { call_id, status, code, since, created_at, updatedAt, leaseUntil }: Claim,
  now: number,
): PendingCall | null {
  if (status === 'done' || code === 'insufficient_conversation') return null;
  if (status === undefined) return since === undefined ? null : { call_id, since, state: 'recorded' };
  const lapsed = status === 'running' && (leaseUntil ?? 0) <= now;
  return {
    call_id,
    since: created_at ?? since ?? toIso(updatedAt ?? now),
    state: lapsed ? 'failed' : status,
  };
}
