import type { HeadlineKind, MemoryBox } from '@live-assist/core';
import type { Dates } from './dates.ts';
import type { Messages, Values } from './messages.ts';
import { pieces } from './messages.ts';
import { plainText } from './plain-text.ts';
import { aboutOf, cutWords, labelOf } from './short-text.ts';

/** How urgent a headline is: its colour and its sign. */
export type Tone = 'alert' | 'warn' | 'info' | 'calm' | 'new';

/** A headline: a message, the values in it, its tone, and the words of its text for which it has no room. */
export type Headline = [tone: Tone, key: keyof Messages, values: Values, rest: string];

/** More words than this are not read in two seconds. */
const HEADLINE_WORDS = 7;

/** The kinds that have words of their own, and their tones. */
const TONES = {
  missed: 'alert',
  overdue: 'alert',
  due_today: 'warn',
  unresolved: 'warn',
  repeat: 'warn',
  open: 'info',
  customer_owes: 'info',
  not_analysed: 'info',
  kept: 'calm',
  nothing_open: 'calm',
  new: 'new',
} satisfies Record<HeadlineKind, Tone>;

/** The headline of a box. A kind that is not known yet counts as the promise it names. */
export function headline(box: MemoryBox, messages: Messages, dates: Dates): Headline {
  const { kind, commitmentId, call_id, category, count, days } = box.headline;
  const promise = box.commitments.find(({ id }) => id === commitmentId);
  const calls = [...(box.matters ?? []), ...(box.lastCall ? [box.lastCall] : [])];
  const call = kind === 'unresolved' && calls.find((each) => each.call_id === call_id);
  const text = promise
    ? labelOf(promise)
    : (call && aboutOf(call)) || plainText(category).replaceAll('-', ' ') || '…';
  const pending = box.pending.length > 0 && kind !== 'unresolved' && !promise;
  const known =
    (Object.keys(TONES) as (keyof typeof TONES)[]).find((each) => each === kind) ??
    (promise ? 'open' : 'nothing_open');
  const key = pending && known !== 'repeat' ? 'not_analysed' : known;
  const isLate = box.commitments.some(
    ({ status, owner, overdue, missed }) => status === 'open' && owner === 'agent' && (overdue || missed),
  );
  const tone: Tone = TONES[key];
  const values = {
    day: dates.absolute(promise?.closing?.at),
    count: Number(count) || 0,
    days: Math.max(0, Number(days) || 0),
  };
  const around =
    pieces(messages[key], { ...values, text: '' })
      .join('')
      .match(/\S+/g)?.length ?? 0;
  const [head, rest] = cutWords(text, Math.max(1, HEADLINE_WORDS - around));
  // Green is for a customer to whom nothing of ours is late.
  return [tone === 'calm' && isLate ? 'info' : tone, key, { ...values, text: head }, rest];
}
