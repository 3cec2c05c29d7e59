import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FIXTURES } from '../../packages/core/test/formats/fixtures.ts';
import { sourcesOf } from '../../packages/functions/src/import/sources.ts';
import { dayIn, fetchedInputs } from '../../packages/functions/src/local/commands/s3-inputs.ts';
import {
  engineElsewhere,
  startTestEngine,
  type TestEngine,
  type TestTables,
} from '../../packages/functions/test/support/with-engine.ts';

const URL = engineElsewhere() ?? '';
const REGION = 'us-east-1';
const ACCESS = {
  endpoint: URL,
  region: REGION,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};
const BUCKET = `inbox-${crypto.randomUUID().slice(0, 8)}`;
const fixture = (format: string) => FIXTURES.find((one) => one.format === format)?.text ?? '';

const s3 = new S3Client(ACCESS);
const sqs = new SQSClient(ACCESS);
let engine: TestEngine;
let tables: TestTables;
let landed: string;
let analyses: string;
let handler: (event: SQSEvent) => Promise<SQSBatchResponse>;
const logged: string[] = [];

async function queue(name: string, isFifo = false): Promise<string> {
  const made = new CreateQueueCommand({
    QueueName: `${BUCKET}-${name}${isFifo ? '.fifo' : ''}`,
    ...(isFifo && { Attributes: { FifoQueue: 'true' } }),
  });
  return String((await sqs.send(made)).QueueUrl);
}

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation((line) => void logged.push(String(line)));
  vi.spyOn(console, 'error').mockImplementation((line) => void logged.push(String(line)));
  engine = await startTestEngine();
  tables = await engine.newTables();
  landed = await queue('landed');
  analyses = await queue('analyses', true);
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: landed, AttributeNames: ['QueueArn'] }),
  );
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: BUCKET,
      NotificationConfiguration: {
        QueueConfigurations: [
          {
            QueueArn: Attributes?.QueueArn,
            Events: ['s3:ObjectCreated:*'],
            Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'inbox/' }] } },
          },
        ],
      },
    }),
  );
  Object.assign(process.env, {
    ...engine.env,
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL_S3: URL,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    CALL_RECORDS_TABLE: tables.names.callRecords,
    CALL_ANALYTICS_TABLE: tables.names.callAnalytics,
    ANALYSIS_CLAIMS_TABLE: tables.names.analysisClaims,
    SERVICE_STATE_TABLE: tables.names.serviceState,
    PROMISES_TABLE: tables.names.promises,
    CUSTOMER_ALIASES_TABLE: tables.names.customerAliases,
    ERASURE_KEY: 'a key of this proof that is long enough',
    ANALYST: 'local',
    INBOX_BUCKET: BUCKET,
    ANALYSIS_QUEUE_URL: analyses,
    REDACTION_QUEUE_URL: await queue('redactions', true),
    SETTLE_QUEUE_URL: await queue('settles'),
    ANALYSIS_DEAD_LETTER_QUEUE_URL: await queue('dead'),
  });
  ({ handler } = await import('../../packages/functions/src/doors/inbox-lambda.ts'));
});
afterAll(async () => {
  s3.destroy();
  sqs.destroy();
  await engine?.stop();
  vi.restoreAllMocks();
});

const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
const keys = async () =>
  ((await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }))).Contents ?? []).map(({ Key }) => Key);
const textOf = async (Key: string) =>
  (await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }))).Body?.transformToString();

/** Gives what S3 has told to the function, until no object lies in the inbox; as Lambda does. */
async function work(): Promise<void> {
  for (const latest = Date.now() + 20_000; Date.now() < latest; await sleep(100)) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: landed, MaxNumberOfMessages: 10 }),
    );
    for (const { MessageId = '', ReceiptHandle, Body = '' } of Messages) {
      const { batchItemFailures } = await handler({
        Records: [{ messageId: MessageId, body: Body }],
      } as SQSEvent);
      expect(batchItemFailures).toEqual([]);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: landed, ReceiptHandle }));
    }
    if (Messages.length === 0 && (await keys()).every((key) => !key?.startsWith('inbox/'))) return;
  }
}

describe('the inbox on S3 of another make', () => {
  it('imports and queues what lands, and puts aside with its reasons what cannot be read', async () => {
    await put('settings/pca.json', '{"tz":"Europe/Vienna"}');
    await put('settings/pca.csv', 'contact_id,client_email\npca-1,ben@example.com\n');
    await put('inbox/pca/2026/03/03/call 1 (copy)+ü.json', fixture('post-call-analytics'));
    await put('inbox/bots/a.json', fixture('retell'));
    await put('inbox/bots/b.json', '{"broken');
    await work();

    expect((await keys()).sort()).toEqual([
      'refused/bots/b.json',
      'refused/bots/b.json.reason.txt',
      'settings/pca.csv',
      'settings/pca.json',
    ]);
    expect(await textOf('refused/bots/b.json')).toBe('{"broken');
    expect(await textOf('refused/bots/b.json.reason.txt')).toMatch(/not valid JSON/);
    const owners = await Promise.all(
      ['pca-1', 'retell-1'].map(async (id) => (await tables.records.list(id))[0]?.client_email),
    );
    expect(owners).toEqual(['ben@example.com', 'ana@example.com']);
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: analyses, MaxNumberOfMessages: 10 }),
    );
    expect(Messages.map(({ Body = '{}' }) => JSON.parse(Body).call_id).sort()).toEqual(['pca-1', 'retell-1']);
    expect(logged.join('\n')).toContain('"outcome":"refused"');
    expect(logged.join('\n')).not.toMatch(/example\.com|copy/);
  });

  it('is read by an import that names a prefix, by days, without a file left behind', async () => {
    await put('archive/2026/03/03/a.json', fixture('retell'));
    await put('archive/2026/04/01/b.json', fixture('vapi'));
    const { inputs, nameOf, remove } = await fetchedInputs({
      inputs: [`s3://${BUCKET}/archive/`],
      since: '2026-03-01',
      until: '2026-03-31',
    });
    const sources = sourcesOf(inputs, undefined, nameOf);
    expect(sources.map(({ name }) => name)).toEqual([`s3://${BUCKET}/archive/2026/03/03/a.json`]);
    expect(sources[0]?.text()).toBe(fixture('retell'));
    remove();
    expect(() => sourcesOf(inputs)).toThrow(/cannot be read/);
    const nothing = { inputs: [`s3://${BUCKET}/none/`], since: undefined, until: undefined };
    await expect(fetchedInputs(nothing)).rejects.toThrow(/has no objects/);
    expect(dayIn('x/20260305T1000_2026-03-07.json')).toBe('2026-03-07');
    expect(dayIn('x/120260305.json')).toBeNull();
  });
});
