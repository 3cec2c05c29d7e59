import { LiveAssistError } from '@live-assist/core/shared/errors';
import type { Sender } from './senders.ts';

/** A delivery as it arrived. */
export interface Delivery {
  /** Returns the value of a header; undefined where it is absent. */
  header(name: string): string | undefined;
  body: Uint8Array<ArrayBuffer>;
}

type Check = (delivery: Delivery, secret: string, now: number) => Promise<boolean>;

/** How long a signature of ElevenLabs counts, as its SDK has it, in milliseconds. */
const HALF_AN_HOUR = 30 * 60_000;
/** The same for all others: Retell's SDK, and what Standard Webhooks recommends. */
const FIVE_MINUTES = 5 * 60_000;

/** How each sender proves that a delivery is its own; docs/import.md tells the same. */
const CHECKS: Record<Sender, Check> = {
  async elevenlabs({ header, body }, secret, now) {
    const parts = (header('elevenlabs-signature') ?? '').split(',', MOST_SIGNATURES).map(pair);
    const time = parts.find(([name]) => name === 't')?.[1] ?? '';
    if (!isRecent(time, now, HALF_AN_HOUR)) return false;
    return anySigned(
      utf8(secret),
      parts.flatMap(([name, value]) => (name === 'v0' ? [fromHex(value)] : [])),
      utf8(`${time}.`),
      body,
    );
  },
  async retell({ header, body }, secret, now) {
    const [, time = '', digest = ''] =
      /^v=(\d{1,16}),d=([\da-f]{64})$/i.exec(header('x-retell-signature') ?? '') ?? [];
    if (!isRecent(time, now, FIVE_MINUTES)) return false;
    return anySigned(utf8(secret), [fromHex(digest)], body, utf8(time));
  },
  async vapi({ header, body }, secret, now) {
    const signature = header('x-signature');
    if (signature === undefined)
      return isSecret(header('x-vapi-secret') ?? bearer(header('authorization')), secret);
    const time = header('x-timestamp') ?? '';
    if (!isRecent(time, now, FIVE_MINUTES)) return false;
    return anySigned(utf8(secret), [fromHex(signature.replace(/^sha256=/, ''))], utf8(`${time}.`), body);
  },
  async vcon({ header, body }, secret, now) {
    const signatures = header('webhook-signature');
    if (signatures === undefined) return isSecret(bearer(header('authorization')), secret);
    const time = header('webhook-timestamp') ?? '';
    if (!isRecent(time, now, FIVE_MINUTES)) return false;
    const given = signatures.split(' ', MOST_SIGNATURES).flatMap((one) => {
      const [version, value = ''] = one.split(',', 2);
      return version === 'v1' ? [fromBase64(value)] : [];
    });
    const key = secret.startsWith('whsec_') ? fromBase64(secret.slice('whsec_'.length)) : utf8(secret);
    return anySigned(key, given, utf8(`${header('webhook-id') ?? ''}.${time}.`), body);
  },
};

/** A sender that changes its secret signs with both for a while. */
const MOST_SIGNATURES = 8;

/**
 * Refuses a delivery that its sender has not signed, or signed too long ago. Signatures and secrets are compared in constant
 * time.
 *
 * @param now - In milliseconds since 1970.
 * @throws {LiveAssistError} `unauthenticated`.
 */
export async function requireSender(
  sender: Sender,
  delivery: Delivery,
  secret: string | undefined,
  now: number,
): Promise<void> {
  if (secret !== undefined && (await CHECKS[sender](delivery, secret, now))) return;
  throw new LiveAssistError(
    'unauthenticated',
    'The signature of this delivery is missing, wrong or too old. Compare the secret here with that of the sender.',
  );
}

/** A time in seconds or milliseconds since 1970 that is not farther away than the tolerance. */
function isRecent(time: string, now: number, toleranceMs: number): boolean {
  if (!/^\d{10}(?:\d{3})?$/.test(time)) return false;
  const ms = time.length === 10 ? Number(time) * 1000 : Number(time);
  return Math.abs(now - ms) <= toleranceMs;
}

async function anySigned(
  key: Uint8Array<ArrayBuffer>,
  signatures: readonly Uint8Array<ArrayBuffer>[],
  ...parts: Uint8Array<ArrayBuffer>[]
): Promise<boolean> {
  if (key.length === 0) return false;
  const hmac = await crypto.subtle.importKey('raw', key, HMAC, false, ['verify']);
  const signed = new Uint8Array(await new Blob(parts).arrayBuffer());
  let isAny = false;
  for (const signature of signatures) {
    if (await crypto.subtle.verify('HMAC', hmac, signature, signed)) isAny = true;
  }
  return isAny;
}

const HMAC = { name: 'HMAC', hash: 'SHA-256' };

/** Compares two secrets by codes under a fresh key, so that the time tells nothing of either. */
async function isSecret(given: string, secret: string): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', crypto.getRandomValues(new Uint8Array(32)), HMAC, false, [
    'sign',
    'verify',
  ]);
  return crypto.subtle.verify('HMAC', key, await crypto.subtle.sign('HMAC', key, utf8(secret)), utf8(given));
}

function bearer(authorization: string | undefined): string {
  return /^Bearer (\S{1,1000})$/i.exec(authorization ?? '')?.[1] ?? '';
}

function pair(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  return [text.slice(0, Math.max(0, at)).trim(), text.slice(at + 1).trim()];
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** The bytes of a signature in hexadecimal digits; none for anything else. */
function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\da-f]{64}$/i.test(text)) return new Uint8Array();
  return Uint8Array.from({ length: 32 }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w+/-]{1,1000}={0,2}$/.test(text)) return new Uint8Array();
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
