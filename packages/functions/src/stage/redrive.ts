import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

/** The result of a redrive. */
export interface Redriven {
  moved: number;
  /** Number of letters per error code; `none` for letters that SQS moved itself. */
  reasons: Record<string, number>;
}

/** How long a letter is hidden while it is moved, in seconds. A letter that stays reappears after that. */
const HOLD_SECONDS = 60;

/**
 * Moves dead letters back into the queues that they came from, in order within a group, and restarts their retry time. A
 * letter that returns while this runs stays. Safe to repeat after an interruption: a letter that was sent but not
 * deleted is sent again as the same message.
 *
 * @param from - URL of the dead-letter queue.
 * @param to - URL of the queue of analyses and sweeps.
 * @param redactionsTo - URL of the queue of redactions, which may wait there for a day.
 * @throws the error of the SDK when SQS cannot be reached or a permission is missing; letters moved before that stay
 *   moved.
 * @example await redrive(deadLetters.url, analyses.url, redactions.url) // { moved: 2, reasons: { … } }
 */
export async function redrive(from: string, to: string, redactionsTo: string): Promise<Redriven> {
  const startedAt = Date.now();
  const region = /^sqs\.([\w-]+)\./.exec(new URL(from).hostname)?.[1];
  const client = new SQSClient({ ...(region && { region }) });
  const redriven: Redriven = { moved: 0, reasons: {} };
  try {
    for (;;) {
      const letters = await receive(client, from);
      if (letters.length === 0) return redriven;
      for (const letter of letters) {
        if (Number(letter.Attributes?.SentTimestamp) > startedAt) continue;
        await move(client, letter, from, isRedaction(letter) ? redactionsTo : to);
        const reason = reasonOf(letter);
        redriven.moved += 1;
        redriven.reasons[reason] = (redriven.reasons[reason] ?? 0) + 1;
      }
    }
  } finally {
    client.destroy();
  }
}

async function receive(client: SQSClient, from: string): Promise<Message[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: from,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: HOLD_SECONDS,
      // Long polling asks all servers of SQS, so an empty answer means an empty queue.
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ['MessageGroupId', 'SentTimestamp'],
      MessageAttributeNames: ['reason'],
    }),
  );
  return Messages;
}

// One message at a time: a batch may succeed in part, and later calls of a customer would overtake earlier ones.
async function move(
  client: SQSClient,
  { MessageId, Body, ReceiptHandle, Attributes }: Message,
  from: string,
  to: string,
): Promise<void> {
  await client.send(
    new SendMessageCommand({
      QueueUrl: to,
      MessageBody: Body,
      MessageGroupId: Attributes?.MessageGroupId,
      MessageDeduplicationId: MessageId,
    }),
  );
  await client.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
}

function isRedaction({ Body = '' }: Message): boolean {
  try {
    return JSON.parse(Body)?.job === 'redact';
  } catch {
    return false;
  }
}

// The reason is printed, so it must be an error code.
function reasonOf({ MessageAttributes }: Message): string {
  const reason = MessageAttributes?.reason?.StringValue ?? '';
  return /^[a-z_]{1,40}$/.test(reason) ? reason : 'none';
}
