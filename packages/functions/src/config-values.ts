import * as z from 'zod';

/** The name of a table. */
export const table = (name: string) =>
  z
    .string()
    .regex(/^[\w.-]{3,255}$/, 'must be the name of a table: 3 to 255 letters, digits, and _ . -')
    .default(name);

/** A whole number in a range, both ends included. */
export const wholeNumber = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,12}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
};

export const httpUrl = z.url({
  protocol: /^https?$/,
  error: 'must be an address that begins with http:// or https://',
  abort: true,
});

/** Something that nobody guesses. */
export const secret = z
  .string()
  .refine(
    (text) => new TextEncoder().encode(text).length >= 32,
    'must be at least 32 bytes long; make one with "openssl rand -base64 48"',
  );

/** An address to which secrets or transcripts may go, or from which keys may come. */
export const safeUrl = httpUrl.refine(
  (url) => isSafeToFetch(new URL(url)),
  'must begin with https://; only 127.0.0.1 and localhost may do without',
);

/** An amount of money above 0, down to a millionth. */
export const dollars = z
  .string()
  .regex(/^\d{1,7}(?:\.\d{1,6})?$/, 'must be an amount of dollars such as 25 or 0.50')
  .transform(Number)
  .refine((amount) => amount > 0, 'must be more than 0');

/** Entries that are separated by commas. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
);

/** Is this an origin, as browsers write it? */
export function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

function isSafeToFetch({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
