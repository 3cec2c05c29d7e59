import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

/** What a redrive did. */
export interface Redriven {
  moved: number;
  /** How many of them had failed with which code; `none` when SQS itself gave them up. */
  reasons: Record<string, number>;
}

/** How long a letter is ours while we move it. One that we leave, or lose, shows again after that. */
const HOLD_SECONDS = 60;

/**
 * Moves dead letters back into the queues that they came from, those of one group in their order, and begins their
 * patience anew. A letter that comes back while this runs stays. May be repeated after an interruption: a letter that
 * was sent and not deleted is sent again as the same message.
 *
 * @param from - URL of the dead-letter queue.
 * @param to - URL of the queue of analyses and sweeps.
 * @param redactionsTo - URL of the queue of redactions, which may wait there for a day.
 * @throws the error of the SDK when SQS cannot be reached or a right is missing; what was moved until then stays moved.
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
      // With a wait all servers are asked, so that "none" means none.
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ['MessageGroupId', 'SentTimestamp'],
      MessageAttributeNames: ['reason'],
    }),
  );
  return Messages;
}

// One after another: a batch may be taken in part, and then later calls of a customer overtake earlier ones.
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

// Printed, so it must be a code and nothing else.
function reasonOf({ MessageAttributes }: Message): string {
  const reason = MessageAttributes?.reason?.StringValue ?? '';
  return /^[a-z_]{1,40}$/.test(reason) ? reason : 'none';
}
