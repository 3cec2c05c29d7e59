/**
 * The door for the analysis queue: an AWS Lambda function that receives messages of a FIFO queue from SQS.
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

// Lambda ends the process at its deadline; the margin is for marking the attempt as failed.
const MARGIN_MS = 2_000;

// Outside the handler, so that warm invocations reuse the connections to DynamoDB.
const config = readWorkerConfig(withLinks(process.env));
const log = lambdaLog(config.metricsNamespace);
const options = { ...jobOptionsOf(config), ports: portsOf(config) };
const deliveries = sqsDeliveries(config.queue);

/**
 * Handles a batch and returns the messages that stay in the queue. All messages after the first that stays also stay,
 * because messages of one customer must stay in order.
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

/** Tells the queue the outcome. Returns the error if that fails; the job is then delivered again. */
async function settle(record: SQSRecord, { outcome }: DealtJob): Promise<unknown> {
  try {
    if (outcome.outcome === 'later') await deliveries.later(record, outcome.at - Date.now());
    if (outcome.outcome === 'dead') await deliveries.bury(record, outcome.code);
    return undefined;
  } catch (error) {
    return error;
  }
}
