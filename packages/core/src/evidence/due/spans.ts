import { addDays, monthEnd, weekday } from '../../shared/calendar.ts';
import { UNITS } from './lexicon.ts';

/** When something was said. */
export interface Moment {
  /** `YYYY-MM-DD` where the call took place. */
  day: string;
  /** Minutes from midnight there; null when only the day is known. */
  minutes: number | null;
}

/** When something is due: a day, and where hours or minutes are counted the minute of it. */
export interface Point {
  day: string;
  minutes: number | null;
  /** Minutes that were counted from the moment it was said; the clocks may change in them. */
  elapsed?: number | undefined;
}

export function mondayOf(day: string): string {
  return addDays(day, 1 - weekday(day));
}

/** The first such weekday after a day. */
export function nextWeekday(day: string, name: number): string {
  return addDays(day, (name + 7 - weekday(day)) % 7 || 7);
}

/** The Friday of the week of a day; at the weekend its Sunday. */
export function endOfWeek(day: string): string {
  return addDays(mondayOf(day), weekday(day) > 5 ? 6 : 4);
}

function addWorkingDays(day: string, count: number): string {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (weekday(at) <= 5) left -= 1;
  }
  return at;
}

function addMonths(day: string, count: number): string {
  const last = monthEnd(day, count);
  const same = `${last.slice(0, 8)}${day.slice(8)}`;
  return same < last ? same : last;
}

const MOST_DAYS = 1_100;

/** So many units after a moment; null for none and for more than three years. */
export function afterSpan({ day, minutes, elapsed = 0 }: Point, count: number, unit: number): Point | null {
  const on = (at: string): Point => ({ day: at, minutes: null });
  const name = UNITS[unit];
  if (!(count > 0)) return null;
  if (name === 'minute' || name === 'hour') {
    const span = Math.round(name === 'hour' ? count * 60 : count);
    if (span > MOST_DAYS * 1440) return null;
    if (minutes === null) return on(addDays(day, Math.round(span / 1440)));
    const total = minutes + span;
    return { day: addDays(day, Math.floor(total / 1440)), minutes: total % 1440, elapsed: elapsed + span };
  }
  // "Within 48 business hours" is said for two days.
  if (name === 'working hour') return on(addWorkingDays(day, Math.ceil(count / 24)));
  const whole = Math.ceil(count);
  const days = name === 'week' ? Math.ceil(count * 7) : name === 'fortnight' ? Math.ceil(count * 14) : whole;
  if (days > MOST_DAYS) return null;
  if (name === 'day' || name === 'week' || name === 'fortnight') return on(addDays(day, days));
  if (name === 'working day') return on(addWorkingDays(day, whole));
  const months = Math.ceil(count * (name === 'year' ? 12 : name === 'quarter' ? 3 : 1));
  return months > 36 ? null : on(addMonths(day, months));
}
