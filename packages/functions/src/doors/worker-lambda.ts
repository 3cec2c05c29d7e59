/**
 * The door for the analysis queue: an AWS Lambda function that SQS calls with messages of a FIFO queue.
 *
 * @module
 */
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { sqsDeliveries } from '../adapters/sqs/deliveries.ts';
import { readWorkerConfig } from '../config/config.ts';
import { withLinks } from '../config/sst-links.ts';
import { handleMessage } from '../jobs/handle-message.ts';
import { type DealtJob, jobLogLine } from '../telemetry/job-log.ts';
import { lambdaLog } from '../telemetry/lambda-log.ts';
import { jobOptionsOf, portsOf } from './wiring.ts';

// Lambda ends the process at the deadline; what is left of the time is for marking the attempt as failed.
const MARGIN_MS = 2_000;

// Outside the handler, so that a warm start reuses the connections to DynamoDB.
const config = readWorkerConfig(withLinks(process.env));
const log = lambdaLog(config.metricsNamespace);
const options = { ...jobOptionsOf(config), ports: portsOf(config) };
const deliveries = sqsDeliveries(config.queue);

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
  const dealt = await handleMessage(options, record.body, {
    tries: Number(record.attributes.ApproximateReceiveCount),
    firstTriedAt: Number(record.attributes.ApproximateFirstReceiveTimestamp),
    deadline,
  });
  const untold = await settle(record, dealt);
  log(jobLogLine(dealt, { requestId, now: Date.now(), untold }));
  return untold !== undefined || dealt.outcome.outcome === 'later';
}

/** Tells the queue of the outcome; returns why that was not possible, and then the job is delivered again. */
async function settle(record: SQSRecord, { outcome }: DealtJob): Promise<unknown> {
  try {
    if (outcome.outcome === 'later') await deliveries.later(record, outcome.at - Date.now());
    if (outcome.outcome === 'dead') await deliveries.bury(record, outcome.code);
    return undefined;
  } catch (error) {
    return error;
  }
}
