import type { ErrorCode, JobOutcome } from '@live-assist/core';
import { type LoggedError, loggedError } from './request-log.ts';

/** One delivery of a job of the analysis queue, as it is logged. No field can hold words of a call or an address. */
export interface JobLogLine {
  /** When it was dealt with, ISO-8601. */
  time: string;
  level: 'info' | 'warn' | 'error';
  /** Of the invocation; absent where there is none. */
  requestId?: string;
  job: 'analysis';
  outcome: JobOutcome['outcome'];
  code?: ErrorCode;
  /** How often it has been delivered, this time included. */
  tries: number;
  ms: number;
  /** Why the outcome could not be told to the queue, which will deliver the job again. */
  error?: LoggedError;
}

const LEVELS = { done: 'info', failed: 'info', later: 'warn', dead: 'error' } as const;

/**
 * The log line of a delivery.
 *
 * @param delivery - `startedAt` and `now` in milliseconds since 1970.
 */
export function jobLogLine(delivery: {
  requestId?: string;
  outcome: JobOutcome;
  tries: number;
  startedAt: number;
  now: number;
  error?: unknown;
}): JobLogLine {
  const { requestId, outcome, tries, startedAt, now, error } = delivery;
  return {
    time: new Date(now).toISOString(),
    level: error === undefined ? LEVELS[outcome.outcome] : 'error',
    ...(requestId !== undefined && { requestId }),
    job: 'analysis',
    outcome: outcome.outcome,
    ...('code' in outcome && { code: outcome.code }),
    tries,
    ms: now - startedAt,
    ...(error instanceof Error && { error: loggedError(error) }),
  };
}
