import type { MemoryBox } from '@live-assist/core';
import type { Dates } from './dates.ts';
import type { Messages, Values } from './messages.ts';
import { plainText } from './plain-text.ts';

/** How urgent a headline is: its colour and its sign. */
export type Tone = 'alert' | 'warn' | 'info' | 'calm' | 'new';

/** A headline: a message, the values in it, and its tone. */
export type Headline = [tone: Tone, key: keyof Messages, values: Values];

/**
 * The headline of a box. A promise that the agent has ticked since is said to be done; a kind that is not
 * known yet counts as the promise it names.
 */
export function headline(box: MemoryBox, messages: Messages, dates: Dates): Headline {
  const { kind, commitmentId, category, count } = box.headline;
  const promise = box.commitments.find(({ id }) => id === commitmentId);
  const something = messages.something as string;
  const text = plainText(promise?.text) || something;
  const day = dates.dayName(promise?.dueAt);
  const values = { text, day, category: plainText(category) || something, count: Number(count) || 0 };
  if (kind === 'kept' && promise?.status === 'kept') return ['calm', kind, values];
  if (promise && promise.status !== 'open') {
    const action = messages[promise.status === 'kept' ? 'done' : 'not_a_promise'] as string;
    return ['calm', 'label', { action, text }];
  }
  if (kind === 'not_analysed') return ['info', kind, { ago: dates.ago(newestPending(box)) }];
  if (kind === 'overdue' || kind === 'missed') return ['alert', kind, values];
  if (kind === 'due_today' || kind === 'unresolved' || kind === 'repeat') return ['warn', kind, values];
  if (kind === 'new') return [kind, kind, values];
  if (kind === 'nothing_open' || !promise) return ['calm', 'nothing_open', values];
  const owes = kind === 'customer_owes' ? kind : 'open';
  return ['info', day ? `${owes}_by` : owes, values];
}

/** When the newest call that is not analysed yet ended. */
export function newestPending(box: MemoryBox): string | undefined {
  return box.pending
    .map(({ since }) => since)
    .sort()
    .at(-1);
}
