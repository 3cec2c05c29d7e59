/**
 * The door for events to be sent: an AWS Lambda function that receives the jobs of the queue of events, and the daily tick
 * that looks for overdue promises.
 *
 * @module
 */
import { mapLimit } from '@live-assist/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { publisherOf } from '../adapters/events/publisher.ts';
import { sqsDeliveries } from '../adapters/sqs/deliveries.ts';
import { readSenderConfig } from '../config/sender-config.ts';
import { withLinks } from '../config/sst-links.ts';
import { handleMessage } from '../jobs/handle-message.ts';
import { jobLogLine } from '../telemetry/job-log.ts';
import { lambdaLog } from '../telemetry/lambda-log.ts';
import { loggedError } from '../telemetry/logged-error.ts';
import { jobOptionsOf, portsOf } from './wiring.ts';

const MARGIN_MS = 2_000;
const MESSAGES_AT_A_TIME = 5;

// Outside the handler, so that warm invocations reuse the connections to DynamoDB.
const config = readSenderConfig(withLinks(process.env));
const log = lambdaLog(config.metricsNamespace);
const options = { ...jobOptionsOf(config), ports: portsOf(config, {}, publisherOf(config.events.target)) };
const deliveries = sqsDeliveries({ ...config.queue, eventsQueueUrl: config.events.queueUrl });

/** Handles a batch, and returns the messages that stay in the queue. */
export async function handler({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const deadline = Date.now() + context.getRemainingTimeInMillis() - MARGIN_MS;
  const stay = await mapLimit(MESSAGES_AT_A_TIME, Records, async (record) => {
    try {
      return await staysQueued(record, deadline, context.awsRequestId);
    } catch (error) {
      if (error instanceof Error)
        console.error(JSON.stringify({ level: 'error', job: 'events', error: loggedError(error) }));
      return true;
    }
  });
  return {
    batchItemFailures: Records.filter((_, index) => stay[index]).map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  };
}

async function staysQueued(record: SQSRecord, deadline: number, requestId: string): Promise<boolean> {
  const dealt = await handleMessage(options, record.body, {
    tries: Number(record.attributes.ApproximateReceiveCount),
    firstTriedAt: Number(record.attributes.ApproximateFirstReceiveTimestamp),
    deadline,
  });
  const { outcome } = dealt;
  log(jobLogLine(dealt, { requestId, now: Date.now() }));
  if (outcome.outcome === 'later') await deliveries.later(record, outcome.at - Date.now());
  if (outcome.outcome === 'dead') await deliveries.bury(record, outcome.code);
  return outcome.outcome === 'later';
}
