/** Dates and times in the reader's own writing. Every method answers '' to what is no date. */
export interface Dates {
  /** `Fri 27 Nov`, with the year when it is not this one. Takes `YYYY-MM-DD` or an instant. */
  absolute(date: unknown): string;
  /** A day near today by its name ("yesterday", "Friday", "tomorrow"), any other like {@link absolute}. */
  dayName(date: unknown): string;
  /** "in 5 days", "2 weeks ago". */
  relative(date: unknown): string;
  /** "3 minutes ago", "yesterday": how long ago an instant was, by the calendar beyond a day. */
  ago(instant: unknown): string;
}

const DAY_MS = 86_400_000;

/**
 * @param locale a BCP 47 tag; one that `Intl` does not know counts as English
 * @param now the current time in milliseconds
 */
export function datesIn(locale: string, now: number): Dates {
  let span: Intl.RelativeTimeFormat;
  try {
    span = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  } catch {
    return datesIn('en', now);
  }
  const write = (date: Date, options: Intl.DateTimeFormatOptions) => date.toLocaleDateString(locale, options);
  const daysTo = (date: Date) => Math.round((calendarDay(date) - calendarDay(new Date(now))) / DAY_MS);

  const absolute = (date: Date) =>
    write(date, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      ...(date.getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' }),
    });
  const relative = (date: Date) => {
    const days = daysTo(date);
    const size = Math.abs(days);
    const [unit, length]: [Intl.RelativeTimeFormatUnit, number] =
      size < 14 ? ['day', 1] : size < 60 ? ['week', 7] : size < 700 ? ['month', 30.44] : ['year', 365.25];
    return span.format(Math.round(days / length), unit);
  };
  const dayName = (date: Date) => {
    const size = Math.abs(daysTo(date));
    return size < 2 ? relative(date) : size < 7 ? write(date, { weekday: 'long' }) : absolute(date);
  };
  const ago = (date: Date) => {
    const minutes = Math.max(0, Math.floor((now - date.getTime()) / 60_000));
    if (minutes < 60) return span.format(-minutes, 'minute');
    return daysTo(date) === 0 ? span.format(-Math.floor(minutes / 60), 'hour') : relative(date);
  };
  const of = (say: (date: Date) => string) => (text: unknown) => {
    const date = parse(String(text));
    return Number.isNaN(date.getTime()) ? '' : say(date);
  };
  return { absolute: of(absolute), dayName: of(dayName), relative: of(relative), ago: of(ago) };
}

/** A day without a time is that day wherever the reader is. */
function parse(text: string): Date {
  return new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T12:00` : text);
}

/** Midnight of its day on the reader's calendar, in days that are all of one length. */
function calendarDay(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}

/**
 * The locale of the browser, or `language` when the browser speaks another one: a line must not mix two languages.
 *
 * @param language - A BCP 47 tag, the language of the messages.
 */
export function browserLocale(language: string): string {
  const short = (tag: string) => tag.split('-')[0];
  return navigator.languages.find((tag) => short(tag) === short(language)) ?? language;
}
