import { fileTime } from '@live-assist/core/formats/json-values';
import { hasPlainTurns, inZone } from '@live-assist/core/formats/start-time';
import { type FileTime, type Transcript, UnreadableTranscript } from '@live-assist/core/formats/transcript';
import { toIso } from '@live-assist/core/shared/timestamps';
import type { ImportOptions } from '../options/import-options.ts';
import type { KnownOfCall } from './customer-map.ts';

/** What is told of a call besides its file. */
export interface Told {
  named: Record<string, string>;
  record: KnownOfCall | undefined;
  mapped: KnownOfCall | undefined;
}

/**
 * When a call began: as the file says, else a contact record, the map, the name of the file, or `--started-at`.
 *
 * @throws {UnreadableTranscript} `no_time`, or `no_zone` where the time has no zone and `--tz` tells none.
 */
export function startOfCall(
  read: Transcript,
  { named, record, mapped }: Told,
  { startedAt, timeZone }: ImportOptions,
): FileTime {
  const others: [text: string | undefined, from: string][] = [
    [record?.startedAt, 'contact record'],
    [mapped?.startedAt, '--customers'],
    [named.started_at === undefined ? undefined : writtenTime(named.started_at), '--name-pattern'],
    [startedAt, '--started-at'],
  ];
  const told = others.flatMap(([text, from]) => {
    if (text === undefined) return [];
    const time = fileTime(text, from);
    if (time !== null) return [time];
    throw new UnreadableTranscript(
      'no_time',
      `The start in ${from} is not a time in the form of ISO-8601, such as 2026-03-03T10:00:00Z.`,
    );
  });
  const [time] = [...(read.startedAt === null ? [] : [read.startedAt]), ...told];
  if (time === undefined) {
    throw new UnreadableTranscript(
      'no_time',
      'Nothing tells when this call was. Pass --contact-records, a column started_at in --customers, --name-pattern with a group (?<started_at>…), or --started-at for one call.',
    );
  }
  if (timeZone !== undefined) return time.hasZone ? time : inZone(time, timeZone);
  if (time.hasZone && !hasPlainTurns(read)) return time;
  const what = time.hasZone ? 'The times of the turns name' : `The start of this call (${time.from}) names`;
  throw new UnreadableTranscript(
    'no_zone',
    `${what} no time zone. Pass --tz, such as --tz Europe/Vienna or --tz UTC.`,
  );
}

/** A time as file names have it, such as `20231129T101500Z` or `2023-11-29-10-15-00`, in the form of ISO-8601. */
function writtenTime(text: string): string {
  if (/^\d{10}$/.test(text)) return toIso(Number(text) * 1000);
  if (/^\d{13}$/.test(text)) return toIso(Number(text));
  const found =
    /^(\d{4})\D?(\d{2})\D?(\d{2})\D{0,2}(\d{2})\D?(\d{2})(?:\D?(\d{2}))?(?:\.\d{1,9})?\s?(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      text,
    );
  if (found === null) return text;
  const [, year, month, day, hour, minute, second = '00', zone = ''] = found;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`;
}
