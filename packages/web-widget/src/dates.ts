const DAY_MS = 86_400_000;

/** Dates and times in the reader's own writing. Every method answers '' to what is no date. */
export interface Dates {
  /** `Fri 27 Nov`, with the year when it is not this one. Takes `YYYY-MM-DD` or an instant. */
  absolute(date: string | null): string;
  /** A day near today by its name ("yesterday", "Friday", "tomorrow"), any other like {@link absolute}. */
  dayName(date: string | null): string;
  /** "in 5 days", "2 weeks ago". */
  relative(date: string | null): string;
  /** "3 minutes ago", "yesterday": how long ago an instant was, by the calendar beyond a day. */
  ago(instant: string | null): string;
}

/**
 * @param locale a BCP 47 tag; one that `Intl` does not know counts as English
 * @param now the current time in milliseconds
 */
export function datesIn(locale: string, now: number): Dates {
  const tag = knownLocale(locale);
  const thisYear = new Date(now).getFullYear();
  const relativeTime = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const write = (date: Date, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, options).format(date);

  const absolute = (text: string | null) => {
    const date = parse(text);
    if (date === null) return '';
    const year = date.getFullYear() === thisYear ? {} : ({ year: 'numeric' } as const);
    return write(date, { weekday: 'short', day: 'numeric', month: 'short', ...year });
  };
  const relative = (text: string | null) => {
    const date = parse(text);
    if (date === null) return '';
    const days = daysFrom(now, date);
    if (Math.abs(days) < 14) return relativeTime.format(days, 'day');
    if (Math.abs(days) < 60) return relativeTime.format(Math.round(days / 7), 'week');
    if (Math.abs(days) < 700) return relativeTime.format(Math.round(days / 30.44), 'month');
    return relativeTime.format(Math.round(days / 365.25), 'year');
  };
  const dayName = (text: string | null) => {
    const date = parse(text);
    if (date === null) return '';
    const days = daysFrom(now, date);
    if (Math.abs(days) <= 1) return relativeTime.format(days, 'day');
    return Math.abs(days) < 7 ? write(date, { weekday: 'long' }) : absolute(text);
  };
  const ago = (text: string | null) => {
    const date = parse(text);
    if (date === null) return '';
    const minutes = Math.max(0, Math.floor((now - date.getTime()) / 60_000));
    if (minutes < 60) return relativeTime.format(-minutes, 'minute');
    return daysFrom(now, date) === 0 ? relativeTime.format(-Math.floor(minutes / 60), 'hour') : relative(text);
  };
  return { absolute, dayName, relative, ago };
}

/** A day without a time is that day wherever the reader is. */
function parse(text: unknown): Date | null {
  if (typeof text !== 'string') return null;
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  const date = day ? new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3]), 12) : new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Whole days between two dates on the reader's calendar. */
function daysFrom(now: number, date: Date): number {
  const today = new Date(now);
  const noon = (day: Date) => Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
  return Math.round((noon(date) - noon(today)) / DAY_MS);
}

function knownLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
