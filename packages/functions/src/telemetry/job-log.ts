import type { ErrorCode, JobOutcome } from '@live-assist/core';
import { type LoggedError, loggedError } from './logged-error.ts';
import { STATUS } from './statuses.ts';
import type { Spent } from './watched-ports.ts';

/** One delivery of a job that has been dealt with. */
export interface DealtJob {
  /** What kind of job it was; `analysis` when it could not be read. */
  job: 'analysis' | 'sweep' | 'redact';
  outcome: JobOutcome;
  /** What was thrown, when something was. */
  error: unknown;
  /** How often it has been delivered, this time included. */
  tries: number;
  /** The customer, as the log names them. */
  customer: string | undefined;
  /** Whose request it comes from, as the log names them; null for a token without `sub`, undefined without a request. */
  subject: string | null | undefined;
  /** What it has taken until now. */
  spent(): Spent;
}

/** One delivery of a job of the analysis queue, as it is logged. No field can hold words of a call or an address. */
export interface JobLogLine extends Spent {
  /** When it was dealt with, ISO-8601. */
  time: string;
  level: 'info' | 'warn' | 'error';
  /** Of the invocation; absent where there is none. */
  requestId?: string;
  job: DealtJob['job'];
  outcome: JobOutcome['outcome'];
  code?: ErrorCode;
  /** How often it has been delivered, this time included. */
  tries: number;
  /** The first 16 digits of the keyed hash of the customer. */
  customer?: string;
  /** Whose request it comes from, as in the line of that request; absent where no request has caused it. */
  subject?: string | null;
  /** What was thrown: by the analysis, for codes that are 5xx elsewhere, or by the queue that could not be told. */
  error?: LoggedError;
}

const LEVELS = { done: 'info', failed: 'info', later: 'warn', dead: 'error' } as const;

/**
 * The log line of a delivery, when its outcome has been told to the queue.
 *
 * @param more.now - Milliseconds since 1970.
 * @param more.untold - Why the queue could not be told, which will deliver the job again.
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

// A job that is only not due yet has not failed.
function levelOf(outcome: JobOutcome['outcome'], code: ErrorCode | undefined): JobLogLine['level'] {
  return outcome === 'later' && code === undefined ? 'info' : LEVELS[outcome];
}
