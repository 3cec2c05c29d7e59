import type { AnalysisQueue } from './analysis-queue.ts';
import { type AnalysisStatus, analysisStatus } from './analysis-status.ts';
import { findStored } from './analyze-call.ts';
import type { AnalyzeCallCommand, AnalyzeCallContext } from './analyze-call-command.ts';
import { asSent } from './as-sent.ts';
import { MAX_CALL_CHARACTERS } from './call-size.ts';
import type { ErasurePorts } from './erase-call.ts';
import { customerErased } from './erased.ts';
import { analysableOf, erasedAtOf, takeBackIfNothingIsLeft } from './erasure-checks.ts';
import { LiveAssistError } from './errors.ts';
import { customerKey } from './identifiers.ts';
import type { Claim } from './ports.ts';
import type { StoredAnalytics } from './stored-analytics.ts';
import { boundKey, requireSameCustomer, requireUnbound } from './whose-call.ts';

/** What a caller who does not wait is told: the analysis when there is one, otherwise that it will be made. */
export type QueuedAnalysis =
  | { analytics: StoredAnalytics }
  | { analytics: null; status: Pick<AnalysisStatus, 'call_id' | 'status'> };

/**
 * Has a finished call analysed later, by a worker ({@link workOff}), unless its analysis is stored and up to date.
 *
 * @throws LiveAssistError `call_not_found`, `customer_mismatch`, `customer_erased`, `transcript_too_long`, `store_unavailable`, and for a
 *   reader `analysis_not_found`. After `store_unavailable` the call may be queued all the same; asking again is safe.
 *
 * @example
 * const queued = await queueAnalysis(ports, queue, { call_id: 'c-1', client_email: 'ana@example.com' });
 * queued.analytics ?? queued.status; // { call_id: 'c-1', status: 'queued' }
 */
export async function queueAnalysis(
  ports: ErasurePorts,
  queue: AnalysisQueue,
  command: AnalyzeCallCommand,
  context: AnalyzeCallContext = {},
): Promise<QueuedAnalysis> {
  const arrivedAt = context.arrivedAt ?? ports.clock.now();
  const { call_id, agent_id, force } = command;
  const { claim, stored } = await findStored(ports, command, context);
  if (stored !== null) return { analytics: await asSent(stored) };

  if (force !== true && isWaiting(claim, arrivedAt))
    return { analytics: null, status: { call_id, status: 'queued' } };
  await bindRecorded(ports, command, arrivedAt, claim);
  // The job first: a claim that says "queued" while nothing is would keep saying so.
  const queuedAt = ports.clock.now();
  await queue.send({
    call_id,
    // In the caller's own spelling, under which rows of the previous system lie.
    client_email: command.client_email,
    ...(agent_id != null && { agent_id }),
    ...(force === true && { force }),
    ...(context.subject !== undefined && { subject: context.subject }),
    queuedAt,
  });
  const client_email = boundKey(claim?.client_email, command.client_email);
  const isQueued = await ports.claims.queue({ call_id, client_email, updatedAt: queuedAt });
  if (await takeBackIfNothingIsLeft(ports, command.client_email, call_id)) throw customerErased();
  if (isQueued) {
    return { analytics: null, status: { call_id, status: 'queued' } };
  }
  // Somebody analyses the call already, or has done so since: the job will find that.
  const { status } = await analysisStatus(ports, { call_id });
  return { analytics: null, status: { call_id, status: status.status } };
}

/**
 * For how long a job that was sent, or has told why it waits, counts as there, in milliseconds: somewhat longer than the
 * longest time between two tries.
 */
const WAITING_MS = 65 * 60_000;

// Who asks every minute how it stands would otherwise add a job each time, and each would be tried for as long as the
// first. After a while it is sent again, in case that its end could not be told.
function isWaiting(claim: Claim | null, now: number): boolean {
  return claim?.status === 'queued' && now - (claim.updatedAt ?? 0) < WAITING_MS;
}

// Bound before it is sent: of two customers who name the same call one is told so now, and not by a dead letter.
async function bindRecorded(
  ports: ErasurePorts,
  { call_id, client_email }: AnalyzeCallCommand,
  arrivedAt: number,
  claim: Claim | null,
): Promise<void> {
  if ((await ports.records.newestWindow(call_id)) === null) {
    throw new LiveAssistError('call_not_found', 'No window of this call has been recorded. Check call_id.');
  }
  if (claim !== null) return;
  const key = customerKey(client_email);
  const [recorded, erasedAt] = await Promise.all([
    ports.records.list(call_id, { maxCharacters: MAX_CALL_CHARACTERS }),
    erasedAtOf(ports, key),
  ]);
  await requireUnbound(ports, call_id, recorded, key);
  await analysableOf(ports, client_email, recorded, { erasedAt, arrivedAt });
  requireSameCustomer(await ports.claims.bind(call_id, key), key);
}
