import type { MemoryBox } from '@live-assist/core';
import type { Dates } from './dates.ts';
import type { Messages, Piece } from './messages.ts';
import { format } from './messages.ts';
import { plainText } from './plain-text.ts';

/** How urgent a headline is: its colour and its sign. */
export type Tone = 'alert' | 'warn' | 'info' | 'calm' | 'new';

/** The headline of a box in words, with its tone. A kind that is not known yet counts as the promise it names. */
export function headline(box: MemoryBox, messages: Messages, dates: Dates): { words: Piece[]; tone: Tone } {
  const { kind, commitmentId, category, count, days } = box.headline;
  const promise = box.commitments.find(({ id }) => id === commitmentId);
  const text = plainText(promise?.text) || messages.something;
  const day = dates.dayName(promise?.dueAt ?? null);
  const about = { category: plainText(category) || messages.something, count: Number(count) || 0 };
  const say = (tone: Tone, key: keyof Messages, values: Record<string, string | number> = {}) => ({
    words: format(messages, key, values),
    tone,
  });
  switch (kind) {
    case 'just_called':
      return say('info', 'just_called', { ago: dates.ago(newest(box)) });
    case 'overdue':
      // The service decides on its own calendar, where the day may have ended before the reader's.
      return say('alert', 'overdue', { text, day: days === null || days > 0 ? day : dates.absolute(promise?.dueAt ?? null) });
    case 'due_today':
      return say('warn', 'due_today', { text });
    case 'unresolved':
      return say('warn', 'unresolved', about);
    case 'repeat':
      return say('warn', 'repeat', about);
    case 'customer_owes':
      return say('info', day ? 'customer_owes_by' : 'customer_owes', { text, day });
    case 'nothing_open':
      return say('calm', 'nothing_open');
    case 'new':
      return say('new', 'new');
    default:
      return promise === undefined
        ? say('calm', 'nothing_open')
        : say('info', day ? 'open_by' : 'open', { text, day });
  }
}

function newest(box: MemoryBox): string | null {
  return box.pending.map(({ since }) => since).sort().at(-1) ?? null;
}
