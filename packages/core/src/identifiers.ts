import * as z from 'zod/mini';

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
    // A Kelvin sign would become a k when it is lower-cased, and two customers one.
    z.refine((email) => email.normalize('NFKC') === email, 'must be written in plain characters'),
  ),
);

/**
 * The key under which a customer is stored: trimmed and lower-cased.
 *
 * @example customerKey(' Test@Example.com') // 'test@example.com'
 */
export function customerKey(email: string): string {
  return email.trim().toLowerCase();
}

/** Every key under which rows of this customer may lie, the one that we write first. */
export function customerKeys(email: string): string[] {
  return [...new Set([customerKey(email), email.trim(), email])];
}
