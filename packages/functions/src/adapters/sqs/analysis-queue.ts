import type { AnalysisQueue } from '@live-assist/core';
import { type SqsAccess, sqsClient } from './client.ts';
import { messageGroup, messageId } from './message-group.ts';

/** Which queue of SQS, and how a customer is named there. */
export interface SqsQueueOptions extends SqsAccess {
  /** URL of the FIFO queue. */
  queueUrl: string;
  /** The keyed hash of a customer: the message group, which keeps the calls of one customer in order. */
  groupOf: (clientEmail: string) => Promise<string>;
}

/**
 * {@link AnalysisQueue} over a FIFO queue of SQS.
 *
 * @example sqsAnalysisQueue({ queueUrl: process.env.ANALYSIS_QUEUE_URL, groupOf: customerHash(erasureKey) })
 */
export function sqsAnalysisQueue({ queueUrl, groupOf, ...access }: SqsQueueOptions): AnalysisQueue {
  const reach = sqsClient(queueUrl, access);
  return {
    async send(job, sameAs) {
      const message = {
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(job),
        MessageGroupId: await messageGroup(job, groupOf),
        // What the SDK sends again is the same message.
        MessageDeduplicationId: await messageId(sameAs, groupOf),
      };
      await reach(({ SendMessageCommand }, client) => client.send(new SendMessageCommand(message)));
    },
  };
}
