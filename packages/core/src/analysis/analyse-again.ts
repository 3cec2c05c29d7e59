import type { CallAnalytics } from '../analytics/analytics.ts';
import { isAnalysis, type StoredAnalytics, type StoredCallAnalytics } from '../analytics/stored-analytics.ts';
import { customerKeys } from '../call/identifiers.ts';
import { latestRowPerCall } from '../customer/customer-rows.ts';
import { isShared } from '../customer/shared-addresses.ts';
import { givenTo } from '../ledger/given.ts';
import { endOfCall, inCallOrder } from '../ledger/promise-records.ts';
import { momentOf } from '../ledger/promise-state.ts';
import type { Ports } from '../ports/ports.ts';
import { joinedRecords } from '../promises/promise-items.ts';
import type { ReadBefore } from '../promises/write-promises.ts';
import type { AnalysisSettings } from './analyze-call-command.ts';

/** How long after a call a later one may still tell of it. */
const LATER_MS = 90 * 86_400_000;
/** Most calls that one analysis has analysed once more; the newest count. */
const MOST_CALLS = 10;
/** Rows after that of the call that are read: of calls that were analysed meanwhile. */
const ROWS_READ = 50;

/**
 * Queues later calls once more that were analysed without something which this analysis made or told: a promise, a
 * changed one, or a matter. Each is queued once for each set that it is to be given. Does nothing without a queue and for
 * a shared address, of which no analysis is given anything. It never throws: the analysis stands without it.
 *
 * @param clientEmail - In the spelling of the caller.
 * @param before - What was read before the analysis.
 */
export async function analyseLaterCallsAgain(
  ports: Ports,
  settings: AnalysisSettings,
  written: CallAnalytics,
  clientEmail: string,
  before: ReadBefore,
): Promise<void> {
  const { queue } = ports;
  const touched = touchedBy(written);
  const isForAll = isShared(customerKeys(clientEmail), settings.sharedAddresses ?? []);
  if (queue === undefined || isForAll || touched.size === 0) return;
  try {
    for (const { row, given } of await withoutThese(ports, settings, written, touched, before)) {
      const { call_id } = row;
      const job = { call_id, client_email: clientEmail, force: true, queuedAt: ports.clock.now() };
      await queue.send(job, JSON.stringify(['again', call_id, row.analysis.attempt, given]));
    }
  } catch {
    // The later calls keep the analyses that they have.
  }
}

/** Names under which what a call made or told is given to a later one. */
function touchedBy({ call_id, commitments, closings, settles, issueResolution }: CallAnalytics): Set<string> {
  return new Set([
    ...commitments.map(({ id }) => id),
    ...closings.map(({ commitment_id }) => commitment_id),
    ...(settles ?? []).map((settled) => settled.call_id),
    ...(issueResolution.resolved === false ? [call_id] : []),
  ]);
}

/** Later calls, in call order, that were not given something of this, and what they would be given now. */
async function withoutThese(
  ports: Ports,
  { timeZone }: AnalysisSettings,
  written: CallAnalytics,
  touched: ReadonlySet<string>,
  { rows, items }: ReadBefore,
): Promise<{ row: StoredCallAnalytics; given: string[] }[]> {
  const meanwhile = await ports.analytics.from(written.client_email, written.created_at, ROWS_READ);
  // What was read later counts: the map keeps the last row of a call.
  const known = new Map<string, StoredAnalytics>(
    [...latestRowPerCall(rows), ...latestRowPerCall(meanwhile), written].map((row) => [row.call_id, row]),
  );
  const all = [...known.values()];
  const end = momentOf(endOfCall(written));
  const later = all.filter(isAnalysis).filter((row) => {
    const after = momentOf(endOfCall(row)) - end;
    return after > 0 && after <= LATER_MS && row.analysis.given !== undefined;
  });
  if (later.length === 0) return [];
  const records = joinedRecords(all, items);
  return inCallOrder(later)
    .flatMap((row) => {
      const until = momentOf(endOfCall(row));
      const now = givenTo(all, records, { call_id: row.call_id, until, timeZone });
      const promises = [...now.openCommitments, ...now.keptCommitments].map(({ id }) => id);
      const given = [...promises, ...now.openMatters.map(({ call_id }) => call_id)].sort();
      const had = new Set(row.analysis.given);
      return given.some((name) => touched.has(name) && !had.has(name)) ? [{ row, given }] : [];
    })
    .slice(-MOST_CALLS);
}
