import { readFileSync } from 'node:fs';
import { isTimeZone } from '@live-assist/core';
import { UsageError } from './usage-error.ts';

/** One of several words; undefined where none was given. */
export function oneOf<const Value extends string>(
  usage: string,
  flag: string,
  value: string | undefined,
  values: readonly Value[],
): Value | undefined {
  if (value === undefined) return undefined;
  const found = values.find((one) => one === value);
  if (found === undefined)
    throw new UsageError(`${usage}\n\n${flag} takes ${values.slice(0, -1).join(', ')} or ${values.at(-1)}.`);
  return found;
}

/** A number in a range; a trailing `s` for seconds is allowed. */
export function numberIn(
  flag: string,
  value: string | undefined,
  least: number,
  most: number,
): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value.replace(/s$/, ''));
  if (Number.isFinite(number) && number >= least && number <= most) return number;
  throw new UsageError(`${flag} takes a number from ${least} to ${most}.`);
}

/** `local`, or an address that may be sent a token. */
export function destinationIn(to: string | undefined): string {
  if (to === undefined || to === 'local') return 'local';
  if (URL.canParse(to)) {
    const { protocol, hostname } = new URL(to);
    if (protocol === 'https:' || (protocol === 'http:' && /^(?:localhost|127\.0\.0\.1)$/.test(hostname)))
      return to;
  }
  throw new UsageError(
    '--to takes "local", or the address of a deployment that begins with https://; only this machine may do without.',
  );
}

/** A day of the calendar. */
export function dayIn(flag: string, day: string | undefined): string | undefined {
  if (day === undefined || (/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)))) return day;
  throw new UsageError(`${flag} takes a day such as 2026-03-01.`);
}

/** A time zone of the IANA list. */
export function zoneIn(zone: string | undefined): string | undefined {
  if (zone === undefined || isTimeZone(zone)) return zone;
  throw new UsageError('--tz takes a time zone of the IANA list, such as Europe/Vienna or UTC.');
}

/** A pattern for names of files, with named groups. */
export function patternIn(text: string | undefined): RegExp | undefined {
  if (text === undefined) return undefined;
  try {
    const pattern = new RegExp(text, 'u');
    if (/\(\?<(?:call_id|customer_id|client_email|phone|started_at|agent_id|speaker)>/.test(text))
      return pattern;
  } catch (cause) {
    throw new UsageError('--name-pattern takes a regular expression of JavaScript.', { cause });
  }
  throw new UsageError(
    '--name-pattern needs a named group: (?<call_id>…), (?<customer_id>…), (?<client_email>…), (?<phone>…), (?<started_at>…), (?<agent_id>…) or (?<speaker>…).',
  );
}

/** The text of a file that an option names. */
export function readOptionFile(flag: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`${flag}: ${path} cannot be read. Check the path.`, { cause });
  }
}
