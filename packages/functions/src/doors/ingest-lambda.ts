/**
 * The door for what tells that a call goes on or has ended: an AWS Lambda function that receives the stream of the table of
 * windows, and the messages of the settle queue. Those are settle jobs, events of Amazon Connect, and the hourly tick.
 *
 * @module
 */

import { LiveAssistError, mapLimit } from '@live-assist/core';
import { noteWindows, type StoredWindow } from '@live-assist/core/ingest/note-windows';
import type {
  Context,
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import { contactAttributes } from '../adapters/connect/contact-attributes.ts';
import { endedContact, isContactEvent } from '../adapters/connect/contact-event.ts';
import { sqsDeliveries } from '../adapters/sqs/deliveries.ts';
import { readIngestConfig } from '../config/ingest-config.ts';
import { withLinks } from '../config/sst-links.ts';
import { endContact } from '../jobs/end-contact.ts';
import { handleMessage } from '../jobs/handle-message.ts';
import { lookAtWaiting } from '../jobs/look-at-waiting.ts';
import { jobLogLine } from '../telemetry/job-log.ts';
import { lambdaLog } from '../telemetry/lambda-log.ts';
import { loggedError } from '../telemetry/logged-error.ts';
import { jobOptionsOf, portsOf } from './wiring.ts';

const MARGIN_MS = 2_000;
/** Time for the last looks of a sweep: a store that hangs answers after three attempts of three seconds. */
const LOOKS_MS = 10_000;
/** How long a record that fails by itself holds up those behind it. */
const LONGEST_HOLD_UP_MS = 15 * 60_000;
const MESSAGES_AT_A_TIME = 5;

// Outside the handler, so that warm invocations reuse the connections to DynamoDB.
const config = readIngestConfig(withLinks(process.env));
const log = lambdaLog(config.metricsNamespace);
const ports = portsOf(config);
const options = { ...jobOptionsOf(config), ports };
const deliveries = sqsDeliveries(config.queue);

/** Handles a batch of one of both sources, and returns what is to be given again. */
export async function handler(
  event: SQSEvent | DynamoDBStreamEvent,
  context: Context,
): Promise<SQSBatchResponse | DynamoDBBatchResponse> {
  const { Records } = event;
  return isStream(Records) ? noteRecords(Records) : workOff(Records, context);
}

function isStream(records: SQSRecord[] | DynamoDBRecord[]): records is DynamoDBRecord[] {
  return records[0]?.eventSource === 'aws:dynamodb';
}

/**
 * Lambda gives a batch of a stream again from the first record that failed, and those behind it wait. A record that fails
 * by itself is given up in time, for a person to look at.
 */
async function noteRecords(records: DynamoDBRecord[]): Promise<DynamoDBBatchResponse> {
  const events = records.flatMap((record) => storedWindow(record) ?? []);
  const failed = await noteWindows(ports, config.ending, events);
  const hasReached = new Set(failed.map(({ event }) => event.call_id)).size < callsOf(events).size;
  const again = new Set<StoredWindow>();
  for (const { event, error } of failed) {
    const isItsOwn = hasReached || !(error instanceof LiveAssistError && error.code === 'store_unavailable');
    const isOld = Date.now() - event.storedAt > LONGEST_HOLD_UP_MS;
    if (!(isItsOwn && isOld && (await givenUp(event)))) again.add(event);
  }
  const [first] = failed;
  if (first?.error instanceof Error)
    console.error(JSON.stringify({ level: 'error', job: 'stream', error: loggedError(first.error) }));
  const at = events.find((event) => again.has(event))?.sequence;
  return { batchItemFailures: at === undefined ? [] : [{ itemIdentifier: at }] };
}

function callsOf(events: readonly StoredWindow[]): Set<string> {
  return new Set(events.map(({ call_id }) => call_id));
}

/** Keeps a dead letter in place of a window; when it is sent again, its call is analysed. False if that failed. */
async function givenUp({ call_id, window_number }: StoredWindow): Promise<boolean> {
  const body = JSON.stringify({ job: 'settle', call_id, sentAt: Date.now(), ended: true });
  return deliveries.bury({ body, messageId: `${call_id}:${window_number}` }, 'internal').then(
    () => true,
    () => false,
  );
}

/** The key of a new window; null for another record, which the filter of the stream keeps away. */
function storedWindow({ eventName, dynamodb }: DynamoDBRecord): (StoredWindow & { sequence: string }) | null {
  const { call_id, window_number } = dynamodb?.Keys ?? {};
  if (eventName !== 'INSERT' || call_id?.S === undefined || window_number?.N === undefined) return null;
  return {
    call_id: call_id.S,
    window_number: Number(window_number.N),
    storedAt: (dynamodb?.ApproximateCreationDateTime ?? Date.now() / 1000) * 1000,
    sequence: dynamodb?.SequenceNumber ?? '',
  };
}

async function workOff(records: SQSRecord[], context: Context): Promise<SQSBatchResponse> {
  const deadline = Date.now() + context.getRemainingTimeInMillis() - MARGIN_MS;
  const stay = await mapLimit(MESSAGES_AT_A_TIME, records, async (record) => {
    try {
      return await staysQueued(record, deadline, context.awsRequestId);
    } catch (error) {
      if (error instanceof Error)
        console.error(JSON.stringify({ level: 'error', job: 'settle', error: loggedError(error) }));
      return true;
    }
  });
  return {
    batchItemFailures: records
      .filter((_, index) => stay[index])
      .map(({ messageId }) => ({ itemIdentifier: messageId })),
  };
}

async function staysQueued(record: SQSRecord, deadline: number, requestId: string): Promise<boolean> {
  const body: unknown = parsed(record.body);
  if (isTick(body)) {
    log(await lookAtWaiting(options, requestId, deadline - LOOKS_MS));
    return false;
  }
  if (isContactEvent(body)) {
    await dealWithContact(body);
    return false;
  }
  const dealt = await handleMessage(options, record.body, {
    tries: Number(record.attributes.ApproximateReceiveCount),
    firstTriedAt: Number(record.attributes.ApproximateFirstReceiveTimestamp),
    deadline,
  });
  const { outcome } = dealt;
  const goesOn = outcome.outcome === 'later' && outcome.code === undefined;
  // A call that goes on is no news. Its message begins anew, so that the age of a message tells how far this is behind.
  if (!goesOn) log(jobLogLine(dealt, { requestId, now: Date.now() }));
  if (outcome.outcome === 'dead') await deliveries.bury(record, outcome.code);
  if (outcome.outcome !== 'later') return false;
  if (goesOn) await deliveries.sendAgain(record, outcome.at - Date.now());
  else await deliveries.later(record, outcome.at - Date.now());
  return !goesOn;
}

async function dealWithContact(body: unknown): Promise<void> {
  const contact = endedContact(body);
  const { instanceArn, names } = config.connect ?? {};
  if (
    contact === null ||
    names === undefined ||
    contact.instanceArn !== instanceArn ||
    ports.queue === undefined
  )
    return;
  const isNamed = names.email !== undefined || names.agent !== undefined;
  const attributes = isNamed ? await contactAttributes(accessOf(process.env), contact) : {};
  await endContact(ports.queue, contact.contactId, attributes, names, Date.now());
}

/** Region and credentials of this function. */
function accessOf(env: Record<string, string | undefined>) {
  const { AWS_REGION = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN } = env;
  return {
    region: AWS_REGION,
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
    },
    endpoint: env.CONNECT_ENDPOINT,
  };
}

function isTick(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'job' in body && body.job === 'waiting';
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
