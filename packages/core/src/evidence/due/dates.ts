import { addDays, civilDay, monthEnd, weekday } from '../../shared/calendar.ts';
import { mondayOf } from './spans.ts';

/** A date as it was said; without a year the next such date is meant, and 29 February comes back within eight years. */
export interface NamedDate {
  /** Day of the week, which has to be that of the date. */
  name?: number | undefined;
  year?: number | undefined;
  /** 1 to 12. */
  month: number;
  date: number;
}

/** The day that a date means, never before `day`; null when there is none. */
export function namedDate(day: string, { name, year, month, date }: NamedDate): string | null {
  const first = year ?? Number(day.slice(0, 4));
  for (let at = first; at <= (year === undefined ? first + 8 : first); at += 1) {
    const found = civilDay(at, month, date);
    if (found === null || found < day) continue;
    return name === undefined || weekday(found) === name ? found : null;
  }
  return null;
}

/** The next day with that number, of a weekday where one is named ("Thursday the 3rd"). */
export function nextDate(day: string, date: number, name?: number): string | null {
  for (let n = 0; n < (name === undefined ? 2 : 3); n += 1) {
    const [year = 0, month = 0] = monthEnd(day, n).split('-').map(Number);
    const found = civilDay(year, month, date);
    if (found === null || found < day || (name !== undefined && weekday(found) !== name)) continue;
    return found;
  }
  return null;
}

/** "The first Monday in December". */
export function weekdayOfMonth(day: string, n: number, name: number, month: number): string | null {
  for (let year = Number(day.slice(0, 4)), last = year + 1; year <= last; year += 1) {
    const first = civilDay(year, month, 1);
    if (first === null || n > 4) return null;
    const found = addDays(first, ((name + 7 - weekday(first)) % 7) + 7 * (n - 1));
    if (found >= day) return found;
  }
  return null;
}

/** Easter Sunday of a year, as the Gregorian calendar counts it. */
export function easter(year: number): string {
  const [golden, century, rest] = [year % 19, Math.floor(year / 100), year % 100];
  const moon =
    (19 * golden + century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 15) % 30;
  const shift = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * shift) / 451);
  return addDays(`${year}-03-22`, moon + shift - 7 * late);
}

// The fourth Thursday of November, which is the 22nd at the earliest.
const thanksgiving = (year: number) => addDays(mondayOf(addDays(`${year}-11-22`, 3)), 3);

const MOVING: Record<number, (year: number) => string> = {
  1: (year) => addDays(thanksgiving(year), 1),
  2: (year) => addDays(thanksgiving(year), 4),
  3: thanksgiving,
  4: (year) => addDays(easter(year), -2),
  5: easter,
  6: (year) => addDays(easter(year), 1),
};

/** The next such holiday: `MMDD` as a number, or one of those that move (Black Friday 1, Cyber Monday 2, Thanksgiving 3, Good Friday 4, Easter 5, Easter Monday 6). */
export function holiday(day: string, which: number): string | null {
  if (which > 100) return namedDate(day, { month: Math.floor(which / 100), date: which % 100 });
  for (const year of [Number(day.slice(0, 4)), Number(day.slice(0, 4)) + 1]) {
    const found = MOVING[which]?.(year) ?? null;
    if (found === null || found >= day) return found;
  }
  return null;
}
