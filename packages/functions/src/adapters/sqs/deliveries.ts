import type { ErrorCode } from '@live-assist/core';
import type { SQSRecord } from 'aws-lambda';
import { type SqsAccess, sqsClient } from './sqs-client.ts';

/** SQS hides a message for at most 12 hours after it was received; this leaves half an hour of margin. */
const LONGEST_HOLD_SECONDS = 41_400;

const LONGEST_DELAY_SECONDS = 900;

/** The queues of the worker. */
export interface SqsDeliveryOptions extends SqsAccess {
  queueUrl: string;
  /** URL of the queue for redactions, if any. */
  redactionQueueUrl?: string | undefined;
  /** URL of the queue for settle jobs, if any. */
  settleQueueUrl?: string | undefined;
  /** URL of the queue for events, if any. */
  eventsQueueUrl?: string | undefined;
  deadLetterQueueUrl: string;
}

/** What is kept of a message that is given up. */
type Letter = Pick<SQSRecord, 'body' | 'messageId'> & Partial<Pick<SQSRecord, 'attributes'>>;

/**
 * Creates the two actions for a message that is not deleted.
 *
 * @throws LiveAssistError `store_unavailable`, from both actions.
 */
export function sqsDeliveries({
  queueUrl,
  redactionQueueUrl,
  settleQueueUrl,
  eventsQueueUrl,
  deadLetterQueueUrl,
  ...access
}: SqsDeliveryOptions) {
  const queueOf = ({ eventSourceARN }: SQSRecord) =>
    [redactionQueueUrl, settleQueueUrl, eventsQueueUrl].find(
      (url) => url?.split('/').at(-1) === eventSourceARN.split(':').at(-1),
    ) ?? queueUrl;
  const reach = sqsClient(queueUrl, access);
  return {
    /** Hides the message, and thereby its group, for at least a second and at most 11.5 hours. */
    async later(record: SQSRecord, delayMs: number): Promise<void> {
      const { receiptHandle } = record;
      const seconds = Math.min(Math.max(Math.ceil(delayMs / 1000), 1), LONGEST_HOLD_SECONDS);
      const change = { QueueUrl: queueOf(record), ReceiptHandle: receiptHandle, VisibilityTimeout: seconds };
      await reach(({ ChangeMessageVisibilityCommand }, client) =>
        client.send(new ChangeMessageVisibilityCommand(change)),
      );
    },

    /** Sends a settle job once more, for at least a second and at most a quarter of an hour later; the message is then done. */
    async sendAgain({ body }: SQSRecord, delayMs: number): Promise<void> {
      const again = {
        QueueUrl: settleQueueUrl ?? queueUrl,
        MessageBody: JSON.stringify({ ...JSON.parse(body), followsUp: true }),
        DelaySeconds: Math.min(Math.max(Math.ceil(delayMs / 1000), 1), LONGEST_DELAY_SECONDS),
      };
      await reach(({ SendMessageCommand }, client) => client.send(new SendMessageCommand(again)));
    },

    /** Copies the message to the dead-letter queue with its reason; a repeated copy is the same dead letter. */
    async bury({ body, messageId, attributes }: Letter, reason: ErrorCode): Promise<void> {
      const letter = {
        QueueUrl: deadLetterQueueUrl,
        MessageBody: body,
        // A standard queue takes neither of these.
        ...(deadLetterQueueUrl.endsWith('.fifo') && {
          MessageGroupId: attributes?.MessageGroupId ?? messageId,
          MessageDeduplicationId: messageId,
        }),
        MessageAttributes: { reason: { DataType: 'String', StringValue: reason } },
      };
      await reach(({ SendMessageCommand }, client) => client.send(new SendMessageCommand(letter)));
    },
  };
}
