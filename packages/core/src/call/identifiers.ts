import * as z from 'zod/mini';
import { asciiDomain, unicodeDomain } from './domain.ts';

// Here and in the commands a schema is made when it is first used (`z.lazy`): a cold start waits for those alone that its
// request needs.

// Control characters and lone surrogates cannot be typed on purpose, and a store would change the latter. As numbers,
// because V8 takes half a millisecond of each start to look up the classes \p{Cc} and \p{Cs}.
const UNPRINTABLE = String.raw`\u0000-\u001f\u007f-\u009f\ud800-\udfff`;

/** The name of a call: 1 to 256 printable characters, otherwise opaque. */
export const CallId = z.lazy(() =>
  z
    .string()
    .check(
      z.minLength(1, 'must not be empty'),
      z.maxLength(256, 'must be at most 256 characters'),
      z.regex(new RegExp(`^[^${UNPRINTABLE}]*$`, 'u'), 'must hold no control characters'),
    ),
);

/** Who handled the call, as the host names them. */
export const AgentId = CallId;

// What is not seen: soft hyphens, joiners, marks of direction, selectors of variants, tags, blanks of other scripts. As
// numbers for the same reason.
const INVISIBLE = String.raw`\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}`;

/**
 * An e-mail address in the caller's own spelling. It stays as it was written, because rows of the previous
 * system lie under that spelling; {@link customerKey} makes the key of it.
 */
export const ClientEmail = z.lazy(() =>
  z.string().check(
    z.maxLength(254, 'must be at most 254 characters'),
    z.regex(
      new RegExp(String.raw`^\s*[^\s@${UNPRINTABLE}]+@[^\s@${UNPRINTABLE}]+\s*$`, 'u'),
      'must be an e-mail address',
    ),
    // Two addresses that look the same would be two customers, or one whom the caller takes for two: a Kelvin sign
    // becomes a k when it is lower-cased.
    z.refine((email) => email.normalize('NFKC') === email, 'must be written in plain characters'),
    z.refine(
      (email) => isAscii(email) || !new RegExp(`[${INVISIBLE}]`, 'u').test(email.trim()),
      'must hold no invisible characters: type it anew',
    ),
  ),
);

/**
 * The same for an erasure alone: also a spelling that is refused elsewhere, because rows may lie under it that were
 * written before, or past this service.
 */
export const ErasedEmail = z.lazy(() =>
  z
    .string()
    .check(
      z.maxLength(254, 'must be at most 254 characters'),
      z.regex(
        new RegExp(String.raw`^\s*[^\x20@${UNPRINTABLE}]+@[^\x20@${UNPRINTABLE}]+\s*$`, 'u'),
        'must be an e-mail address',
      ),
    ),
);

/**
 * The key under which a customer is stored: trimmed, lower-cased, the domain in the letters of ASCII. What
 * {@link ClientEmail} refuses has the key of the address that it looks like.
 *
 * @example customerKey(' Test@Example.com') // 'test@example.com'
 * @example customerKey('ana@münchen.example') // 'ana@xn--mnchen-3ya.example'
 */
export function customerKey(email: string): string {
  const plain = isAscii(email)
    ? email
    : email.normalize('NFKC').replace(new RegExp(String.raw`[\s${INVISIBLE}]`, 'gu'), '');
  const key = plain.trim().toLowerCase();
  const at = key.lastIndexOf('@') + 1;
  return key.slice(0, at) + asciiDomain(key.slice(at));
}

/**
 * The keys under which this service has ever stored a customer, the one of now first: most have one alone. Earlier
 * versions left an international domain as it was written.
 */
export function storedKeys(email: string): string[] {
  const key = customerKey(email);
  const at = key.lastIndexOf('@') + 1;
  return [...new Set([key, key.slice(0, at) + unicodeDomain(key.slice(at)), email.trim().toLowerCase()])];
}

/** Every key under which rows of this customer may lie, the one that we write first. */
export function customerKeys(email: string): string[] {
  return [...new Set([...storedKeys(email), email.trim(), email])];
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}
