import { functionTimeoutSeconds } from './functions.ts';
import type { StageSettings } from './settings.ts';

/**
 * How often SQS gives out a message before it takes it for a dead letter by itself. The worker gives a message up on
 * its own, with a reason; this is for one over which the function ends each time, so that it never can. An outage of 12
 * hours takes 19 of them (waits of 30 s that double up to an hour), a limit of 36 hours 43, and a message whose function
 * ends each time is gone after 100 visibility timeouts.
 */
const MOST_RECEIVES = 100;

/** The most that SQS allows. A call may wait behind others of its customer, each of which may be tried for 12 hours. */
const RETENTION_SECONDS = 14 * 24 * 3600;

export type Queues = ReturnType<typeof createQueues>;

/**
 * The calls that wait to be analysed, in the order of each customer, those whose windows wait to be redacted, and those
 * that were given up. All are encrypted at rest, as SQS does unless it is told otherwise.
 *
 * A redaction waits for up to a day, as a message that a worker holds back. It has a queue of its own: SQS hands out no
 * message any more while 120,000 of a FIFO queue are held, and the age of the oldest one tells whether calls wait.
 */
export function createQueues(settings: StageSettings) {
  const kept = { transform: { queue: { messageRetentionSeconds: RETENTION_SECONDS } } };
  const deadLetters = new sst.aws.Queue('AnalysisDeadLetters', { fifo: true, ...kept });
  const worked: sst.aws.QueueArgs = {
    // The app names each message: of two requests for one call the later one may be meant to analyse it again.
    fifo: { contentBasedDeduplication: false },
    // What AWS advises, so that a worker which is turned away for a while does not get the same message twice.
    visibilityTimeout: `${6 * functionTimeoutSeconds(settings)} seconds`,
    dlq: { queue: deadLetters.arn, retry: MOST_RECEIVES },
    ...kept,
  };
  const analyses = new sst.aws.Queue('AnalysisQueue', worked);
  const redactions = new sst.aws.Queue('RedactionQueue', worked);
  return { analyses, redactions, deadLetters };
}
