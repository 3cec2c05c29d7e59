import type { Environment } from './environment.ts';

/** The queues of calls to analyse, of windows to redact and of calls that may have ended, as URLs. */
export interface QueueSettings {
  queueUrl: string;
  /** Redactions that are not due yet; without it they wait in `queueUrl`. */
  redactionQueueUrl?: string | undefined;
  /** Looks at calls that may have ended; without it they wait in `queueUrl`. */
  settleQueueUrl?: string | undefined;
  /** Required by the worker alone. */
  deadLetterQueueUrl: string | undefined;
}

/**
 * The queues that are set; undefined without `ANALYSIS_QUEUE_URL`.
 *
 * @throws {Error} when `ERASURE_KEY` is missing: message groups are keyed hashes.
 */
export function queueFrom(values: Environment): QueueSettings | undefined {
  if (values.ANALYSIS_QUEUE_URL === undefined) return undefined;
  if (values.ERASURE_KEY === undefined) {
    throw new Error(
      'ERASURE_KEY is missing: set it, the queue keeps the calls of one customer together by a keyed hash.',
    );
  }
  return {
    queueUrl: values.ANALYSIS_QUEUE_URL,
    redactionQueueUrl: values.REDACTION_QUEUE_URL,
    settleQueueUrl: values.SETTLE_QUEUE_URL,
    deadLetterQueueUrl: values.ANALYSIS_DEAD_LETTER_QUEUE_URL,
  };
}
