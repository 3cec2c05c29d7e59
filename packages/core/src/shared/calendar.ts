/**
 * Calendar days as `YYYY-MM-DD`, in the proleptic Gregorian calendar. A day has no time zone; only {@link dayInZone}
 * needs one, to find the day of a moment.
 */

const DAY_MS = 86_400_000;
// The default zone needs no formatter: the first formatter of a process takes about 30 ms.
const UTC = 'UTC';
const formatters = new Map<string, Intl.DateTimeFormat>();

/** True if the runtime knows this IANA time zone (`UTC`, `Europe/Vienna`). */
export function isTimeZone(name: string): boolean {
  if (name === UTC) return true;
  try {
    formatterFor(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The day on which a moment (milliseconds since 1970) falls in a time zone.
 *
 * @throws {RangeError} when the time zone is unknown or the moment is not a valid date.
 * @example dayInZone(Date.UTC(2026, 2, 3, 23, 30), 'Europe/Vienna') // '2026-03-04'
 */
export function dayInZone(ms: number, timeZone: string): string {
  if (timeZone === UTC) return isoDay(new Date(ms));
  const fields = new Map(
    formatterFor(timeZone)
      .formatToParts(ms)
      .map((part) => [part.type, part.value]),
  );
  return `${(fields.get('year') ?? '').padStart(4, '0')}-${fields.get('month')}-${fields.get('day')}`;
}

/**
 * Builds a day from a year, a month (1 to 12) and a day of the month; null if that day does not exist.
 *
 * @example civilDay(2026, 6, 31) // null
 */
export function civilDay(year: number, month: number, dayOfMonth: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, dayOfMonth));
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
  return exists ? isoDay(date) : null;
}

/** True for a day that exists, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return civilDay(Number(year), Number(month), Number(day)) === text;
}

/**
 * Adds `n` days; a negative `n` goes back.
 *
 * @example addDays('2026-02-28', 1) // '2026-03-01'
 */
export function addDays(day: string, n: number): string {
  return isoDay(new Date(Date.parse(day) + n * DAY_MS));
}

/** Counts whole days between two days; negative if `to` is before `from`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** Day of the week by ISO-8601: Monday is 1, Sunday is 7. */
export function weekday(day: string): number {
  return new Date(day).getUTCDay() || 7;
}

/**
 * Returns the last day of the month `n` months after the month of `day`.
 *
 * @example monthEnd('2026-01-31', 1) // '2026-02-28'
 */
export function monthEnd(day: string, n: number): string {
  const date = new Date(day);
  return isoDay(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n + 1, 0)));
}

// Creating a formatter costs far more than using one, and a service uses one zone.
function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-CA-u-ca-iso8601-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formatters.set(timeZone, formatter);
  return formatter;
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/**
 * The day and the minute of it at which a moment falls in a time zone.
 *
 * @throws {RangeError} when the time zone is unknown or the moment is not a valid date.
 */
export function clockInZone(ms: number, timeZone: string): { day: string; minutes: number } {
  const local = ms + offsetOf(ms, timeZone);
  return {
    day: isoDay(new Date(local)),
    minutes: Math.floor((((local % DAY_MS) + DAY_MS) % DAY_MS) / 60_000),
  };
}

/**
 * The moment of a day and a minute of it in a time zone, in milliseconds since 1970. A minute that a change of the clocks
 * leaves out is the one an hour later; of one that comes twice, one of the two.
 *
 * @throws {RangeError} when the time zone is unknown.
 */
export function momentInZone(day: string, minutes: number, timeZone: string): number {
  const local = Date.parse(day) + minutes * 60_000;
  const first = local - offsetOf(local, timeZone);
  return local - offsetOf(first, timeZone);
}

const hours = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds by which the clocks of a zone are ahead of UTC. */
function offsetOf(ms: number, timeZone: string): number {
  if (timeZone === UTC) return 0;
  let formatter = hours.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    hours.set(timeZone, formatter);
  }
  const fields = new Map(formatter.formatToParts(ms).map((part) => [part.type, Number(part.value)]));
  const [hour = 0, minute = 0, second = 0] = ['hour', 'minute', 'second'].map((type) =>
    fields.get(type as 'hour'),
  );
  const clock = Date.parse(dayInZone(ms, timeZone)) + ((hour * 60 + minute) * 60 + second) * 1000;
  return clock - Math.floor(ms / 1000) * 1000;
}
