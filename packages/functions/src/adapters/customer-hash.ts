import { customerKey } from '@live-assist/core';

/**
 * Returns a function that hashes a customer's address for places where no address may appear. Every spelling of an
 * address has the same {@link keyedHash}.
 *
 * @param key - `ERASURE_KEY`, at least 32 bytes.
 * @example await customerHash(erasureKey)('Ana@Example.com') // '3f0c…'
 */
export function customerHash(key: string): (clientEmail: string) => Promise<string> {
  const hash = keyedHash(key);
  return (clientEmail) => hash(customerKey(clientEmail));
}

/** Used without a key; such hashes can be reversed by guessing. */
const NO_KEY = 'no key is set for the names of this service';

/** The {@link keyedHash} for names of counters; it also works without a key. */
export function counterHash(key: string | undefined): (text: string) => Promise<string> {
  return keyedHash(key ?? NO_KEY);
}

/**
 * Returns a function that hashes the sender of a request for its counters: the {@link keyedHash} of `sub`, or else of
 * the customer or call that the token is bound to. All tokens with neither share one hash.
 *
 * @param key - `ERASURE_KEY`, if it is set.
 */
export function senderHash(
  key: string | undefined,
): (caller: {
  subject: string | null;
  clientEmail: string | null;
  callId: string | null;
}) => Promise<string> {
  const hash = counterHash(key);
  return ({ subject, clientEmail, callId }) =>
    hash(subject ?? JSON.stringify([clientEmail && customerKey(clientEmail), callId]));
}

/**
 * Returns a function that hashes a token's `sub` for the log. A `sub` that is a customer's address has another hash
 * than that customer, because the hashed text starts with a word and a space.
 *
 * @param key - `ERASURE_KEY`, at least 32 bytes.
 * @example await subjectHash(erasureKey)('agent-17') // '9b41…'
 */
export function subjectHash(key: string): (subject: string) => Promise<string> {
  const hash = keyedHash(key);
  return (subject) => hash(`subject ${subject}`);
}

/**
 * HMAC-SHA256 of a text: without the key, texts cannot be guessed.
 *
 * @param key - At least 32 bytes.
 * @returns a function from a text to 64 hexadecimal digits.
 */
export function keyedHash(key: string): (text: string) => Promise<string> {
  const { subtle } = crypto;
  const encoder = new TextEncoder();
  // The key is imported at the first text, because some runtimes allow no cryptography before the first request.
  const importKey = () =>
    subtle.importKey('raw', encoder.encode(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  let imported: ReturnType<typeof importKey> | undefined;
  const hashed = async (text: string) => {
    imported ??= importKey();
    const signed = await subtle.sign('HMAC', await imported, encoder.encode(text));
    return Array.from(new Uint8Array(signed), (byte) => byte.toString(16).padStart(2, '0')).join('');
  };
  // One request asks for the same name again, such as before a write and after it.
  let last: { text: string; hash: Promise<string> } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, hash: hashed(text) };
    return last.hash;
  };
}
