import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message in a queue. */
export interface KeptMessage {
  body: string;
  group: string;
  /** Texts of its message attributes. */
  attributes: Record<string, string>;
  /** End of its invisibility, in milliseconds since 1970; 0 if it was never received. */
  hiddenUntil: number;
}

/** FIFO queues over a real socket, in the JSON protocol of SQS. The first use creates a queue. */
export interface SqsQueues {
  /** Address of a queue on this machine. */
  url(queue: string): string;
  /** Environment variables for SQS clients. */
  environment: Record<string, string>;
  /** The messages of a queue, in order. */
  messages(queue: string): KeptMessage[];
  /** The requested actions, such as `SendMessage`, in order. */
  asked: string[];
  /** Refuses the next requests for an action, as SQS does when it is overloaded. */
  refuse(action: string, times: number): void;
  stop(): Promise<void>;
}

type Stored = KeptMessage & {
  id: string;
  deduplicationId: string;
  sentAt: number;
  firstReceivedAt: number;
  receives: number;
  receipt: string;
};

type Attributes = Record<string, { DataType: string; StringValue: string }>;

/** The fields of the supported requests. */
interface QueueRequest {
  QueueUrl: string;
  MessageBody: string;
  MessageGroupId: string;
  MessageDeduplicationId: string;
  MessageAttributes?: Attributes;
  MaxNumberOfMessages?: number;
  VisibilityTimeout?: number;
  ReceiptHandle: string;
}

const DEDUPLICATION_MS = 5 * 60_000;

/**
 * Starts queues with the guarantees of SQS FIFO queues: while a message of a group is in flight, no other message of
 * that group is delivered; equal messages within 5 minutes are one; a receipt is valid until the message reappears.
 *
 * @param now - The clock of the queues, in milliseconds since 1970.
 */
export async function startSqsQueues(now: () => number = Date.now): Promise<SqsQueues> {
  const queues = new Map<string, Stored[]>();
  const sent = new Map<string, number>();
  const refusals = new Map<string, number>();
  const asked: string[] = [];
  const inQueue = (url: string) => {
    const name = url.split('/').at(-1) ?? '';
    return queues.get(name) ?? queues.set(name, []).get(name) ?? [];
  };
  const held = (request: QueueRequest) => {
    const message = inQueue(request.QueueUrl).find(({ receipt }) => receipt === request.ReceiptHandle);
    if (message === undefined || message.hiddenUntil <= now()) throw new Refusal('ReceiptHandleIsInvalid');
    return message;
  };

  const actions: Record<string, (request: QueueRequest) => object> = {
    SendMessage(request) {
      const { MessageBody: body, MessageGroupId: group, MessageDeduplicationId: deduplicationId } = request;
      if (!group || !deduplicationId) throw new Refusal('MissingParameter');
      const key = `${request.QueueUrl} ${deduplicationId}`;
      const id = randomUUID();
      if ((sent.get(key) ?? Number.NEGATIVE_INFINITY) <= now() - DEDUPLICATION_MS) {
        sent.set(key, now());
        const attributes = textsOf(request.MessageAttributes);
        const life = { sentAt: now(), hiddenUntil: 0, firstReceivedAt: 0, receives: 0, receipt: '' };
        inQueue(request.QueueUrl).push({ id, body, group, deduplicationId, attributes, ...life });
      }
      return { MessageId: id, MD5OfMessageBody: md5(body) };
    },
    ReceiveMessage({ QueueUrl, MaxNumberOfMessages = 1, VisibilityTimeout = 30 }) {
      const queue = inQueue(QueueUrl);
      const out = new Set(queue.filter((one) => one.hiddenUntil > now()).map(({ group }) => group));
      const given = queue.filter(({ group }) => !out.has(group)).slice(0, MaxNumberOfMessages);
      for (const message of given) {
        message.hiddenUntil = now() + VisibilityTimeout * 1000;
        message.firstReceivedAt ||= now();
        message.receives += 1;
        message.receipt = randomUUID();
      }
      return given.length === 0 ? {} : { Messages: given.map(described) };
    },
    DeleteMessage(request) {
      const message = held(request);
      const queue = inQueue(request.QueueUrl);
      queue.splice(queue.indexOf(message), 1);
      return {};
    },
    ChangeMessageVisibility(request) {
      held(request).hiddenUntil = now() + Number(request.VisibilityTimeout) * 1000;
      return {};
    },
  };

  const server = createServer(async (request, response) => {
    const action = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
    asked.push(action);
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    try {
      const left = refusals.get(action) ?? 0;
      refusals.set(action, left - 1);
      if (left > 0) throw new Refusal('RequestThrottled');
      const run = actions[action];
      if (run === undefined) throw new Refusal('UnsupportedOperation');
      answer(200, run(await readJson(request)));
    } catch (error) {
      const type = error instanceof Refusal ? error.message : 'InternalError';
      answer(400, { __type: `com.amazonaws.sqs#${type}`, message: type });
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: (queue) => `${origin}/123456789012/${queue}`,
    environment: {
      AWS_ENDPOINT_URL_SQS: origin,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    messages: (queue) =>
      inQueue(queue).map(({ body, group, attributes, hiddenUntil }) => ({
        body,
        group,
        attributes,
        hiddenUntil,
      })),
    asked,
    refuse: (action, times) => refusals.set(action, times),
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}

class Refusal extends Error {}

function described(message: Stored): object {
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    Body: message.body,
    MD5OfBody: md5(message.body),
    Attributes: {
      MessageGroupId: message.group,
      MessageDeduplicationId: message.deduplicationId,
      SentTimestamp: String(message.sentAt),
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
      ApproximateReceiveCount: String(message.receives),
    },
    MessageAttributes: Object.fromEntries(
      Object.entries(message.attributes).map(([name, StringValue]) => [
        name,
        { DataType: 'String', StringValue },
      ]),
    ),
  };
}

function textsOf(attributes: Attributes = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue]));
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

async function readJson(request: IncomingMessage): Promise<QueueRequest> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}
