import { addDays, civilDay, monthEnd } from '../../shared/calendar.ts';
import { endOfWeek, mondayOf } from './spans.ts';

/** The place of a unit in the list of units; so are those below. */
export const WEEK = 4;
export const MONTH = 6;
export const QUARTER = 7;
export const YEAR = 8;

/** The last day of this period (n = 0), the next or the one after it. */
export function periodEnd(day: string, unit: number, n: number): string | null {
  if (unit === WEEK) return n === 0 ? endOfWeek(day) : addDays(mondayOf(day), 7 * n + 4);
  if (unit === MONTH) return monthEnd(day, n);
  const month = Number(day.slice(5, 7));
  if (unit === QUARTER) return monthEnd(day, 2 - ((month - 1) % 3) + 3 * n);
  if (unit === YEAR) return monthEnd(day, 12 - month + 12 * n);
  return unit === 2 && n === 0 ? day : null;
}

/** The end of a month that is named: this one where it has begun. */
export const monthNamed = (day: string, month: number, year?: number): string | null => {
  const first = year ?? Number(day.slice(0, 4)) + (month < Number(day.slice(5, 7)) ? 1 : 0);
  const found = civilDay(first, month, 1);
  return found === null ? null : monthEnd(found, 0);
};
