import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import { type ErrorCode, LiveAssistError } from '../shared/errors.ts';
import { LONGEST_WAIT_MS } from './longest-wait.ts';

/** Time that a lease lasts beyond the longest analysis, in milliseconds. */
export const LEASE_MARGIN_MS = 10_000;

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;

/** True if an attempt at this call is running. A holder past its lease counts as gone. */
export function isHeld(claim: Claim | null, now: number): claim is Claim & { attempt: number } {
  return claim?.status === 'running' && claim.attempt !== undefined && (claim.leaseUntil ?? 0) > now;
}

/**
 * Returns the row of a finished claim; null while there is none. A stored row counts even if the claim says that the
 * attempt failed: the answer to the write of the row, or the last write to the claim, may have been lost.
 *
 * @throws LiveAssistError with the code of the attempt if it failed, and `store_unavailable`.
 */
export async function outcomeOf(
  ports: Pick<Ports, 'analytics' | 'clock'>,
  claim: Claim,
): Promise<StoredAnalytics | null> {
  // A claim that is queued again with a code: the attempt failed, and a worker will start another one later.
  const failed = claim.status === 'failed' || (claim.status === 'queued' && claim.code !== undefined);
  const row = failed || claim.status === 'done' ? await rowOf(ports, claim) : null;
  if (row === null && failed) throw failureOf(claim, claim.code ?? 'internal', ports.clock.now());
  return row;
}

/** Reads the row that the attempt of a claim, or a later attempt, has stored; null if there is none. */
export async function rowOf(
  { analytics }: Pick<Ports, 'analytics'>,
  { call_id, client_email, created_at, attempt = 1 }: Claim,
): Promise<StoredAnalytics | null> {
  if (client_email === undefined || created_at === undefined) return null;
  const row = await analytics.get(client_email, created_at);
  return row?.call_id === call_id && (row.analysis?.attempt ?? 0) >= attempt ? row : null;
}

/**
 * Waits until the `attempt` of another request, or a later one, has ended, and returns its row or throws its failure.
 * It never starts an attempt of its own: only a later request does.
 *
 * @throws LiveAssistError `analysis_in_progress` after {@link LONGEST_WAIT_MS}, or if the holder is gone.
 */
export async function awaitAttempt(
  ports: Pick<Ports, 'analytics' | 'claims' | 'clock'>,
  callId: string,
  attempt: number,
): Promise<StoredAnalytics> {
  const giveUpAt = ports.clock.now() + LONGEST_WAIT_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const claim = await ports.claims.get(callId);
    if (claim !== null && (claim.attempt ?? 0) >= attempt) {
      const row = await outcomeOf(ports, claim);
      if (row !== null) return row;
    }
    const now = ports.clock.now();
    if (now >= giveUpAt || !isHeld(claim, now)) {
      // The holder may have stored the row without updating the claim.
      const row = claim !== null && (claim.attempt ?? 0) >= attempt ? await rowOf(ports, claim) : null;
      if (row !== null) return row;
      throw inProgress(claim, now);
    }
    await sleep(ports.clock, pause);
  }
}

function inProgress(claim: Claim | null, now: number): LiveAssistError {
  const left = Math.ceil(((claim?.leaseUntil ?? now) - now) / 1000);
  return new LiveAssistError(
    'analysis_in_progress',
    'This call is being analysed. Ask again in a few seconds.',
    { retryAfterSeconds: Math.min(Math.max(left, 1), LONGEST_WAIT_MS / 1000) },
  );
}

/** Builds the error for requests that waited for a failed attempt, from the code and the time in the claim. */
function failureOf({ retryAt }: Claim, code: ErrorCode, now: number): LiveAssistError {
  const sentence =
    SENTENCES[code] ?? 'The analysis of this call failed. Try again; if it fails again, look at the logs.';
  const seconds = retryAt === undefined ? undefined : Math.max(1, Math.ceil((retryAt - now) / 1000));
  return new LiveAssistError(code, sentence, seconds === undefined ? {} : { retryAfterSeconds: seconds });
}

const SENTENCES: Partial<Record<ErrorCode, string>> = {
  insufficient_conversation: 'One side says nothing in this call, so there is nothing to analyse.',
  analyst_refused: 'The analyst declined to judge this call.',
  analyst_misconfigured: 'The analyst is not set up correctly. Tell the operator of this service.',
  analyst_unavailable: 'The analyst could not be reached. Try again in a minute.',
  analyst_bad_output: 'The analyst gave an answer that cannot be read. Try again.',
  analyst_rate_limited: 'The analyst has too much to do. Try again in a minute.',
  analyst_timeout: 'The analysis took too long. Try again.',
  transcript_too_long: 'This call is too long to be analysed.',
  transcript_too_complex: 'This call takes too long to process and is not analysed. Check what records it.',
  rate_limited: 'The limit of paid analyses is reached. Try again later.',
  store_unavailable: 'The database could not be reached. Try again in a few seconds.',
};

/** Resolves after `ms` milliseconds on this clock. */
export function sleep(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
