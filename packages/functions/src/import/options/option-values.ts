import { readFileSync } from 'node:fs';
import { isTimeZone } from '@live-assist/core';
import { objectOf, textOf } from '@live-assist/core/formats/json-values';
import { CSV_COLUMNS } from '@live-assist/core/formats/text/csv';
import { MAPPED, type Mapping } from '@live-assist/core/formats/text/mapped';
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

/** The mapping of `--map`: JSON Pointers by the names of what they find. */
export function mappingIn(path: string): Mapping {
  const known = MAPPED.join(', ');
  const wrong = (cause?: unknown) =>
    new UsageError(
      `--map takes a file with a JSON object of JSON Pointers, such as { "turns": "/messages", "speaker": "/from", "text": "/body" }. It may have ${known}; turns, speaker and text are needed.`,
      { cause },
    );
  let given: unknown;
  try {
    given = JSON.parse(readOptionFile('--map', path));
  } catch (error) {
    throw error instanceof UsageError ? error : wrong(error);
  }
  const entries = Object.entries(objectOf(given));
  const isMapping = (mapping: object): mapping is Mapping =>
    ['turns', 'speaker', 'text'].every((name) => name in mapping);
  const mapping = Object.fromEntries(entries);
  const isKnown = entries.every(
    ([name, pointer]) => MAPPED.some((one) => one === name) && /^(?:\/|$)/.test(textOf(pointer)),
  );
  if (!isKnown || !isMapping(mapping)) throw wrong();
  return mapping;
}

/** The columns of `--columns`. */
export function columnsIn(text: string | undefined): ReadonlyMap<string, string> | undefined {
  if (text === undefined) return undefined;
  const entries = text.split(',').map((entry): [string, string] => {
    const [name = '', ...column] = entry.split('=');
    return [name.trim(), column.join('=').trim()];
  });
  if (entries.every(([name, column]) => CSV_COLUMNS.has(name) && column !== '')) return new Map(entries);
  throw new UsageError(
    `--columns takes names of columns, such as speaker=who,text=body. It may name ${[...CSV_COLUMNS.keys()].join(', ')}.`,
  );
}
