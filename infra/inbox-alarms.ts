import { type Alarm, MINUTE, ofQueue } from './alarms.ts';
import type { InboxParts } from './inbox.ts';

/** Watches the inbox. No caller waits for a file, so none of these alarms pages. */
export function watchInbox(alarm: Alarm, { landed, deadLetters }: InboxParts): void {
  alarm('MorningLostFiles', {
    section: 'Files of the inbox were given up',
    tells: 'Files that landed in the inbox were given up: the dead letters of its queue are not empty.',
    ...ofQueue(deadLetters, 'ApproximateNumberOfMessagesVisible'),
    threshold: 1,
  });
  alarm('MorningLateFiles', {
    section: 'Files of the inbox were given up',
    tells: 'A file has been waiting for its import for an hour or longer.',
    ...ofQueue(landed, 'ApproximateAgeOfOldestMessage'),
    threshold: 60 * MINUTE,
  });
}
