/** Dates and times in the reader's own writing. Every method answers '' to what is no date. */
export interface Dates {
  /** The reader's day, `YYYY-MM-DD`. */
  today: string;
  /** `27 Nov`, with the year when it is not this one. Takes `YYYY-MM-DD` or an instant. */
  absolute(date: unknown): string;
  /** "3 minutes ago" within a day, then {@link absolute}. Takes an instant. */
  ago(instant: unknown): string;
}

/**
 * @param locale a BCP 47 tag; one that `Intl` does not know counts as English
 * @param now the current time in milliseconds
 */
export function datesIn(locale: string, now: number): Dates {
  let span: Intl.RelativeTimeFormat;
  try {
    span = new Intl.RelativeTimeFormat(locale);
  } catch {
    return datesIn('en', now);
  }
  const today = new Date(now);
  const absolute = (date: Date) =>
    date.toLocaleDateString(locale, {
      day: 'numeric',
      month: 'short',
      ...(date.getFullYear() === today.getFullYear() ? {} : { year: 'numeric' }),
    });
  const ago = (date: Date) => {
    const minutes = Math.max(1, Math.floor((now - date.getTime()) / 60_000));
    if (minutes < 60) return span.format(-minutes, 'minute');
    return minutes < 24 * 60 ? span.format(-Math.floor(minutes / 60), 'hour') : absolute(date);
  };
  const of = (say: (date: Date) => string) => (text: unknown) => {
    const date = parse(String(text));
    return date.getTime() ? say(date) : '';
  };
  return {
    // Swedish writes days as ISO 8601 does.
    today: today.toLocaleDateString('sv'),
    absolute: of(absolute),
    ago: of(ago),
  };
}

/** A day without a time is that day wherever the reader is. */
function parse(text: string): Date {
  return new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T12:00` : text);
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
