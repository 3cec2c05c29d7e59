import { parseAbsolute } from '../shared/timestamps.ts';
import type { FileDocument, FileTime, Format, ReadOptions, Transcript } from './transcript.ts';
import { UnreadableTranscript } from './transcript.ts';

/** The fields of a JSON object; those of anything else are none. */
export function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** The entries of a JSON list; those of anything else are none. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects of a JSON list. */
export function objectsOf(value: unknown): Record<string, unknown>[] {
  return listOf(value).filter(
    (entry): entry is Record<string, unknown> =>
      typeof entry === 'object' && entry !== null && !Array.isArray(entry),
  );
}

/** A text; empty for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The name of something: a text or a number, trimmed; null where there is none. */
export function nameOf(value: unknown): string | null {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : textOf(value).trim();
  // Some exporters write Python's and JavaScript's words for nothing.
  return text === '' || /^(?:none|null|undefined|n\/a)$/i.test(text) ? null : text;
}

/** A number, also one written as text; null for anything else. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'string' && !/^\s*-?\d{1,16}(?:\.\d{1,20})?\s*$/.test(value)) return null;
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/** Milliseconds from a number of some unit; null for what is no number or negative. */
export function millisOf(value: unknown, perUnit: number): number | null {
  const number = numberOf(value);
  // A bound, because no loop ends at an endless time.
  return number === null || number < 0
    ? null
    : Math.min(Math.round(number * perUnit), Number.MAX_SAFE_INTEGER);
}

const SECOND = 1000;

/** Milliseconds from seconds. */
export function secondsOf(value: unknown): number | null {
  return millisOf(value, SECOND);
}

/** The end of what begins at `beginMs` and lasts `durationMs`. */
export function endAfter(beginMs: number | null, durationMs: number | null): number | null {
  return beginMs === null || durationMs === null ? null : beginMs + durationMs;
}

const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})\s*$/i;
const MAIL_DATE =
  /^\s*(?:[A-Z][a-z]{2},?\s+)?\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4}\s+\d{2}:\d{2}(?::\d{2})?\s+(?:GMT|UTC?|[+-]\d{4})\s*$/;

/** A moment written as ISO-8601 or as in a mail; null for anything else. */
export function fileTime(value: unknown, from: string): FileTime | null {
  const text = textOf(value);
  if (MAIL_DATE.test(text)) {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? null : { ms, hasZone: true, from };
  }
  const ms = parseAbsolute(text);
  return ms === null ? null : { ms, hasZone: HAS_ZONE.test(text), from };
}

/** A moment given as a number since 1970; null for one that lies outside of the years 2000 to 2100. */
export function epochTime(value: unknown, perUnit: number, from: string): FileTime | null {
  const ms = millisOf(value, perUnit);
  return ms === null || ms < 946_684_800_000 || ms > 4_102_444_800_000 ? null : { ms, hasZone: true, from };
}

/** A format of JSON objects. */
export function jsonFormat(
  name: string,
  about: string,
  claims: (json: Record<string, unknown>) => boolean,
  read: (json: Record<string, unknown>, options: ReadOptions) => Transcript | Transcript[],
): Format {
  return {
    name,
    about,
    claims: ({ json }) => claims(objectOf(json)),
    read: ({ json }: FileDocument, options) => [read(objectOf(json), options)].flat(),
  };
}

const FAILED = /^(?:failed|failure|error|errored|cancell?ed|aborted)$/i;
const UNFINISHED =
  /^(?:in_?progress|queued|processing|running|submitted|pending|started|notstarted|not_started|in-progress|waiting)$/i;

/** Throws where a job says that it failed or has not ended. */
export function requireDone(status: unknown): void {
  const text = textOf(status);
  if (FAILED.test(text)) {
    throw new UnreadableTranscript(
      'failed_job',
      'The job that was to write this transcript failed. Run it again, and import its new result.',
    );
  }
  if (UNFINISHED.test(text)) {
    throw new UnreadableTranscript(
      'failed_job',
      'The job that writes this transcript has not ended. Wait for its end, and import the result.',
    );
  }
}
