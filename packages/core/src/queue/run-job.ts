import { analyzeCall } from '../analysis/analyze-call.ts';
import type { AnalysisSettings } from '../analysis/analyze-call-command.ts';
import { isHeld } from '../claims/await-attempt.ts';
import { boundKey } from '../claims/call-ownership.ts';
import type { ErasurePorts } from '../erasure/erase-call.ts';
import { undoIfNothingIsLeft } from '../erasure/erasure-checks.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { AnalysisJob } from '../ports/analysis-queue.ts';
import type { Ports } from '../ports/ports.ts';
import { requestRedaction } from '../recording/request-redaction.ts';
import { type ErrorCode, LiveAssistError } from '../shared/errors.ts';
import { RETRY_OF } from '../shared/retry-of-code.ts';

/**
 * What became of a job. `done`: the call has an analysis. `failed`: it will have none, which the claim tells, and
 * nobody has to look at it. `later`: try again at `at` (milliseconds since 1970); `code` tells why, when it has failed.
 * `dead`: somebody has to look at it, so it goes to the dead-letter queue with `code` as its reason.
 */
export type JobOutcome =
  | { outcome: 'done' }
  | { outcome: 'failed'; code: ErrorCode }
  | { outcome: 'later'; at: number; code?: ErrorCode }
  | { outcome: 'dead'; code: ErrorCode };

/** What a worker knows about the delivery of a job. */
export interface Delivery {
  /** How often the job has been delivered, this time included. */
  tries: number;
  /** When it was delivered first, in milliseconds since 1970. */
  firstTriedAt: number;
  /** When the process will be stopped, in milliseconds since 1970. */
  deadline?: number | undefined;
  /** Is told, for a log, what was thrown: the outcome has its code alone. */
  failed?: ((error: unknown) => void) | undefined;
}

const FIRST_DELAY_MS = 30_000;
const LONGEST_DELAY_MS = 3_600_000;

/** For how long a job is tried while everything that it needs is out of order. */
export const PATIENCE_MS = 12 * 3_600_000;
/** For how long it is tried while the limit of a day may be in the way: what was used up at night is free a night later. */
const PATIENCE_WITH_LIMITS_MS = 36 * 3_600_000;
/** For how long a job waits for a limit of its own call, customer or token, before the calls behind it are let through. */
const OWN_LIMIT_MS = 3_600_000;
/** How often a job is tried whose failure may well lie in the call itself. */
const MOST_TRIES = 5;

const ERASED = { outcome: 'failed', code: 'customer_erased' } as const satisfies JobOutcome;

/**
 * Deals with one job of the analysis queue. It may be delivered again after any outcome and at any moment, also while
 * another worker has it: the claim of the call keeps the paid work from being done twice.
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
  let bound: string | undefined;
  try {
    const claim = await ports.claims.get(job.call_id);
    bound = claim?.client_email;
    const now = ports.clock.now();
    if (isHeld(claim, now)) {
      // A holder that was killed keeps its lease; its end is known, so nobody has to wait for it here.
      return { outcome: 'later', at: claim.leaseUntil ?? now, code: 'analysis_in_progress' };
    }
    // An analysis that ended after the job was queued was made for it as well, unless windows have come since. A failure
    // was not: it is tried again.
    const { queuedAt: _, sender, subject, ...command } = job;
    const force = job.force === true && !isDoneSince(claim, job);
    const context = {
      arrivedAt: now,
      deadline: delivery.deadline,
      sender: sender ?? undefined,
      subject,
      isQueued: true,
    };
    const { source } = await analyzeCall(ports, settings, { ...command, force }, context);
    if (source === 'stored') {
      await tellDone(ports, claim);
      // A worker that ended between the analysis and its redaction has asked for none.
      await requestRedaction(ports, job.call_id);
    }
    return { outcome: 'done' };
  } catch (error) {
    delivery.failed?.(error);
    return await afterFailure(ports, { ...job, key: boundKey(bound, job.client_email) }, delivery, error);
  }
}

function isDoneSince(claim: Claim | null, { queuedAt }: AnalysisJob): boolean {
  return claim?.status === 'done' && (claim.updatedAt ?? 0) > queuedAt;
}

// Nothing was left to do, as after an attempt whose row was stored with its answer lost, so nobody else tells that the
// call waits no longer.
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
  ports: ErasurePorts,
  job: AnalysisJob & { key: string },
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
  // Tells that the call is still waiting, and why; or that it no longer is, where no attempt has told so. When that
  // cannot be told, the failure of the attempt stands.
  const { force } = job;
  const waiting = { ...claim, ...(force === true && { force }) };
  await (waits ? ports.claims.queue(waiting) : ports.claims.giveUp(claim)).catch(() => false);
  if (await undoIfNothingIsLeft(ports, job.client_email, job.call_id).catch(() => false)) return ERASED;
  if (!waits)
    return RETRY_OF[code] === 'final' || tooLong ? { outcome: 'failed', code } : { outcome: 'dead', code };
  const delay = Math.min(FIRST_DELAY_MS * 2 ** Math.min(tries - 1, 20), LONGEST_DELAY_MS);
  const asked = Math.min((known?.retryAfterSeconds ?? 0) * 1000, LONGEST_DELAY_MS);
  return { outcome: 'later', at: now + Math.max(delay, asked), code };
}

// The limit of a single call, customer or token begins anew tomorrow. Until then the job would be in the way of the
// customer's other calls; what it was for is asked for again.
function isTooLong(error: LiveAssistError | null): boolean {
  return error?.limitOf !== undefined && (error.retryAfterSeconds ?? 0) * 1000 > OWN_LIMIT_MS;
}
