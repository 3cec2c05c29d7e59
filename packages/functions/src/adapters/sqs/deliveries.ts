import type { ErrorCode } from '@live-assist/core';
import type { SQSRecord } from 'aws-lambda';
import { type SqsAccess, sqsClient } from './sqs-client.ts';

/** SQS holds a message back for 12 hours in all, counted from when it gave it out; half an hour less is always less. */
const LONGEST_HOLD_SECONDS = 41_400;

/** The queues whose messages a worker deals with. */
export interface SqsDeliveryOptions extends SqsAccess {
  queueUrl: string;
  /** URL of the queue of redactions, where there is one. */
  redactionQueueUrl?: string | undefined;
  deadLetterQueueUrl: string;
}

/**
 * What a worker can do with a message that it does not delete.
 *
 * @throws LiveAssistError `store_unavailable`, from both of its functions.
 */
export function sqsDeliveries({
  queueUrl,
  redactionQueueUrl,
  deadLetterQueueUrl,
  ...access
}: SqsDeliveryOptions) {
  const queueOf = ({ eventSourceARN }: SQSRecord) =>
    redactionQueueUrl?.split('/').at(-1) === eventSourceARN.split(':').at(-1) ? redactionQueueUrl : queueUrl;
  const reach = sqsClient(queueUrl, access);
  return {
    /** Holds the message back, and with it those of its group; at least a second, and at most 11 and a half hours. */
    async later(record: SQSRecord, delayMs: number): Promise<void> {
      const { receiptHandle } = record;
      const seconds = Math.min(Math.max(Math.ceil(delayMs / 1000), 1), LONGEST_HOLD_SECONDS);
      const change = { QueueUrl: queueOf(record), ReceiptHandle: receiptHandle, VisibilityTimeout: seconds };
      await reach(({ ChangeMessageVisibilityCommand }, client) =>
        client.send(new ChangeMessageVisibilityCommand(change)),
      );
    },

    /** Copies the message into the dead-letter queue, with its reason; delivered again it is the same dead letter. */
    async bury({ body, messageId, attributes }: SQSRecord, reason: ErrorCode): Promise<void> {
      const letter = {
        QueueUrl: deadLetterQueueUrl,
        MessageBody: body,
        MessageGroupId: attributes.MessageGroupId ?? messageId,
        MessageDeduplicationId: messageId,
        MessageAttributes: { reason: { DataType: 'String', StringValue: reason } },
      };
      await reach(({ SendMessageCommand }, client) => client.send(new SendMessageCommand(letter)));
    },
  };
}
