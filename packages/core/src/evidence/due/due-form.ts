import { addDays, civilDay, monthEnd, weekday } from '../../shared/calendar.ts';
import type { DueForm } from '../../shared/due-forms.ts';
import { lazyPattern } from '../../shared/lazy-pattern.ts';
import { namesDay } from '../label/day-words.ts';

/** Languages whose words for times have rules here: what these do not understand is rarely a number of days. */
const READ_BY_RULES = new Set(['de', 'fr', 'es', 'pt', 'it', 'nl']);
const FRIDAY = 5;

/**
 * The day that a form means, seen from the day on which it was said. Null where the form says none, where such a day does
 * not exist, and where the words cannot carry it: a date needs its figure, and in a language whose words are known a number of
 * days does too, a weekday its name, and the end of a week or month the word for it. English is read by rules alone.
 *
 * @returns `YYYY-MM-DD`, never before `saidDay`, or null.
 * @example dayOfForm({ form: 'weekday', n: 5, month: 0 }, 'bis Freitag', 'de', '2026-03-03') // '2026-03-06'
 */
export function dayOfForm(
  { form, n, month }: DueForm,
  words: string,
  language: string | null,
  saidDay: string,
): string | null {
  if (language === null || language === 'en') return null;
  switch (form) {
    case 'weekday':
      return n >= 1 && n <= 7 && (namesDay(words) || !READ_BY_RULES.has(language))
        ? addDays(saidDay, ((n - weekday(saidDay) + 6) % 7) + 1)
        : null;
    case 'days':
      return isCounted(words, language) ? addDays(saidDay, n) : null;
    case 'weeks':
      return isCounted(words, language) && n <= 52 ? addDays(saidDay, 7 * n) : null;
    case 'date':
      return figuresIn(words).includes(n) ? nextDate(n, month, saidDay) : null;
    case 'end_of_week':
      return n > 1 || !namesSpan(words, language)
        ? null
        : notBefore(addDays(saidDay, FRIDAY - weekday(saidDay) + 7 * n), saidDay);
    case 'end_of_month':
      return n > 1 || !namesSpan(words, language) ? null : monthEnd(saidDay, n);
    case 'unclear':
      return null;
  }
}

function isCounted(words: string, language: string): boolean {
  return !READ_BY_RULES.has(language) || figuresIn(words).length > 0;
}

/** "Soon" is no end of a week. */
function namesSpan(words: string, language: string): boolean {
  return !READ_BY_RULES.has(language) || SPAN().test(words);
}

const SPAN = lazyPattern(() => /woche|monat|semaine|mois|semana|m[eê]s|settiman|mese|week|maand/iu);

function figuresIn(words: string): number[] {
  return (words.normalize('NFKC').match(/\d{1,4}/g) ?? []).map(Number);
}

/** The next day of that number, in that month where one is named. */
function nextDate(dayOfMonth: number, month: number, saidDay: string): string | null {
  const [year = 0, present = 1] = saidDay.split('-').map(Number);
  const months = month > 0 ? [month, month + 12] : [present, present + 1];
  for (const one of months) {
    const day = civilDay(year + Math.floor((one - 1) / 12), ((one - 1) % 12) + 1, dayOfMonth);
    if (day !== null && day >= saidDay) return day;
  }
  return null;
}

function notBefore(day: string, saidDay: string): string | null {
  return day < saidDay ? null : day;
}
