import { addDays, weekday } from '../../shared/calendar.ts';
import { NUMBER_WORDS, WEEKDAYS } from '../../shared/english-words.ts';

/**
 * The day that words about the past name, seen from the day of the call; null when they name none that is understood.
 * English.
 *
 * @returns `YYYY-MM-DD`, never after `callDay`.
 * @example pastDay('on Monday', '2026-03-04') // '2026-03-02'
 */
export function pastDay(words: string, callDay: string): string | null {
  const plain = words.toLowerCase();
  if (/\b(?:today|just now|this (?:morning|afternoon|evening)|tonight)\b/.test(plain)) return callDay;
  if (/\bday before yesterday\b/.test(plain)) return addDays(callDay, -2);
  if (/\b(?:yesterday|last night)\b/.test(plain)) return addDays(callDay, -1);
  const ago = /\b(\d{1,2}|[a-z]+) (day|week)s? ago\b/.exec(plain);
  if (ago !== null) {
    const count = /^an?$/.test(ago[1] ?? '')
      ? 1
      : /^\d/.test(ago[1] ?? '')
        ? Number(ago[1])
        : NUMBER_WORDS.indexOf(ago[1] ?? '');
    return count < 1 ? null : addDays(callDay, -count * (ago[2] === 'week' ? 7 : 1));
  }
  // "On Monday of last week" may be either.
  if (/\b(?:week|month|year)\b/.test(plain)) return null;
  const named = WEEKDAYS.findIndex((day) => new RegExp(`\\b${day}\\b`).test(plain));
  if (named === -1) return null;
  const back = (weekday(callDay) - (named + 1) + 7) % 7;
  return addDays(callDay, -(back === 0 && /\blast\b/.test(plain) ? 7 : back));
}
