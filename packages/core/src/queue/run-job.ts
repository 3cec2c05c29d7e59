import { analyzeCall } from '../analysis/analyze-call.ts';
import type { AnalysisSettings } from '../analysis/analyze-call-command.ts';
import { isAnalysis, type StoredAnalytics } from '../analytics/stored-analytics.ts';
import { customerKey } from '../call/identifiers.ts';
import { isHeld } from '../claims/await-attempt.ts';
import { boundKey } from '../claims/call-ownership.ts';
import type { ErasurePorts } from '../erasure/erase-call.ts';
import { undoIfNothingIsLeft } from '../erasure/erasure-checks.ts';
import { requestEvents } from '../events/request-events.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { AnalysisJob } from '../ports/analysis-queue.ts';
import type { Ports } from '../ports/ports.ts';
import { eventsMarkOf } from '../ports/waiting.ts';
import { requestRedaction } from '../recording/request-redaction.ts';
import { type ErrorCode, LiveAssistError } from '../shared/errors.ts';
import { areAllIn } from '../shared/number-ranges.ts';
import { RETRY_OF } from '../shared/retry-of-code.ts';
import { toIso } from '../shared/timestamps.ts';
import { PATIENCE_MS } from './patience.ts';

/**
 * The outcome of a job. `done`: the call has an analysis. `failed`: it will not get one; the claim tells why, and no
 * person has to look at it. `later`: try again at `at` (milliseconds since 1970); `code` gives the reason after a
 * failure. `dead`: a person has to look at it, so it goes to the dead-letter queue with `code` as its reason.
 */
export type JobOutcome =
  | { outcome: 'done' }
  | { outcome: 'failed'; code: ErrorCode }
  | { outcome: 'later'; at: number; code?: ErrorCode }
  | { outcome: 'dead'; code: ErrorCode };

/** What a worker knows about the delivery of a job. */
export interface Delivery {
  /** Number of deliveries, including this one. */
  tries: number;
  /** Time of the first delivery, in milliseconds since 1970. */
  firstTriedAt: number;
  /** Time at which the process will be stopped, in milliseconds since 1970. */
  deadline?: number | undefined;
  /** Receives the error, for a log: the outcome carries only its code. */
  failed?: ((error: unknown) => void) | undefined;
}

const FIRST_DELAY_MS = 30_000;
const LONGEST_DELAY_MS = 3_600_000;

/** The same while a daily limit may be the cause: a budget used up one night is free the next. */
const PATIENCE_WITH_LIMITS_MS = 36 * 3_600_000;
/** Longest wait for a limit of the call, customer or token of a job; after it, the calls behind it go first. */
const OWN_LIMIT_MS = 3_600_000;
/** Tries of a job whose failure may well lie in the call itself. */
const MOST_TRIES = 5;

const ERASED = { outcome: 'failed', code: 'customer_erased' } as const satisfies JobOutcome;

/**
 * Handles one job of the analysis queue. It may be delivered again after any outcome and at any time, also while
 * another worker handles it: the claim of the call prevents paying twice.
 *
 * @throws never on purpose; every failure of a port is an outcome.
 * @example
 * const outcome = await runJob(ports, settings, job, { tries: 1, firstTriedAt: ports.clock.now() }); // { outcome: 'done' }
 */
export async function runJob(
  ports: Ports,
  settings: AnalysisSettings,
  job: AnalysisJob,
  delivery: Delivery,
): Promise<JobOutcome> {
  let bound: Claim | null = null;
  try {
    const claim = await ports.claims.get(job.call_id);
    bound = claim;
    const now = ports.clock.now();
    // The move has queued the call anew under its new customer.
    if (isMovedSince(claim, job)) return { outcome: 'done' };
    if (isHeld(claim, now)) {
      // A killed holder keeps its lease; the end of the lease is known, so the job returns then instead of waiting
      // here.
      return { outcome: 'later', at: claim.leaseUntil ?? now, code: 'analysis_in_progress' };
    }
    // An analysis that ended after the job was queued satisfies it, unless windows have come since. A failure does not:
    // the job tries again.
    const { queuedAt: _, sender, subject, ...command } = job;
    const force = job.force === true && !isDoneSince(claim, job);
    const context = {
      arrivedAt: now,
      deadline: delivery.deadline,
      sender: sender ?? undefined,
      subject,
      isQueued: true,
    };
    const { source, analytics } = await analyzeCall(ports, settings, { ...command, force }, context);
    if (source === 'stored') {
      // Another attempt may have read its windows before the newest of them was announced.
      if (claim?.waitingShard !== undefined && !(await holdsAll(ports, analytics))) {
        return { outcome: 'later', at: ports.clock.now() };
      }
      await tellDone(ports, claim);
      if (claim?.waitingShard !== undefined) await ports.claims.leave(job.call_id, claim.waitingRev);
      if (claim?.eventsRev !== undefined) await requestEvents(ports, job.call_id);
      // A worker that ended between the analysis and its redaction has asked for none.
      await requestRedaction(ports, job.call_id);
    }
    return { outcome: 'done' };
  } catch (error) {
    delivery.failed?.(error);
    const key = boundKey(bound?.client_email, job.client_email);
    return await afterFailure(ports, { ...job, key, bound }, delivery, error);
  }
}

/** True if an analysis has read every window of its call; one of the previous system does not tell. */
async function holdsAll({ records }: Pick<Ports, 'records'>, row: StoredAnalytics): Promise<boolean> {
  if (!isAnalysis(row) || row.analysis.windows === undefined) return true;
  return areAllIn(row.analysis.windows, await records.numbers(row.call_id));
}

function isMovedSince(claim: Claim | null, { client_email, queuedAt }: AnalysisJob): boolean {
  if (claim?.client_email === undefined || (claim.movedAt ?? 0) < queuedAt) return false;
  return customerKey(claim.client_email) !== customerKey(client_email);
}

function isDoneSince(claim: Claim | null, { queuedAt }: AnalysisJob): boolean {
  return claim?.status === 'done' && (claim.updatedAt ?? 0) > queuedAt;
}

// Nothing was left to do, as after an attempt that stored its row but lost the answer, so only this job can record that
// the call no longer waits.
async function tellDone(
  { claims, clock }: Pick<Ports, 'claims' | 'clock'>,
  claim: Claim | null,
): Promise<void> {
  if (claim?.status !== 'queued' || claim.token === undefined) return;
  const { call_id, token, jobsEnded = 0 } = claim;
  const done = { status: 'done', updatedAt: clock.now(), jobsEnded: jobsEnded + 1 } as const;
  await claims.update({ call_id, token }, done).catch(() => false);
}

async function afterFailure(
  ports: ErasurePorts & Pick<Ports, 'newToken'>,
  job: AnalysisJob & { key: string; bound: Claim | null },
  { tries, firstTriedAt }: Delivery,
  error: unknown,
): Promise<JobOutcome> {
  const known = error instanceof LiveAssistError ? error : null;
  const code = known?.code ?? 'internal';
  const now = ports.clock.now();
  const claim = { call_id: job.call_id, client_email: job.key, code, updatedAt: now };
  const patience = code === 'rate_limited' ? PATIENCE_WITH_LIMITS_MS : PATIENCE_MS;
  const tooLong = isTooLong(known);
  const waits =
    RETRY_OF[code] === 'passing'
      ? now - firstTriedAt < patience && !tooLong
      : RETRY_OF[code] === 'suspect' && tries < MOST_TRIES;
  // Records that the call still waits and why; or that it no longer does, if no attempt recorded that. If this fails,
  // the failure of the attempt stays.
  const { force } = job;
  const waiting = { ...claim, ...(force === true && { force }) };
  await (waits ? ports.claims.queue(waiting) : ports.claims.giveUp(claim)).catch(() => false);
  if (await undoIfNothingIsLeft(ports, job.client_email, job.call_id).catch(() => false)) return ERASED;
  // Only a new window or a request brings it back.
  if (!waits) await giveUpFor(ports, job).catch(() => undefined);
  if (!waits)
    return RETRY_OF[code] === 'final' || tooLong ? { outcome: 'failed', code } : { outcome: 'dead', code };
  const delay = Math.min(FIRST_DELAY_MS * 2 ** Math.min(tries - 1, 20), LONGEST_DELAY_MS);
  const asked = Math.min((known?.retryAfterSeconds ?? 0) * 1000, LONGEST_DELAY_MS);
  return { outcome: 'later', at: now + Math.max(delay, asked), code };
}

/** Takes a call that was given up out of `waiting`, and has it told. */
async function giveUpFor(
  ports: ErasurePorts & Pick<Ports, 'newToken'>,
  { call_id, bound }: { call_id: string; bound: Claim | null },
): Promise<void> {
  const { claims, clock, events, newToken } = ports;
  const { waitingRev } = bound ?? {};
  if (events !== undefined && bound !== null) {
    const mark = { ...eventsMarkOf(bound, toIso(clock.now())), token: newToken() };
    await claims.holdForEvents(call_id, waitingRev, mark);
  }
  await claims.leave(call_id, waitingRev, true);
  await requestEvents(ports, call_id);
}

// The limit of a call, customer or token resets tomorrow. Until then the job would block the other calls of the
// customer; its analysis can be requested again.
function isTooLong(error: LiveAssistError | null): boolean {
  return error?.limitOf !== undefined && (error.retryAfterSeconds ?? 0) * 1000 > OWN_LIMIT_MS;
}
