import { lazyPattern } from '../shared/lazy-pattern.ts';
import { DAY_OF_MONTH, MONTH, meaningOf, NAMES_TIME, NUMBER, WEEKDAY } from './date-phrases.ts';

// Longer phrases name no date that is understood.
const LONGEST_PHRASE = 80;
const LONGEST_PHRASE_TOKENS = 12;
// Most stretches of a sentence that are looked up; real sentences hold only a few candidates.
const MOST_LOOKED_UP = 100;

/**
 * Finds the day that the words of a promise mean, seen from the day of the call. It reads English and prefers null to a
 * guess: vague words ("soon"), dates that do not exist (31 June), dates before the call, and dates that read
 * differently in Europe and America (03/04/2026) yield null. If the words allow several days, the last one counts, so
 * that no promise is overdue too early. docs/metrics.md lists the phrases that are understood.
 *
 * @param callDay - `YYYY-MM-DD`, at the place of the call.
 * @returns `YYYY-MM-DD`, never before `callDay`, or null.
 *
 * @example resolveDueDate('by Friday', '2026-03-03') // '2026-03-06'
 */
export function resolveDueDate(words: string, callDay: string): string | null {
  return words.length > LONGEST_PHRASE ? null : (meaningOf(words)?.(callDay) ?? null);
}

const TOKEN = lazyPattern(() => /[\p{L}\p{N}][\p{L}\p{N}'’:/–-]*/gu);

/**
 * Finds the longest phrase of a sentence that {@link resolveDueDate} understands, as written; of equally long phrases
 * the first; null if there is none. Skips words about the past ("last Friday", "two days ago") and spans that count
 * from another event ("within 24 hours of booking"). Takes linear time: it stops after 100 candidate stretches.
 *
 * @example findDueWords("I'll call you back by Friday, promised.") // 'by Friday'
 */
export function findDueWords(sentence: string): string | null {
  const tokens = [...sentence.matchAll(TOKEN())];
  const names = tokens.map(([word]) => NAMES_TIME.test(word));
  let longest: string | null = null;
  let lookedUp = 0;
  // Index of the next word without which nothing is understood.
  let named = names.indexOf(true);
  for (const [i, first] of tokens.entries()) {
    if (named < i) named = names.indexOf(true, i);
    if (named === -1 || lookedUp >= MOST_LOOKED_UP) break;
    if (!MAY_BEGIN.test(first[0]) || NOT_AFTER.test(tokens[i - 1]?.[0] ?? '')) continue;
    for (let end = Math.min(i + LONGEST_PHRASE_TOKENS, tokens.length); end > named; end -= 1) {
      const last = tokens[end - 1] ?? first;
      if (!MAY_END.test(last[0])) continue;
      const phrase = sentence.slice(first.index, last.index + last[0].length);
      if (phrase.length <= (longest?.length ?? 0)) break;
      const [next = '', afterNext = ''] = [tokens[end]?.[0], tokens[end + 1]?.[0]];
      if (NOT_BEFORE.test(next) || (RANGE.test(next) && GOES_ON.test(afterNext))) continue;
      lookedUp += 1;
      if (!isDue(phrase)) continue;
      longest = phrase;
      break;
    }
  }
  return longest;
}

// Possible first and last words of a phrase: they rule out most stretches of a sentence at little cost.
const MAY_BEGIN = new RegExp(
  `^(?:by|on|before|until|till|no|not|sometime|later|early|first|in|within|over|between|the|end|close|eod|cob|eow|eom|noon|today|tonight|tomorrow|day|this|next|coming|${WEEKDAY}|${MONTH}|\\d.*)$`,
  'i',
);
const MAY_END = new RegExp(
  `^(?:today|tonight|tomorrow|(?:minute|hour|day|week|month)s?|weekend|morning|afternoon|evening|night|noon|midday|midnight|business|eod|cob|eow|eom|time|now|latest|sooner|earlier|m|am|pm|o['’]clock|${WEEKDAY}|${MONTH}|${DAY_OF_MONTH}|\\d.*)$`,
  'i',
);
const NOT_AFTER = /^(?:last|past|previous|since|from|every|each|to|through|or)$/i;
const NOT_BEFORE = /^(?:ago|of|from|after|since|or|last|earlier)$/i;
// "Monday to Friday" is a range; "on Monday to confirm" means a day.
const RANGE = /^(?:to|through)$/i;
const GOES_ON = new RegExp(`^(?:the|next|${WEEKDAY}|${MONTH}|${NUMBER}|\\d.*)$`, 'i');
// "I have waited 3 weeks" names no date; "within 3 weeks" does.
const BARE_SPAN = new RegExp(`^${NUMBER}\\b.*(?:minute|hour|day|week|month)s?$`, 'i');

// A weekday with a date ("Friday, March 6") fits only some years; 28 years cover every pair.
const SAMPLE_DAYS = Array.from({ length: 28 }, (_, i) => `${1970 + i}-01-01`);

function isDue(phrase: string): boolean {
  if (phrase.length > LONGEST_PHRASE || BARE_SPAN.test(phrase)) return false;
  const meaning = meaningOf(phrase);
  return meaning !== null && SAMPLE_DAYS.some((day) => meaning(day) !== null);
}
