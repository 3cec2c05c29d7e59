import { findDueWords } from '@live-assist/core/evidence/due-date';
import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';
import type { Clause } from './promise-filters.ts';
import { GOODS, LATER, REACH, SEND } from './promise-words.ts';

/** Where a second promise with the same subject begins. */
export interface Second {
  at: number;
  /** Length of the words that join it. */
  skip: number;
  /** What is put before its words, from the words of the first. */
  opening: (first: string) => string;
}

/** "I'll email you the form and call you back on Monday" holds two promises. */
const SECOND = lazyPattern(() => new RegExp(`,? and (?:then |also )*(?=${REACH}|${SEND})`, 'i'));
const SECOND_ACT = lazyPattern(() => new RegExp(`,? and (?:then |also )*(?=${LATER}|${GOODS})`, 'i'));
/** "The form today and the label tomorrow." */
const SECOND_THING = /,? and (?=(?:the|a|an|your|my|our|another|some) [^,.;]{2,60}$)/i;
const SUBJECT = /^(?:i|we|they|he|she)\s?(?:['’]ll|will|shall|(?:['’]m|am|['’]re|are)\s+(?:going to|gonna))/i;
const subjectOf = (first: string) => SUBJECT.exec(first)?.[0] ?? '';

/** Finds a second promise in a clause: "I'll email you the form and call you back on Monday"; null if there is none. */
export function secondIn(plain: string, { frameEnd, end }: Clause, waits: boolean): Second | null {
  const rest = plain.slice(frameEnd, end);
  const act = SECOND().exec(rest);
  if (act !== null) return { at: frameEnd + act.index, skip: act[0].length, opening: subjectOf };
  if (waits) return null;
  for (const [pattern, opening] of [
    [SECOND_ACT(), subjectOf],
    [
      SECOND_THING,
      (first: string) =>
        /\bbe\s/i.test(first) ? first : first.replace(/\s(?:the|a|an|your|you|it|my|our)$/i, ''),
    ],
  ] as const) {
    const found = pattern.exec(rest);
    if (found === null) continue;
    // Each has a day of its own, or the words belong to the first.
    const [before, after] = [rest.slice(0, found.index), rest.slice(found.index)];
    if (findDueWords(before) === null || findDueWords(after) === null) continue;
    return { at: frameEnd + found.index, skip: found[0].length, opening };
  }
  return null;
}
