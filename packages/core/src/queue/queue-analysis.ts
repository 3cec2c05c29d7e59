import { assertUnclaimed } from '../aliases/assert-unclaimed.ts';
import { type AnalysisStatus, analysisStatus } from '../analysis/analysis-status.ts';
import { findStored } from '../analysis/analyze-call.ts';
import type { AnalyzeCallCommand, AnalyzeCallContext } from '../analysis/analyze-call-command.ts';
import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import { MAX_CALL_CHARACTERS } from '../call/call-size.ts';
import { customerKey } from '../call/identifiers.ts';
import { isHeld } from '../claims/await-attempt.ts';
import { boundKey, requireSameCustomer } from '../claims/call-ownership.ts';
import { publicRow } from '../customer/public-row.ts';
import type { ErasurePorts } from '../erasure/erase-call.ts';
import { customerErased } from '../erasure/erased.ts';
import { erasedAtOf, undoIfNothingIsLeft, windowsToAnalyse } from '../erasure/erasure-checks.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { AnalysisJob, AnalysisQueue } from '../ports/analysis-queue.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';

/** The answer to a caller who does not wait: the stored analysis, or the status of the one to come. */
export type QueuedAnalysis =
  | { analytics: StoredAnalytics }
  | { analytics: null; status: Pick<AnalysisStatus, 'call_id' | 'status'> };

/**
 * Queues a finished call for a worker ({@link runJob}), unless its stored analysis is up to date.
 *
 * @throws LiveAssistError `call_not_found`, `customer_mismatch`, `customer_erased`, `transcript_too_long`,
 *   `rate_limited`, `store_unavailable`, and for a reader `analysis_not_found`. After `store_unavailable` the call may
 *   still be queued; asking again is safe.
 *
 * @example
 * const queued = await queueAnalysis(ports, queue, { call_id: 'c-1', client_email: 'ana@example.com' });
 * queued.analytics ?? queued.status; // { call_id: 'c-1', status: 'queued' }
 */
export async function queueAnalysis(
  ports: ErasurePorts & Pick<Ports, 'allowance' | 'aliases'>,
  queue: AnalysisQueue,
  asked: AnalyzeCallCommand,
  context: AnalyzeCallContext = {},
): Promise<QueuedAnalysis> {
  const arrivedAt = context.arrivedAt ?? ports.clock.now();
  const { claim, stored, command } = await findStored(ports, asked, context);
  const { call_id, agent_id, force } = command;
  if (stored !== null) return { analytics: await publicRow(stored) };
  const client_email = boundKey(claim?.client_email, command.client_email);

  if (isWaiting(claim, arrivedAt, force === true))
    return { analytics: null, status: { call_id, status: 'queued' } };
  const newest = await bindRecorded(ports, command, arrivedAt, claim);
  // A request during a running analysis starts none; the worker counts the remaining work of the job.
  if (force === true || !isHeld(claim, arrivedAt)) {
    const account = { call_id, client_email, sender: context.sender };
    await ports.allowance?.check(account);
    await ports.allowance?.countQueued(account);
  }
  const sameAs = await sameJob(ports, command, claim, newest);
  // Send the job first: a claim marked "queued" without a job would stay so.
  const queuedAt = ports.clock.now();
  const job: AnalysisJob = {
    call_id,
    // In the spelling of the caller, under which rows of the previous system are stored.
    client_email: command.client_email,
    ...(agent_id != null && { agent_id }),
    ...(force === true && { force }),
    ...(context.sender !== undefined && { sender: context.sender }),
    ...(context.subject !== undefined && { subject: context.subject }),
    queuedAt,
  };
  await queue.send(job, sameAs);
  const mark = {
    call_id,
    client_email,
    updatedAt: queuedAt,
    ...(force === true && { force }),
    ...(context.isAutomatic === true && { automatic: true }),
  };
  const isQueued = await ports.claims.queue(mark);
  if (await undoIfNothingIsLeft(ports, command.client_email, call_id)) throw customerErased();
  if (isQueued) {
    return { analytics: null, status: { call_id, status: 'queued' } };
  }
  // Another request is analysing the call, or has done so since; the job will find that.
  const { status } = await analysisStatus(ports, { call_id });
  return { analytics: null, status: { call_id, status: status.status } };
}

/**
 * Time for which a job counts as present after it was sent or recorded why it waits, in milliseconds: slightly longer
 * than the longest time between two tries.
 */
const WAITING_MS = 65 * 60_000;
/** The same for a job with `force`: longer than the time for which a queue treats two equal jobs as one. */
const FORCED_WAITING_MS = 5.5 * 60_000;

// Otherwise a caller who asks every minute would add a job each time, and each would be retried as long as the first.
// After a while the job is sent again, in case its end could not be recorded.
function isWaiting(claim: Claim | null, now: number, force: boolean): boolean {
  if (claim?.status !== 'queued' || (force && claim.force !== true)) return false;
  return now - (claim.updatedAt ?? 0) < (force ? FORCED_WAITING_MS : WAITING_MS);
}

/**
 * Returns the identity of a job: two requests that find the same state ask for the same job. The state changes as soon
 * as a job may have ended: an attempt raises `attempt`, a job without an attempt raises `jobsEnded`, and an erasure,
 * after which both restart, has its own time.
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

// Binds the call before the job is sent: of two customers who name the same call, one learns it now and not from a dead
// letter. Returns the number of the newest window.
async function bindRecorded(
  ports: ErasurePorts & Pick<Ports, 'aliases'>,
  { call_id, client_email }: AnalyzeCallCommand,
  arrivedAt: number,
  claim: Claim | null,
): Promise<number> {
  const newest = await ports.records.newestWindow(call_id);
  if (newest === null) {
    throw new LiveAssistError('call_not_found', 'No window of this call has been recorded. Check call_id.');
  }
  if (claim?.client_email !== undefined) return newest;
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
