import * as z from 'zod/mini';

/** A string that matches a pattern. */
export const matching = (form: RegExp, complaint: string) => z.string().check(z.regex(form, complaint));

/** The name of a table. */
export const table = () =>
  matching(/^[\w.-]{3,255}$/, 'must be the name of a table: 3 to 255 letters, digits, and _ . -');

/** A whole number in a range, both ends included. */
export const wholeNumber = (min: number, max: number) => {
  const complaint = `must be a whole number from ${min} to ${max}`;
  return z
    .pipe(matching(/^\d{1,12}$/, complaint), z.transform(Number))
    .check(z.refine((value) => value >= min && value <= max, complaint));
};

export const httpUrl = () =>
  z.url({
    protocol: /^https?$/,
    error: 'must be an address that begins with http:// or https://',
    abort: true,
  });

/** A secret of at least 32 bytes. */
export const secret = () =>
  z
    .string()
    .check(
      z.refine(
        (text) => new TextEncoder().encode(text).length >= 32,
        'must be at least 32 bytes long; make one with "openssl rand -base64 48"',
      ),
    );

/** An address that may receive secrets or transcripts, or serve keys: https, or this machine. */
export const safeUrl = () =>
  httpUrl().check(
    z.refine(
      (url) => isSafeToFetch(new URL(url)),
      'must begin with https://; only 127.0.0.1 and localhost may do without',
    ),
  );

/** A boolean written as `1` or `0`. */
export const flag = () =>
  z.pipe(
    z.enum(['1', '0'], 'must be 1 or 0'),
    z.transform((given) => given === '1'),
  );

/** A number of days; undefined for `forever`. */
export const days = () => {
  const complaint = 'must be a whole number from 1 to 36500, or "forever"';
  return z
    .pipe(
      matching(/^(?:\d{1,5}|forever)$/, complaint),
      z.transform((given) => (given === 'forever' ? undefined : Number(given))),
    )
    .check(z.refine((given) => given === undefined || (given >= 1 && given <= 36_500), complaint));
};

/** An amount of dollars above 0, with at most six decimals. */
export const dollars = () =>
  z
    .pipe(
      matching(/^\d{1,7}(?:\.\d{1,6})?$/, 'must be an amount of dollars such as 25 or 0.50'),
      z.transform(Number),
    )
    .check(z.refine((amount) => amount > 0, 'must be more than 0'));

/** A comma-separated list; blank entries are dropped. */
export const list = () =>
  z.pipe(
    z.string(),
    z.transform((text: string) =>
      text
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    ),
  );

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
export function speakers() {
  return z.pipe(
    list().check(
      z.refine(
        (entries) => entries.length <= MOST_LABELS && speakersIn(entries) !== null,
        'must list labels and who speaks under each, such as spk_0=agent,spk_1=customer: agent, customer or other, each label once, at most 100',
      ),
    ),
    z.transform((entries: string[]) => speakersIn(entries) ?? new Map<string, Role>()),
  );
}

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
