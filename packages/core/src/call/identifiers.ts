import * as z from 'zod/mini';
import { lazyPattern } from '../shared/lazy-pattern.ts';
import { asciiDomain, isAscii, unicodeDomain } from './domain.ts';

// Schemas are created at first use (`z.lazy`), here and in the commands, so that a cold start creates only those that
// its request needs.

// Users cannot type control characters or lone surrogates on purpose, and a store would change the latter.
const UNPRINTABLE = lazyPattern(
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  () => /[\u0000-\u001f\u007f-\u009f\ud800-\udfff]/u,
);

/** The name of a call: 1 to 256 printable characters, otherwise opaque. */
export const CallId = z.lazy(() =>
  z.string().check(
    z.minLength(1, 'must not be empty'),
    z.maxLength(256, 'must be at most 256 characters'),
    z.refine((name) => !UNPRINTABLE().test(name), 'must hold no control characters'),
  ),
);

/** Identifies the agent who handled the call, as the host names them. */
export const AgentId = CallId;

/** Identifies the customer, as the host names them. */
export const CustomerId = CallId;

/** A telephone number in the caller's own spelling. */
export const Phone = z.lazy(() =>
  z.string().check(
    z.minLength(1, 'must not be empty'),
    z.maxLength(100, 'must be at most 100 characters'),
    z.refine((text) => !UNPRINTABLE().test(text), 'must hold no control characters'),
  ),
);

// Invisible characters: soft hyphens, joiners, marks of direction, variation selectors, tags, blanks of other scripts.
const INVISIBLE = lazyPattern(
  () =>
    // biome-ignore lint/suspicious/noMisleadingCharacterClass: each is looked for by itself
    /[\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\u{e0000}-\u{e0fff}\u{1d173}-\u{1d17a}\u00ad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\uffff\u{1bca0}-\u{1bca3}]/gu,
);

const ADDRESS = /^[^\s@]+@[^\s@]+$/;
// Other blanks than a space may stand in an address that was stored earlier.
const LOOSE_ADDRESS = /^[^ @]+@[^ @]+$/;
const isPrintable = (email: string) => !UNPRINTABLE().test(email.trim());

/**
 * An e-mail address in the caller's own spelling. The spelling is kept because rows of the previous system are stored
 * under it; {@link customerKey} derives the key.
 */
export const ClientEmail = z.lazy(() =>
  z.string().check(
    z.maxLength(254, 'must be at most 254 characters'),
    z.refine((email) => ADDRESS.test(email.trim()) && isPrintable(email), 'must be an e-mail address'),
    // Addresses that look the same must not name two customers: a Kelvin sign becomes a k when it is lower-cased.
    z.refine((email) => email.normalize('NFKC') === email, 'must be written in plain characters'),
    z.refine(
      (email) => isAscii(email) || email.trim().search(INVISIBLE()) === -1,
      'must hold no invisible characters: type it anew',
    ),
  ),
);

/**
 * An address for an erasure. Accepts spellings that {@link ClientEmail} refuses, because earlier versions or direct
 * writers may have stored rows under them.
 */
export const ErasedEmail = z.lazy(() =>
  z.string().check(
    z.maxLength(254, 'must be at most 254 characters'),
    z.refine((email) => LOOSE_ADDRESS.test(email.trim()) && isPrintable(email), 'must be an e-mail address'),
  ),
);

/**
 * Returns the key of a customer: trimmed, lower-cased, with the domain in ASCII letters. An address that {@link
 * ClientEmail} refuses gets the key of the address that it looks like.
 *
 * @example customerKey(' Test@Example.com') // 'test@example.com'
 * @example customerKey('ana@münchen.example') // 'ana@xn--mnchen-3ya.example'
 */
export function customerKey(email: string): string {
  const plain = isAscii(email) ? email : email.normalize('NFKC').replace(/\s/g, '').replace(INVISIBLE(), '');
  const key = plain.trim().toLowerCase();
  const at = key.lastIndexOf('@') + 1;
  return key.slice(0, at) + asciiDomain(key.slice(at));
}

/**
 * Returns the keys under which this service may have stored a customer, the current key first; usually just one.
 * Earlier versions kept an international domain as it was written.
 */
export function storedKeys(email: string): string[] {
  const key = customerKey(email);
  const at = key.lastIndexOf('@') + 1;
  return [...new Set([key, key.slice(0, at) + unicodeDomain(key.slice(at)), email.trim().toLowerCase()])];
}

/** Returns every key under which rows of this customer may be stored, the current key first. */
export function customerKeys(email: string): string[] {
  return [...new Set([...storedKeys(email), email.trim(), email])];
}
