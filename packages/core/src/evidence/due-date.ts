import { clockInZone, momentInZone } from '../shared/calendar.ts';
import type { Candidate } from './due/candidates.ts';
import { chosen, correctedIn, phrasesIn } from './due/due-words.ts';

/** When and where something was said. */
export interface Said {
  /** `YYYY-MM-DD` in the time zone of the call. */
  day: string;
  /** Minutes from midnight there; null when only the day is known. */
  minutes: number | null;
  /** IANA name of that zone; null when it is not known, and then no other zone is converted. */
  timeZone: string | null;
}

/** When a promise is due, in the time zone of the call. */
export interface Due {
  /** `YYYY-MM-DD`. */
  dueAt: string | null;
  /** `HH:MM`, the end of the span named; null when the promise is due by the end of the day. */
  dueTime: string | null;
}

/** No day is known. */
export const NOT_DUE: Due = { dueAt: null, dueTime: null };

// Longer phrases name no date that is understood.
const LONGEST_PHRASE = 80;

/**
 * Which day the words of a promise mean, seen from the day of the call. It prefers null to a guess: vague words ("soon"),
 * dates that do not exist (31 June), dates before the call and dates that read differently on either side of an ocean
 * (03/04/2026) mean no day, and neither do words of which a part is not understood. Words that allow several days mean the
 * last of them, so that no promise is overdue too early. docs/metrics.md lists what is understood.
 *
 * @param callDay - `YYYY-MM-DD`, at the place of the call.
 * @returns `YYYY-MM-DD`, never before `callDay`, or null.
 *
 * @example resolveDueDate('by Friday', '2026-03-03') // '2026-03-06'
 */
export function resolveDueDate(words: string, callDay: string): string | null {
  return dueIn(words, words, { day: callDay, minutes: null, timeZone: null }).dueAt;
}

/** A phrase of a text that says when something is due. */
export type Phrase = Candidate;

/** When a promise is due whose text holds these words, read as {@link phraseAt} reads them. */
export function dueIn(text: string, words: string, said: Said): Due {
  const from = text.toLowerCase().indexOf(words.toLowerCase());
  const phrase =
    from === -1 || words.length > LONGEST_PHRASE ? null : phraseAt(text, from, from + words.length);
  return phrase === null ? NOT_DUE : dueOf(phrase, said);
}

// Bounds what is read around words in a turn of many pages.
const AROUND = 300;

/**
 * The phrase that the words at a place of a text are part of: of "a week on Friday" the word "Friday" alone would be a week
 * too early. Null when what stands there is not understood.
 */
export function phraseAt(text: string, from: number, end: number): Phrase | null {
  const at = Math.max(0, from - AROUND);
  const around = text.slice(at, end + AROUND);
  const found = phrasesIn(around);
  const overlaps = (place: { from: number; end: number }) => place.from + at < end && place.end + at > from;
  if (found.refused.some(overlaps)) return null;
  const phrase = chosen(around, {
    candidates: found.candidates.filter(overlaps),
    refused: found.refused.filter(({ isNegated }) => isNegated),
  });
  if (phrase === null) return null;
  const { from: begin, end: last, ...means } = correctedIn(around, phrase, found.candidates) ?? phrase;
  return { ...means, from: begin + at, end: last + at };
}

/** True if words about a time stand at a place of a text: understood, or such that no day may be read from them. */
export function saysWhenAt(text: string, from: number, end: number): boolean {
  const at = Math.max(0, from - AROUND);
  const { candidates, refused } = phrasesIn(text.slice(at, end + AROUND));
  return [...candidates, ...refused].some((place) => place.from + at < end && place.end + at > from);
}

/** The phrase that says when what a sentence promises is due, or null. */
export function phraseOf(sentence: string): Phrase | null {
  return chosen(sentence, phrasesIn(sentence));
}

/** What a phrase means, said at a time and place. */
export function dueOf({ means }: Phrase, { day, minutes, timeZone }: Said): Due {
  const point = means({ day, minutes });
  if (point === null || point.day < day) return NOT_DUE;
  if (point.elapsed !== undefined && minutes !== null && timeZone !== null) {
    // Where the clocks change on the way, "in 24 hours" is the later of the same time and of 24 hours.
    const moment = momentInZone(day, minutes, timeZone) + point.elapsed * 60_000;
    const there = clockInZone(moment, timeZone);
    const [hour, counted] = [clock(point.minutes ?? 0), clock(there.minutes)];
    const isLater = `${there.day} ${counted}` > `${point.day} ${hour}`;
    return isLater ? { dueAt: there.day, dueTime: counted } : { dueAt: point.day, dueTime: hour };
  }
  if (point.minutes === null) return { dueAt: point.day, dueTime: null };
  if (point.zone === null || timeZone === null || point.zone === timeZone)
    return {
      dueAt: point.day,
      dueTime: point.zone === null || timeZone !== null ? clock(point.minutes) : null,
    };
  const here = clockInZone(momentInZone(point.day, point.minutes, point.zone), timeZone);
  return { dueAt: here.day, dueTime: clock(here.minutes) };
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/**
 * The phrase of a sentence that says when what it promises is due, as it stands there, or null. Words about the past ("last
 * Friday", "two days ago") and spans that count from something else ("within 24 hours of booking") are passed over; of two
 * days ("by tomorrow I'll move your appointment to Thursday") it is the one that the promise is about. Takes linear time.
 *
 * @example findDueWords("I'll call you back by Friday, promised.") // 'by Friday'
 */
export function findDueWords(sentence: string): string | null {
  const phrase = phraseOf(sentence);
  if (phrase === null || phrase.end - phrase.from > LONGEST_PHRASE) return null;
  return sentence.slice(phrase.from, phrase.end);
}
