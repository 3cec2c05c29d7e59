import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
  type SQSServiceException,
} from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

/** What works off messages: the handler of `analysis.ts`. */
type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** What the poller is told. */
export interface PollOptions {
  queueUrl: string;
  handler: Handler;
  /** How long the handler may take, in milliseconds. */
  handlerMs: number;
  /** Ends the poller when it rests. */
  signal: AbortSignal;
  /** Told of what goes wrong; the message comes again. */
  onFault: (fault: Error | SQSServiceException) => void;
}

/** How long one request waits for a message, in seconds: the longest that SQS allows. */
const WAIT_SECONDS = 20;
const PAUSE_AFTER_FAULT_MS = 1_000;

/**
 * Works off a queue of SQS on this machine, one message at a time, as Lambda does: what the handler names, and what it
 * throws over, stays in the queue. While this does not run, messages wait.
 */
export async function pollQueue({
  queueUrl,
  handler,
  handlerMs,
  signal,
  onFault,
}: PollOptions): Promise<void> {
  const region = regionOf(queueUrl);
  const client = new SQSClient({ ...(region && { region }) });
  try {
    while (!signal.aborted) {
      try {
        const message = await receive(client, queueUrl, signal);
        if (message !== undefined) await deal(client, queueUrl, message, { handler, handlerMs });
      } catch (fault) {
        if (signal.aborted) return;
        onFault(fault instanceof Error ? fault : new Error('Something was thrown that is not an Error.'));
        await sleep(PAUSE_AFTER_FAULT_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  } finally {
    client.destroy();
  }
}

async function receive(
  client: SQSClient,
  QueueUrl: string,
  abortSignal: AbortSignal,
): Promise<Message | undefined> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 1,
      WaitTimeSeconds: WAIT_SECONDS,
      MessageSystemAttributeNames: ['All'],
    }),
    { abortSignal },
  );
  return Messages[0];
}

async function deal(
  client: SQSClient,
  QueueUrl: string,
  message: Message,
  { handler, handlerMs }: Pick<PollOptions, 'handler' | 'handlerMs'>,
): Promise<void> {
  const endsAt = Date.now() + handlerMs;
  const context = {
    awsRequestId: crypto.randomUUID(),
    getRemainingTimeInMillis: () => endsAt - Date.now(),
  } as Context;
  const { batchItemFailures } = await handler({ Records: [recordOf(message, QueueUrl)] }, context);
  if (batchItemFailures.length > 0) return;
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
}

/** A message as Lambda hands it to a function, with the queue in which it is to be held back. */
function recordOf(
  { MessageId = '', ReceiptHandle = '', Body = '', Attributes = {} }: Message,
  queueUrl: string,
): SQSRecord {
  const [account = '', name = ''] = queueUrl.split('/').slice(-2);
  const awsRegion = regionOf(queueUrl) ?? '';
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes as unknown as SQSRecord['attributes'],
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${awsRegion}:${account}:${name}`,
    awsRegion,
  };
}

function regionOf(queueUrl: string): string | undefined {
  return /^sqs\.([\w-]+)\./.exec(new URL(queueUrl).hostname)?.[1];
}
