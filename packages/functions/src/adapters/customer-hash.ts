import { customerKey } from '@live-assist/core';

/**
 * Makes the name under which a customer is known where no address may stand: HMAC-SHA256 of the customer's key, so
 * that every spelling of an address has the same name and nobody can try addresses without the key.
 *
 * @param key - `ERASURE_KEY`, at least 32 bytes.
 * @returns 64 hexadecimal digits for an address.
 * @example await customerHash(erasureKey)('Ana@Example.com') // '3f0c…'
 */
export function customerHash(key: string): (clientEmail: string) => Promise<string> {
  const { subtle } = crypto;
  const text = new TextEncoder();
  // At the first customer, because some runtimes allow no cryptography before the first request.
  const importKey = () =>
    subtle.importKey('raw', text.encode(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  let imported: ReturnType<typeof importKey> | undefined;
  return async (clientEmail) => {
    imported ??= importKey();
    const signed = await subtle.sign('HMAC', await imported, text.encode(customerKey(clientEmail)));
    return Array.from(new Uint8Array(signed), (byte) => byte.toString(16).padStart(2, '0')).join('');
  };
}
