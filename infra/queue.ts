import { functionTimeoutSeconds } from './functions.ts';
import type { StageSettings } from './settings.ts';

/**
 * How often SQS delivers a message before it moves it to the dead letters. The worker itself gives up a message with a
 * reason; this limit is for messages that crash the function each time. An outage of 12 hours needs 19 deliveries
 * (waits of 30 s that double up to an hour), a limit of 36 hours needs 43, and a message that always crashes the
 * function is moved after 100 visibility timeouts.
 */
export const MOST_RECEIVES = 100;

/**
 * The maximum of SQS, in seconds. A call may wait behind others of its customer, each of which may be retried for 12
 * hours.
 */
const RETENTION_SECONDS = 14 * 24 * 3600;

/** Settings of a queue whose messages are kept that long. */
export const KEPT = { transform: { queue: { messageRetentionSeconds: RETENTION_SECONDS } } };

export type Queues = ReturnType<typeof createQueues>;

/**
 * The queues for analyses (in order per customer), for redactions, for calls that may have ended, for events, and for dead letters. All
 * are encrypted at rest,
 * which is the default of SQS.
 *
 * A redaction waits for up to a day as a hidden message. It has a separate queue, because SQS stops deliveries while
 * 120,000 messages of a FIFO queue are hidden, and because the age of the oldest message must show whether calls wait.
 */
export function createQueues(settings: StageSettings) {
  const deadLetters = new sst.aws.Queue('AnalysisDeadLetters', { fifo: true, ...KEPT });
  const worked: sst.aws.QueueArgs = {
    // The app sets the deduplication id: a second request for a call may ask for a new analysis.
    fifo: { contentBasedDeduplication: false },
    // The value that AWS recommends, so that a throttled worker does not receive the same message twice.
    visibilityTimeout: `${6 * functionTimeoutSeconds(settings)} seconds`,
    dlq: { queue: deadLetters.arn, retry: MOST_RECEIVES },
    ...KEPT,
  };
  const analyses = new sst.aws.Queue('AnalysisQueue', worked);
  const redactions = new sst.aws.Queue('RedactionQueue', worked);
  // Order means nothing to settle jobs, and a standard queue delays each message.
  const settleDeadLetters = new sst.aws.Queue('SettleDeadLetters', KEPT);
  const settles = new sst.aws.Queue('SettleQueue', {
    delay: `${settings.settleSeconds} seconds`,
    visibilityTimeout: worked.visibilityTimeout,
    dlq: { queue: settleDeadLetters.arn, retry: MOST_RECEIVES },
    ...KEPT,
  });
  // A receiver that is down must hold up nothing else. Order means nothing to events either.
  const eventDeadLetters = new sst.aws.Queue('EventDeadLetters', kept);
  const events = new sst.aws.Queue('EventQueue', {
    visibilityTimeout: worked.visibilityTimeout,
    dlq: { queue: eventDeadLetters.arn, retry: MOST_RECEIVES },
    ...kept,
  });
  return { analyses, redactions, deadLetters, settles, settleDeadLetters, events, eventDeadLetters };
}
