/**
 * The door for the analysis queue: an AWS Lambda function that SQS calls with messages of a FIFO queue.
 *
 * @module
 */
import type { JobOutcome } from '@live-assist/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { sqsDeliveries } from './adapters/sqs/deliveries.ts';
import { readConfig } from './config.ts';
import { dealWithJob } from './deal-with-job.ts';
import { jobLogLine } from './job-log.ts';
import { withLinks } from './linked.ts';
import { portsOf } from './wiring.ts';

// Lambda ends the process at the deadline; what is left of the time is for marking the attempt as failed.
const MARGIN_MS = 2_000;

// Outside the handler, so that a warm start reuses the connections to DynamoDB.
const config = readConfig(withLinks(process.env), { production: true });
if (config.queue?.deadLetterQueueUrl === undefined) {
  throw new Error('ANALYSIS_DEAD_LETTER_QUEUE_URL is missing: set it with ANALYSIS_QUEUE_URL.');
}
const ports = portsOf(config);
const deliveries = sqsDeliveries({ ...config.queue, deadLetterQueueUrl: config.queue.deadLetterQueueUrl });

/**
 * Deals with a batch, and names the messages that stay in the queue. After the first that stays so do all after it,
 * because those of one customer must not overtake one another.
 */
export async function handler({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const deadline = Date.now() + context.getRemainingTimeInMillis() - MARGIN_MS;
  for (const [index, record] of Records.entries()) {
    if (await staysQueued(record, deadline, context.awsRequestId)) {
      return {
        batchItemFailures: Records.slice(index).map(({ messageId }) => ({ itemIdentifier: messageId })),
      };
    }
  }
  return { batchItemFailures: [] };
}

async function staysQueued(record: SQSRecord, deadline: number, requestId: string): Promise<boolean> {
  const startedAt = Date.now();
  const { outcome, error } = await settle(record, deadline);
  console.log(jobLogLine({ requestId, outcome, tries: triesOf(record), startedAt, now: Date.now(), error }));
  return error !== undefined || outcome.outcome === 'later';
}

async function settle(
  record: SQSRecord,
  deadline: number,
): Promise<{ outcome: JobOutcome; error?: unknown }> {
  const outcome = await outcomeOf(record, deadline);
  try {
    if (outcome.outcome === 'later') await deliveries.later(record, outcome.at - Date.now());
    if (outcome.outcome === 'dead') await deliveries.bury(record, outcome.code);
    return { outcome };
  } catch (error) {
    // SQS delivers it again when its visibility timeout has passed.
    return { outcome, error };
  }
}

function outcomeOf(record: SQSRecord, deadline: number): Promise<JobOutcome> {
  return dealWithJob(ports, config.settings, record.body, {
    tries: triesOf(record),
    firstTriedAt: Number(record.attributes.ApproximateFirstReceiveTimestamp),
    deadline,
  });
}

function triesOf({ attributes }: SQSRecord): number {
  return Number(attributes.ApproximateReceiveCount);
}
