/**
 * The door for files of other systems: an AWS Lambda function that receives, through a queue, what S3 tells of new objects
 * of the inbox, and imports them.
 *
 * @module
 */
import type { S3Event, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { bucket } from '../adapters/s3/bucket.ts';
import { inboxBucket, LANDING, sourceOf } from '../adapters/s3/inbox-bucket.ts';
import { readInboxConfig } from '../config/inbox-config.ts';
import { withLinks } from '../config/sst-links.ts';
import { toldOfSource } from '../import/options/source-settings.ts';
import { type Inbox, storeAndQueue, takeFile } from '../import/take-file.ts';
import { loggedError } from '../telemetry/logged-error.ts';
import { portsOf } from './wiring.ts';

// Outside the handler, so that warm invocations reuse the connections to DynamoDB and S3.
const config = readInboxConfig(withLinks(process.env));
const store = storeAndQueue(portsOf(config));
const files = inboxBucket(bucket(config.bucket, accessOf(process.env)));
const inbox: Inbox = {
  ...files,
  async told(key) {
    const { settings, customers } = await files.settings(key);
    return toldOfSource(settings, customers);
  },
};

/** Imports the files that a batch of messages names, and returns the messages that are to be given again. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  for (const { messageId, body } of Records) {
    try {
      for (const key of landedIn(body)) await take(key);
    } catch (error) {
      failed.push(messageId);
      if (error instanceof Error)
        console.error(JSON.stringify({ level: 'error', job: 'import', error: loggedError(error) }));
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

async function take(key: string): Promise<void> {
  const taken = await takeFile(inbox, key, store);
  // A key may hold a name or a number, so the log has its source alone.
  const line = { time: new Date().toISOString(), job: 'import', source: sourceOf(key), ...taken };
  console.log(JSON.stringify({ level: taken.outcome === 'refused' ? 'warn' : 'info', ...line }));
}

/** The keys of new objects in a message of S3; none in its test message. */
function landedIn(body: string): string[] {
  const { Records = [] } = JSON.parse(body) as Partial<S3Event>;
  return Records.filter(({ eventName }) => eventName.startsWith('ObjectCreated'))
    .map(({ s3 }) => decodeURIComponent(s3.object.key.replaceAll('+', ' ')))
    .filter((key) => key.startsWith(LANDING) && !key.endsWith('/'));
}

/** Region and credentials of this function. */
function accessOf(env: Record<string, string | undefined>) {
  const { AWS_REGION, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const { AWS_SESSION_TOKEN: sessionToken } = env;
  return {
    region: AWS_REGION,
    credentials:
      accessKeyId && secretAccessKey
        ? { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }
        : undefined,
  };
}
