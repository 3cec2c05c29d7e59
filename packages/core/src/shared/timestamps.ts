/** Formats a time as our rows and answers store it: `YYYY-MM-DDTHH:mm:ss.sssZ`, which sorts as text. */
export function toIso(ms: number): string {
  return new Date(ms).toISOString();
}

// Seconds, fraction and offset are optional. Without an offset the time is UTC.
const ABSOLUTE = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(\.\d{1,9})?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
// As our rows hold it; nearly every time that is read is one.
const OWN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const CLOCK = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:\.\d{1,6})?)$/;
const SECONDS = /^\d{1,9}(?:\.\d{1,6})?$/;
const EPOCH_SECONDS = 1e9;
const EPOCH_MILLIS = 1e12;
const LATEST = 253_402_300_799_999; // the last millisecond of the year 9999

/** Largest offset accepted from the start of a call, in milliseconds: about 115 days. */
export const MAX_OFFSET_MS = 1e10;

/**
 * Parses an absolute time. A time without an offset is UTC, never the time zone of the machine.
 *
 * @returns milliseconds since 1970, or null if the text is not an absolute time.
 */
export function parseAbsolute(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  if (OWN.test(value)) return inRange(Date.parse(value));
  const match = ABSOLUTE.exec(value.trim());
  if (match === null) return null;
  const [, day, minutes, seconds = ':00', fraction = '', offset = 'Z'] = match;
  const zone = /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase();
  return inRange(Date.parse(`${day}T${minutes}${seconds}${fraction.slice(0, 4)}${zone}`));
}

function inRange(ms: number): number | null {
  return Number.isNaN(ms) || ms < 0 || ms > LATEST ? null : ms;
}

/** The time stamp of a turn in milliseconds: absolute (`at`, since 1970) or from the start of the call (`offsetMs`). */
export type Stamp = { at: number; offsetMs: null } | { at: null; offsetMs: number } | null;

/**
 * Parses the time stamp of a turn: ISO-8601, `"01:42"`, `"01:02:03"`, or seconds since the start of the call. A number
 * too large for an offset is read as seconds or milliseconds since 1970.
 *
 * @example parseStamp('01:42') // { at: null, offsetMs: 102_000 }
 */
export function parseStamp(value: unknown): Stamp {
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  const at = parseAbsolute(text);
  if (at !== null) return { at, offsetMs: null };
  const clock = CLOCK.exec(text);
  if (clock !== null) {
    const [, hours = '0', minutes = '0', seconds = '0'] = clock;
    return {
      at: null,
      offsetMs: Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000),
    };
  }
  return SECONDS.test(text) ? fromNumber(Number(text)) : null;
}

/**
 * True if {@link parseStamp} reads this stamp as the sender meant it: its day exists, and neither its minutes nor its
 * seconds reach 60.
 */
export function isStamp(value: unknown): boolean {
  if (parseStamp(value) === null) return false;
  if (typeof value !== 'string') return true;
  const text = value.trim();
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  if (day !== undefined) return toIso(Date.parse(`${day}T00:00Z`)).startsWith(day);
  const [, hours, minutes, seconds] = CLOCK.exec(text) ?? [];
  return Number(seconds ?? 0) < 60 && (hours === undefined || Number(minutes) < 60);
}

function fromNumber(value: number): Stamp {
  if (!Number.isFinite(value) || value < 0) return null;
  if (value >= EPOCH_MILLIS) return value > LATEST ? null : { at: Math.round(value), offsetMs: null };
  if (value >= EPOCH_SECONDS) return { at: Math.round(value * 1000), offsetMs: null };
  return { at: null, offsetMs: Math.round(value * 1000) };
}
