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

const BLACK_FRIDAY = 1;
const CYBER_MONDAY = 2;

/** The next such holiday: `MMDD` as a number, or one of those that move. */
export function holiday(day: string, which: number): string | null {
  if (which > 100) return namedDate(day, { month: Math.floor(which / 100), date: which % 100 });
  for (const year of [Number(day.slice(0, 4)), Number(day.slice(0, 4)) + 1]) {
    // The day after the fourth Thursday of November, which is the 22nd at the earliest.
    const friday = addDays(mondayOf(addDays(`${year}-11-22`, 3)), 4);
    const found = which === BLACK_FRIDAY ? friday : which === CYBER_MONDAY ? addDays(friday, 3) : null;
    if (found === null || found >= day) return found;
  }
  return null;
}
