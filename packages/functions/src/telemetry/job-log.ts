import type { ErrorCode, JobOutcome } from '@live-assist/core';
import { type LoggedError, loggedError } from './logged-error.ts';
import { STATUS } from './statuses.ts';
import type { Spent } from './watched-ports.ts';

/** One handled delivery of a job. */
export interface DealtJob {
  /** Kind of the job; `analysis` when it could not be read. */
  job: 'analysis' | 'sweep' | 'redact' | 'promises' | 'settle' | 'waiting' | 'contact' | 'events';
  outcome: JobOutcome;
  /** The thrown error, if any. */
  error: unknown;
  /** Number of deliveries, including this one. */
  tries: number;
  /** The customer's hash in the log. */
  customer: string | undefined;
  /**
   * The logged subject of the request that caused the job; null for a token without `sub`, undefined without a request.
   */
  subject: string | null | undefined;
  /** Time and cost so far. */
  spent(): Spent;
}

/** The log line of one delivery of a job. No field can hold words of a call or an address. */
export interface JobLogLine extends Spent {
  /** When it was handled, ISO-8601. */
  time: string;
  level: 'info' | 'warn' | 'error';
  /** Id of the invocation; absent without one. */
  requestId?: string;
  job: DealtJob['job'];
  outcome: JobOutcome['outcome'];
  code?: ErrorCode;
  /** Number of deliveries, including this one. */
  tries: number;
  /** The first 16 digits of the keyed hash of the customer. */
  customer?: string;
  /** The subject of the request that caused the job, as in its log line; absent without a request. */
  subject?: string | null;
  /** Of a look at the calls that wait (`waiting`): how many it met, queued because their end was missed, met without a customer, met with events that were not handed over, and could not look at. */
  looked?: number;
  found?: number;
  unnamed?: number;
  untold?: number;
  failed?: number;
  /**
   * The thrown error: of the analysis, for codes that map to 5xx, or of the queue when it could not be told the
   * outcome.
   */
  error?: LoggedError;
}

const LEVELS = { done: 'info', failed: 'info', later: 'warn', dead: 'error' } as const;

/**
 * Builds the log line of a delivery, after the queue was told the outcome.
 *
 * @param more.now - Milliseconds since 1970.
 * @param more.untold - Why the queue could not be told the outcome; the queue will deliver the job again.
 */
export function jobLogLine(
  { job, outcome, error: thrown, tries, customer, subject, spent }: DealtJob,
  { requestId, now, untold }: { requestId?: string; now: number; untold?: unknown },
): JobLogLine {
  const code = 'code' in outcome ? outcome.code : undefined;
  const ours = code !== undefined && STATUS[code] >= 500;
  const error = untold ?? (ours ? thrown : undefined);
  return {
    time: new Date(now).toISOString(),
    level: untold === undefined ? levelOf(outcome.outcome, code) : 'error',
    ...(requestId !== undefined && { requestId }),
    job,
    outcome: outcome.outcome,
    ...(code !== undefined && { code }),
    tries,
    ...spent(),
    ...(customer !== undefined && { customer }),
    ...(subject !== undefined && { subject }),
    ...(error instanceof Error && { error: loggedError(error) }),
  };
}

// A job that is not due yet has not failed.
function levelOf(outcome: JobOutcome['outcome'], code: ErrorCode | undefined): JobLogLine['level'] {
  return outcome === 'later' && code === undefined ? 'info' : LEVELS[outcome];
}
