import { type AnalysisStatus, analysisStatus } from '../analysis/analysis-status.ts';
import { findStored } from '../analysis/analyze-call.ts';
import type { AnalyzeCallCommand, AnalyzeCallContext } from '../analysis/analyze-call-command.ts';
import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import { MAX_CALL_CHARACTERS } from '../call/call-size.ts';
import { customerKey } from '../call/identifiers.ts';
import { isHeld } from '../claims/await-attempt.ts';
import { assertUnclaimed, boundKey, requireSameCustomer } from '../claims/call-ownership.ts';
import { publicRow } from '../customer/public-row.ts';
import type { ErasurePorts } from '../erasure/erase-call.ts';
import { customerErased } from '../erasure/erased.ts';
import { erasedAtOf, undoIfNothingIsLeft, windowsToAnalyse } from '../erasure/erasure-checks.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { AnalysisJob, AnalysisQueue } from '../ports/analysis-queue.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';

/** What a caller who does not wait is told: the analysis when there is one, otherwise that it will be made. */
export type QueuedAnalysis =
  | { analytics: StoredAnalytics }
  | { analytics: null; status: Pick<AnalysisStatus, 'call_id' | 'status'> };

/**
 * Has a finished call analysed later, by a worker ({@link runJob}), unless its analysis is stored and up to date.
 *
 * @throws LiveAssistError `call_not_found`, `customer_mismatch`, `customer_erased`, `transcript_too_long`, `rate_limited`,
 *   `store_unavailable`, and for a reader `analysis_not_found`. After `store_unavailable` the call may be queued all the same; asking again is safe.
 *
 * @example
 * const queued = await queueAnalysis(ports, queue, { call_id: 'c-1', client_email: 'ana@example.com' });
 * queued.analytics ?? queued.status; // { call_id: 'c-1', status: 'queued' }
 */
export async function queueAnalysis(
  ports: ErasurePorts & Pick<Ports, 'allowance'>,
  queue: AnalysisQueue,
  command: AnalyzeCallCommand,
  context: AnalyzeCallContext = {},
): Promise<QueuedAnalysis> {
  const arrivedAt = context.arrivedAt ?? ports.clock.now();
  const { call_id, agent_id, force } = command;
  const { claim, stored } = await findStored(ports, command, context);
  if (stored !== null) return { analytics: await publicRow(stored) };
  const client_email = boundKey(claim?.client_email, command.client_email);

  if (isWaiting(claim, arrivedAt, force === true))
    return { analytics: null, status: { call_id, status: 'queued' } };
  const newest = await bindRecorded(ports, command, arrivedAt, claim);
  // Who asks how an analysis stands that is under way starts none; what the job still has to do is counted by the worker.
  if (force === true || !isHeld(claim, arrivedAt)) {
    const account = { call_id, client_email, sender: context.sender };
    await ports.allowance?.check(account);
    await ports.allowance?.countQueued(account);
  }
  const sameAs = await sameJob(ports, command, claim, newest);
  // The job first: a claim that says "queued" while nothing is would keep saying so.
  const queuedAt = ports.clock.now();
  const job: AnalysisJob = {
    call_id,
    // In the caller's own spelling, under which rows of the previous system lie.
    client_email: command.client_email,
    ...(agent_id != null && { agent_id }),
    ...(force === true && { force }),
    ...(context.sender !== undefined && { sender: context.sender }),
    ...(context.subject !== undefined && { subject: context.subject }),
    queuedAt,
  };
  await queue.send(job, sameAs);
  const mark = { call_id, client_email, updatedAt: queuedAt, ...(force === true && { force }) };
  const isQueued = await ports.claims.queue(mark);
  if (await undoIfNothingIsLeft(ports, command.client_email, call_id)) throw customerErased();
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
/** The same for a job with `force`: longer than the time for which a queue takes two equal jobs for one. */
const FORCED_WAITING_MS = 5.5 * 60_000;

// Who asks every minute how it stands would otherwise add a job each time, and each would be tried for as long as the
// first. After a while it is sent again, in case that its end could not be told.
function isWaiting(claim: Claim | null, now: number, force: boolean): boolean {
  if (claim?.status !== 'queued' || (force && claim.force !== true)) return false;
  return now - (claim.updatedAt ?? 0) < (force ? FORCED_WAITING_MS : WAITING_MS);
}

/**
 * What a job is told apart by: two requests that find the same state ask for the same job. The state is another one as
 * soon as a job may have ended: an attempt raises `attempt`, a job that ends without one raises `jobsEnded`, and an erasure,
 * after which both begin anew, has a time of its own.
 */
async function sameJob(
  ports: Pick<Ports, 'erasures'>,
  { call_id, client_email, force }: AnalyzeCallCommand,
  claim: Claim | null,
  newest: number,
): Promise<string> {
  const { attempt = 0, status = 'none', jobsEnded = 0 } = claim ?? {};
  const erasedAt = await erasedAtOf(ports, client_email);
  return JSON.stringify([call_id, attempt, status, jobsEnded, newest, force === true, erasedAt]);
}

// Bound before it is sent: of two customers who name the same call one is told so now, and not by a dead letter. Returns the
// number of the newest window.
async function bindRecorded(
  ports: ErasurePorts,
  { call_id, client_email }: AnalyzeCallCommand,
  arrivedAt: number,
  claim: Claim | null,
): Promise<number> {
  const newest = await ports.records.newestWindow(call_id);
  if (newest === null) {
    throw new LiveAssistError('call_not_found', 'No window of this call has been recorded. Check call_id.');
  }
  if (claim !== null) return newest;
  const key = customerKey(client_email);
  const [recorded, erasedAt] = await Promise.all([
    ports.records.list(call_id, { maxCharacters: MAX_CALL_CHARACTERS }),
    erasedAtOf(ports, key),
  ]);
  await assertUnclaimed(ports, call_id, recorded, key);
  await windowsToAnalyse(ports, client_email, recorded, { erasedAt, arrivedAt });
  requireSameCustomer(await ports.claims.bind(call_id, key), key);
  return newest;
}
