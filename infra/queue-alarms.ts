import { type Alarm, MINUTE, ofQueue } from './alarms.ts';
import type { Queues } from './queue.ts';

/** Watches the analysis queue. No caller waits for its jobs, so none of its alarms pages. */
export function watchQueues(alarm: Alarm, { analyses, deadLetters }: Queues): void {
  alarm('MorningDeadLetters', {
    section: 'Dead letters',
    tells: 'Calls were given up: the dead-letter queue is not empty.',
    ...ofQueue(deadLetters, 'ApproximateNumberOfMessagesVisible'),
    threshold: 1,
  });
  alarm('MorningOldMessages', {
    section: 'Calls that wait',
    tells: 'A call has been waiting for its analysis for an hour or longer.',
    ...ofQueue(analyses, 'ApproximateAgeOfOldestMessage'),
    threshold: 60 * MINUTE,
  });
}
