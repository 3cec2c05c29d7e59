import { DescribeTableCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { startTestEngine, type TestTables } from '../../packages/functions/test/support/with-engine.ts';
import { askMoto } from './ask-moto.ts';

const REGION = 'eu-central-1';
const QUEUES = ['analysis.fifo', 'analysis-dead.fifo', 'redactions.fifo', 'settle', 'settle-dead'] as const;
type QueueName = (typeof QUEUES)[number];

/** A function of a stage: what Lambda calls. */
type Handler = (
  event: { Records: never[] },
  context: Context,
) => Promise<SQSBatchResponse | DynamoDBBatchResponse>;

/** What belongs to a stage, over moto: tables with their stream, queues, and the two functions behind them. */
export type Stage = Awaited<ReturnType<typeof startStage>>;

/**
 * Makes a stage as the configuration of a deployment does.
 *
 * @param url - Where moto answers.
 * @param settings - Environment variables of both functions.
 */
export async function startStage(url: string, settings: Record<string, string>) {
  const engine = await startTestEngine();
  const tables = await engine.newTables();
  const streamArn = await streamOf(tables);
  const sqs = new SQSClient({
    endpoint: url,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const prefix = `stage-${crypto.randomUUID().slice(0, 8)}-`;
  const urls = {} as Record<QueueName, string>;
  for (const name of QUEUES) {
    const isFifo = name.endsWith('.fifo');
    const made = new CreateQueueCommand({
      QueueName: `${prefix}${name}`,
      Attributes: isFifo ? { FifoQueue: 'true' } : { DelaySeconds: name === 'settle' ? '1' : '0' },
    });
    urls[name] = String((await sqs.send(made)).QueueUrl);
  }
  Object.assign(process.env, {
    ...engine.env,
    AWS_REGION: REGION,
    CALL_RECORDS_TABLE: tables.names.callRecords,
    CALL_ANALYTICS_TABLE: tables.names.callAnalytics,
    ANALYSIS_CLAIMS_TABLE: tables.names.analysisClaims,
    SERVICE_STATE_TABLE: tables.names.serviceState,
    PROMISES_TABLE: tables.names.promises,
    CUSTOMER_ALIASES_TABLE: tables.names.customerAliases,
    ERASURE_KEY: 'a key of this proof that is long enough',
    ANALYST: 'local',
    ANALYSIS_QUEUE_URL: urls['analysis.fifo'],
    REDACTION_QUEUE_URL: urls['redactions.fifo'],
    SETTLE_QUEUE_URL: urls.settle,
    METRICS_NAMESPACE: '',
    ...settings,
  });
  process.env.ANALYSIS_DEAD_LETTER_QUEUE_URL = urls['analysis-dead.fifo'];
  const worker = await import('../../packages/functions/src/doors/worker-lambda.ts');
  process.env.ANALYSIS_DEAD_LETTER_QUEUE_URL = urls['settle-dead'];
  const ingest = await import('../../packages/functions/src/doors/ingest-lambda.ts');
  const readStream = streamReader(url, streamArn);

  /** Gives the messages of a queue to its function, and deletes those that it does not want again. */
  async function deliver(name: QueueName, handler: Handler): Promise<number> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: urls[name],
        MaxNumberOfMessages: name.endsWith('.fifo') ? 1 : 10,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    const records = Messages.map((message) => recordOf(message, `${prefix}${name}`));
    const stay = await failuresOf(handler, records);
    for (const { MessageId = '', ReceiptHandle } of Messages) {
      if (!stay.includes(MessageId))
        await sqs.send(new DeleteMessageCommand({ QueueUrl: urls[name], ReceiptHandle }));
    }
    return Messages.length;
  }

  return {
    tables,
    send: (name: QueueName, body: string) =>
      sqs.send(new SendMessageCommand({ QueueUrl: urls[name], MessageBody: body })),
    /** Messages of a queue, those that wait included. */
    async size(name: QueueName): Promise<number> {
      const AttributeNames = [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesDelayed',
        'ApproximateNumberOfMessagesNotVisible',
      ] as const;
      const asked = new GetQueueAttributesCommand({
        QueueUrl: urls[name],
        AttributeNames: [...AttributeNames],
      });
      const { Attributes = {} } = await sqs.send(asked);
      return AttributeNames.reduce((sum, attribute) => sum + Number(Attributes[attribute] ?? 0), 0);
    },
    /** The letters of a dead-letter queue, each with its reason. */
    async letters(name: QueueName): Promise<{ body: string | undefined; reason: string | undefined }[]> {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: urls[name],
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ['All'],
        }),
      );
      return Messages.map(({ Body, MessageAttributes }) => ({
        body: Body,
        reason: MessageAttributes?.reason?.StringValue,
      }));
    },
    arnOf: (name: QueueName) => `arn:aws:sqs:${REGION}:123456789012:${prefix}${name}`,
    /**
     * One round of what Lambda does: new records of the stream, then the queues.
     *
     * @param arrange - What becomes of the records of the stream on their way.
     */
    async work(
      arrange: (records: DynamoDBRecord[]) => DynamoDBRecord[] = (records) => records,
    ): Promise<void> {
      const records = arrange(await readStream());
      if (records.length > 0) {
        const failed = await failuresOf(ingest.handler as Handler, records);
        if (failed.length > 0) throw new Error('The function has given records of the stream back.');
      }
      await deliver('settle', ingest.handler as Handler);
      while ((await deliver('analysis.fifo', worker.handler as Handler)) > 0);
    },
    async stop(): Promise<void> {
      sqs.destroy();
      await engine.stop();
    },
  };
}

/** Turns on the stream of the windows, keys only, and returns its name. */
async function streamOf({ client, names }: TestTables): Promise<string> {
  const TableName = names.callRecords;
  const StreamSpecification = { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' as const };
  await client.send(new UpdateTableCommand({ TableName, StreamSpecification }));
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  return String(Table?.LatestStreamArn);
}

/** Returns a function that reads what is new in a stream; inserts only, as the filter of the deployment does. */
function streamReader(url: string, StreamArn: string) {
  let iterator: string | undefined;
  return async (): Promise<DynamoDBRecord[]> => {
    if (iterator === undefined) {
      const described = await askMoto<{ StreamDescription: { Shards: { ShardId: string }[] } }>(
        url,
        'streams',
        'DescribeStream',
        { StreamArn },
      );
      const ShardId = described.StreamDescription.Shards[0]?.ShardId;
      const from = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
      ({ ShardIterator: iterator } = await askMoto<{ ShardIterator: string }>(
        url,
        'streams',
        'GetShardIterator',
        from,
      ));
    }
    const { Records, NextShardIterator } = await askMoto<{
      Records: DynamoDBRecord[];
      NextShardIterator: string;
    }>(url, 'streams', 'GetRecords', { ShardIterator: iterator });
    iterator = NextShardIterator;
    return Records.filter(({ eventName }) => eventName === 'INSERT').map((record) => ({
      ...record,
      eventSource: 'aws:dynamodb',
    }));
  };
}

async function failuresOf(handler: Handler, records: (SQSRecord | DynamoDBRecord)[]): Promise<string[]> {
  if (records.length === 0) return [];
  const context = { awsRequestId: 'request', getRemainingTimeInMillis: () => 60_000 } as Context;
  const { batchItemFailures } = await handler({ Records: records as never[] }, context);
  return batchItemFailures.map(({ itemIdentifier }) => String(itemIdentifier));
}

function recordOf({ MessageId = '', ReceiptHandle = '', Body = '', Attributes }: Message, queue: string) {
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes as unknown as SQSRecord['attributes'],
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${REGION}:123456789012:${queue}`,
    awsRegion: REGION,
  } satisfies SQSRecord;
}
