import type { AnalysisQueue } from '@live-assist/core';
import { messageGroup, messageId } from './message-group.ts';
import { type SqsAccess, sqsClient } from './sqs-client.ts';

/** The queues of SQS, and the hash that stands for a customer. */
export interface SqsQueueOptions extends SqsAccess {
  /** URL of the FIFO queue. */
  queueUrl: string;
  /** URL of the queue for redactions, which may wait for a day. @default the same queue */
  redactionQueueUrl?: string | undefined;
  /** URL of the queue for settle jobs, a standard one that delays them. @default the same queue */
  settleQueueUrl?: string | undefined;
  /** URL of the queue for events, a standard one. @default the same queue */
  eventsQueueUrl?: string | undefined;
  /** The keyed hash of a customer, used as the message group, which keeps the calls of one customer in order. */
  groupOf: (clientEmail: string) => Promise<string>;
}

/**
 * {@link AnalysisQueue} over a FIFO queue of SQS.
 *
 * @example sqsAnalysisQueue({ queueUrl: process.env.ANALYSIS_QUEUE_URL, groupOf: customerHash(erasureKey) })
 */
export function sqsAnalysisQueue({
  queueUrl,
  redactionQueueUrl = queueUrl,
  settleQueueUrl,
  eventsQueueUrl,
  groupOf,
  region,
  credentials,
}: SqsQueueOptions): AnalysisQueue {
  const reach = sqsClient(queueUrl, { region, credentials });
  const standardQueueOf = (kind: string): string | undefined => {
    if (kind === 'settle') return settleQueueUrl;
    return ['events', 'overdue', 'overdue-day', 'removed'].includes(kind) ? eventsQueueUrl : undefined;
  };
  return {
    async send(job, sameAs) {
      const standard = 'job' in job ? standardQueueOf(job.job) : undefined;
      if (standard !== undefined) {
        const unordered = { QueueUrl: standard, MessageBody: JSON.stringify(job) };
        await reach(({ SendMessageCommand }, client) => client.send(new SendMessageCommand(unordered)));
        return;
      }
      const message = {
        QueueUrl: 'job' in job && job.job === 'redact' ? redactionQueueUrl : queueUrl,
        MessageBody: JSON.stringify(job),
        MessageGroupId: await messageGroup(job, groupOf),
        // A retry of the SDK counts as the same message.
        MessageDeduplicationId: await messageId(sameAs, groupOf),
      };
      await reach(({ SendMessageCommand }, client) => client.send(new SendMessageCommand(message)));
    },
  };
}
