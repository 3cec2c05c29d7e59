import type { AnalysisQueue } from './analysis-queue.ts';
import { type AnalysisStatus, analysisStatus } from './analysis-status.ts';
import { findStored } from './analyze-call.ts';
import type { AnalyzeCallCommand, AnalyzeCallContext } from './analyze-call-command.ts';
import { asSent } from './as-sent.ts';
import { LiveAssistError } from './errors.ts';
import { customerKey } from './identifiers.ts';
import type { Claim, Ports } from './ports.ts';
import type { StoredAnalytics } from './stored-analytics.ts';
import { recordedCustomer, requireSameCustomer } from './whose-call.ts';

/** What a caller who does not wait is told: the analysis when there is one, otherwise that it will be made. */
export type QueuedAnalysis =
  | { analytics: StoredAnalytics }
  | { analytics: null; status: Pick<AnalysisStatus, 'call_id' | 'status'> };

/**
 * Has a finished call analysed later, by a worker ({@link workOff}), unless its analysis is stored and up to date.
 *
 * @throws LiveAssistError `call_not_found`, `customer_mismatch`, `store_unavailable`, and for a reader
 *   `analysis_not_found`. After `store_unavailable` the call may be queued all the same; asking again is safe.
 *
 * @example
 * const queued = await queueAnalysis(ports, queue, { call_id: 'c-1', client_email: 'ana@example.com' });
 * queued.analytics ?? queued.status; // { call_id: 'c-1', status: 'queued' }
 */
export async function queueAnalysis(
  ports: Pick<Ports, 'analytics' | 'claims' | 'clock' | 'records'>,
  queue: AnalysisQueue,
  command: AnalyzeCallCommand,
  context: AnalyzeCallContext = {},
): Promise<QueuedAnalysis> {
  const { call_id, agent_id, force } = command;
  const client_email = customerKey(command.client_email);
  const { claim, stored } = await findStored(ports, command, context);
  if (stored !== null) return { analytics: await asSent(stored) };

  await bindRecorded(ports, call_id, client_email, claim);
  // The job first: a claim that says "queued" while nothing is would keep saying so.
  const queuedAt = ports.clock.now();
  await queue.send({
    call_id,
    // In the caller's own spelling, under which rows of the previous system lie.
    client_email: command.client_email,
    ...(agent_id != null && { agent_id }),
    ...(force === true && { force }),
    queuedAt,
  });
  if (await ports.claims.queue({ call_id, client_email, updatedAt: queuedAt })) {
    return { analytics: null, status: { call_id, status: 'queued' } };
  }
  // Somebody analyses the call already, or has done so since: the job will find that.
  const { status } = await analysisStatus(ports, { call_id });
  return { analytics: null, status: { call_id, status: status.status } };
}

// Bound before it is sent: of two customers who name the same call one is told so now, and not by a dead letter.
async function bindRecorded(
  { records, claims }: Pick<Ports, 'claims' | 'records'>,
  callId: string,
  key: string,
  claim: Claim | null,
): Promise<void> {
  if ((await records.newestWindow(callId)) === null) {
    throw new LiveAssistError('call_not_found', 'No window of this call has been recorded. Check call_id.');
  }
  if (claim !== null) return;
  requireSameCustomer(recordedCustomer(await records.list(callId)), key);
  requireSameCustomer(await claims.bind(callId, key), key);
}
