import type { RecordedTurn } from '@live-assist/core';
import type { Random } from './random.ts';

/** A word that identifies a call in its transcript; redaction leaves it unchanged. */
export const REFERENCE = /\bzor[a-z]{5}\b/;

/** The agent's promise in each call; the group captures the text of the commitment. */
export const PROMISE = /I will (send you the zor[a-z]{5} lamp) by Friday/;

/** The reference of the n-th call. */
export function referenceOf(n: number): string {
  let word = '';
  for (let rest = n; word.length < 5; rest = Math.floor(rest / 26)) {
    word = String.fromCharCode(97 + (rest % 26)) + word;
  }
  return `zor${word}`;
}

// The lines must fit the side: a call whose sides look swapped stores no promise.
const SMALL_TALK: Record<'agent' | 'customer', readonly [string, ...string[]]> = {
  agent: [
    'Let me look that up for you.',
    'Thank you for your patience.',
    'I understand, and I am sorry for the trouble.',
    'The warehouse has not sent it out yet.',
  ],
  customer: [
    'I have been waiting since last week, and nobody has told me anything.',
    'It was meant to be a present, so I am not happy about this.',
    'Could you tell me what happens next?',
    'That is what they told me the last time as well.',
  ],
};
const sideOf = (n: number) => (n % 2 === 0 ? 'agent' : 'customer');

/**
 * The turns of one window. The first window states the subject, the last one contains the promise. Times are absolute
 * and on whole minutes, so that calls of one customer end at the same millisecond.
 */
export function turnsOf(
  random: Random,
  { reference, window, isLast }: { reference: string; window: number; isLast: boolean },
): RecordedTurn[] {
  const said: string[] = [];
  if (window === 1) {
    said.push('Good morning, how can I help?', `The ${reference} lamp has not come.`);
  }
  const more = 2 + random.below(6);
  for (let n = 0; n < more; n += 1) said.push(random.pick(SMALL_TALK[sideOf(said.length)]));
  if (said.length % 2 === 1) said.push('I see.');
  if (isLast) said.push(`I will send you the ${reference} lamp by Friday.`, 'All right, thank you.');
  const minute = Date.UTC(2026, 9, 5, 9, window);
  return said.map((transcript, n) => ({
    speaker: sideOf(n),
    transcript,
    timestamp: new Date(minute + n * 5_000).toISOString(),
  }));
}
