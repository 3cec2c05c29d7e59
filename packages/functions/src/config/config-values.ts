/**
 * Reads a value from the text of a variable. Throws an `Error` whose message completes "<name> …" and holds no value.
 */
export type Reader<Value> = (text: string) => Value;

/** Text that matches a pattern. */
export function matching(form: RegExp, complaint: string): Reader<string> {
  return (text) => {
    if (!form.test(text)) throw new Error(complaint);
    return text;
  };
}

/** One of several words. */
export function oneOf<const Word extends string>(words: readonly Word[], complaint: string): Reader<Word> {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) throw new Error(complaint);
    return word;
  };
}

/** Any text. */
export const anyText: Reader<string> = (text) => text;

/** The name of a table. */
export const table = matching(
  /^[\w.-]{3,255}$/,
  'must be the name of a table: 3 to 255 letters, digits, and _ . -',
);

/** A whole number in a range, both ends included. */
export function wholeNumber(min: number, max: number): Reader<number> {
  return (text) => {
    const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new Error(`must be a whole number from ${min} to ${max}`);
  };
}

/** An address with the protocol http or https. */
export const httpUrl: Reader<string> = (text) => {
  const url = text.trim();
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new Error('must be an address that begins with http:// or https://');
};

/** A secret of at least 32 bytes. */
export const secret: Reader<string> = (text) => {
  if (new TextEncoder().encode(text).length >= 32) return text;
  throw new Error('must be at least 32 bytes long; make one with "openssl rand -base64 48"');
};

/** A secret or key that another system has made. */
export const senderSecret: Reader<string> = (text) =>
  matching(
    /^[\x21-\x7e]{16,}$/,
    'must be the secret of the sender: one word of at least 16 characters',
  )(text);

/** An address that may receive secrets or transcripts, or serve keys: https, or this machine. */
export const safeUrl: Reader<string> = (text) => {
  const url = httpUrl(text);
  if (isSafeToFetch(new URL(url))) return url;
  throw new Error('must begin with https://; only 127.0.0.1 and localhost may do without');
};

/** A boolean written as `1` or `0`. */
export const flag: Reader<boolean> = (text) => oneOf(['1', '0'], 'must be 1 or 0')(text) === '1';

/** A number of days; undefined for `forever`. */
export const days: Reader<number | undefined> = (text) => {
  if (text === 'forever') return undefined;
  const count = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= 36_500) return count;
  throw new Error('must be a whole number from 1 to 36500, or "forever"');
};

/** A number of minutes, also with decimals, as milliseconds; null for 0. */
export const minutes: Reader<number | null> = (text) => {
  const ms = /^\d{1,5}(?:\.\d{1,6})?$/.test(text) ? Math.round(Number(text) * 60_000) : Number.NaN;
  if (ms <= 60 * 24 * 60_000) return ms === 0 ? null : ms;
  throw new Error('must be a number of minutes from 0 to 1440');
};

/** A time in the form of ISO-8601 with its zone, as milliseconds since 1970. */
export const moment: Reader<number> = (text) => {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new Error('must be a time such as 2026-11-28T00:00:00Z');
};

/** An amount of dollars above 0, with at most six decimals. */
export const dollars: Reader<number> = (text) => {
  const amount = Number(
    matching(/^\d{1,7}(?:\.\d{1,6})?$/, 'must be an amount of dollars such as 25 or 0.50')(text),
  );
  if (amount > 0) return amount;
  throw new Error('must be more than 0');
};

/** A comma-separated list of entries that all meet a condition; blank entries are dropped. */
export function listOf(meets: (entries: string[]) => boolean, complaint: string): Reader<string[]> {
  return (text) => {
    const entries = text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
    if (meets(entries)) return entries;
    throw new Error(complaint);
  };
}

/** True if the text is an origin as browsers send it. */
export function isOrigin(text: string): boolean {
  // `URL` accepts a star in a host name; browsers never send one.
  return /^https?:\/\/[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

function isSafeToFetch({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

const ROLES = ['agent', 'customer', 'other'] as const;
const MOST_LABELS = 100;

/** Labels and who speaks under them, `spk_0=agent,spk_1=customer`; a label may hold "=". */
export const speakers: Reader<ReadonlyMap<string, Role>> = (text) => {
  const complaint =
    'must list labels and who speaks under each, such as spk_0=agent,spk_1=customer: agent, customer or other, each label once, at most 100';
  const found = speakersIn(listOf((entries) => entries.length <= MOST_LABELS, complaint)(text));
  if (found === null) throw new Error(complaint);
  return found;
};

type Role = (typeof ROLES)[number];

function speakersIn(entries: readonly string[]): ReadonlyMap<string, Role> | null {
  const found = new Map<string, Role>();
  for (const entry of entries) {
    const at = entry.lastIndexOf('=');
    const label = entry.slice(0, Math.max(0, at)).trim().toLowerCase();
    const role = ROLES.find(
      (name) =>
        name ===
        entry
          .slice(at + 1)
          .trim()
          .toLowerCase(),
    );
    if (label === '' || label.length > 100 || role === undefined || found.has(label)) return null;
    found.set(label, role);
  }
  return found;
}
