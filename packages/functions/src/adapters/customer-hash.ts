import { customerKey } from '@live-assist/core';

/**
 * Makes the name under which a customer is known where no address may stand: the {@link keyedHash} of the customer's
 * key, so that every spelling of an address has the same name.
 *
 * @param key - `ERASURE_KEY`, at least 32 bytes.
 * @example await customerHash(erasureKey)('Ana@Example.com') // '3f0c…'
 */
export function customerHash(key: string): (clientEmail: string) => Promise<string> {
  const hash = keyedHash(key);
  return (clientEmail) => hash(customerKey(clientEmail));
}

/** Stands for the key where none is set: then a name can be tried out. */
const NO_KEY = 'no key is set for the names of this service';

/** The {@link keyedHash} for names of counters, which holds without a key too. */
export function counterHash(key: string | undefined): (text: string) => Promise<string> {
  return keyedHash(key ?? NO_KEY);
}

/**
 * Makes the name under which the sender of a request is counted: the {@link keyedHash} of `sub`, or of what the token is
 * bound to where it has none. Tokens with neither have one name together.
 *
 * @param key - `ERASURE_KEY`, where there is one.
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
 * Makes the name under which the log knows the caller for whom a token speaks: the {@link keyedHash} of its `sub`. A `sub` that is
 * a customer's address has another name than that customer, because no address begins with a word and a space.
 *
 * @param key - `ERASURE_KEY`, at least 32 bytes.
 * @example await subjectHash(erasureKey)('agent-17') // '9b41…'
 */
export function subjectHash(key: string): (subject: string) => Promise<string> {
  const hash = keyedHash(key);
  return (subject) => hash(`subject ${subject}`);
}

/**
 * HMAC-SHA256 of a text: nobody can try out texts without the key.
 *
 * @param key - At least 32 bytes.
 * @returns 64 hexadecimal digits for a text.
 */
export function keyedHash(key: string): (text: string) => Promise<string> {
  const { subtle } = crypto;
  const encoder = new TextEncoder();
  // At the first text, because some runtimes allow no cryptography before the first request.
  const importKey = () =>
    subtle.importKey('raw', encoder.encode(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  let imported: ReturnType<typeof importKey> | undefined;
  return async (text) => {
    imported ??= importKey();
    const signed = await subtle.sign('HMAC', await imported, encoder.encode(text));
    return Array.from(new Uint8Array(signed), (byte) => byte.toString(16).padStart(2, '0')).join('');
  };
}
