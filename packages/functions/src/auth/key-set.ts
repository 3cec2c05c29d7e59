import { type Clock, LiveAssistError } from '@live-assist/core';
import * as z from 'zod/mini';

const FRESH_MS = 10 * 60_000;
const RETRY_MS = 60_000;
const FETCH_TIMEOUT_MS = 3_000;

const Key = z.lazy(() => z.looseObject({ kty: z.string(), kid: z.optional(z.string()) }));
/** A public key of a key set (RFC 7517); other members stay unchanged. */
export type Key = z.infer<typeof Key>;

const KeySetDocument = z.lazy(() => z.object({ keys: z.array(Key).check(z.minLength(1)) }));

/** The cached public keys of an issuer. */
export interface KeySet {
  /**
   * The keys that may have signed a token: those with its `kid`, or all of them when it has none. Empty when the issuer
   * has no such key, or only RSA keys under 2048 bits.
   *
   * @throws {LiveAssistError} `auth_unavailable` when no keys are cached and the fetch fails.
   */
  candidates(kid: string | undefined): Promise<Key[]>;
}

/**
 * The key set at a JWKS address. Keys are cached for 10 minutes. An unknown `kid` triggers another fetch, at most once
 * a minute. When a fetch fails, the cached keys stay in use. Concurrent callers share one fetch.
 */
export function remoteKeySet(url: string, clock: Pick<Clock, 'now'>): KeySet {
  let keys: Key[] = [];
  let weak = new Set<Key>();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> | null = null;

  async function load(): Promise<void> {
    triedAt = clock.now();
    try {
      keys = await fetchKeys(url);
      weak = new Set(keys.filter(isWeak));
      fetchedAt = triedAt;
    } catch (cause) {
      if (keys.length > 0) return;
      throw new LiveAssistError(
        'auth_unavailable',
        'Tokens cannot be verified at the moment. Try again soon.',
        {
          cause,
          retryAfterSeconds: 5,
        },
      );
    }
  }

  function refresh(): Promise<void> {
    pending ??= load().finally(() => {
      pending = null;
    });
    return pending;
  }

  const matching = (kid: string | undefined) =>
    kid === undefined ? keys : keys.filter((key) => key.kid === kid);

  return {
    async candidates(kid) {
      const mayRetry = () => clock.now() - triedAt >= RETRY_MS;
      if (keys.length === 0) await refresh();
      else if (clock.now() - fetchedAt >= FRESH_MS && mayRetry()) await refresh();
      if (matching(kid).length === 0 && mayRetry()) await refresh();
      return matching(kid).filter((key) => !weak.has(key));
    },
  };
}

/** The minimum that NIST requires for RSA. */
const LEAST_MODULUS_BITS = 2048;

function isWeak({ kty, n }: Key): boolean {
  return kty === 'RSA' && bitsOf(n) < LEAST_MODULUS_BITS;
}

/** The number of bits of a base64url number; 0 for an invalid one. */
function bitsOf(number: unknown): number {
  if (typeof number !== 'string' || !/^[\w-]+$/.test(number)) return 0;
  const bits = Array.from(atob(number.replace(/-/g, '+').replace(/_/g, '/')), (byte) =>
    byte.charCodeAt(0).toString(2).padStart(8, '0'),
  );
  return bits.join('').replace(/^0+/, '').length;
}

async function fetchKeys(url: string): Promise<Key[]> {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    // The server at this address decides who has access. A redirect would pass that on to another server, possibly
    // without TLS.
    redirect: 'manual',
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`The key set was answered with status ${response.status}.`);
  return KeySetDocument.parse(await response.json()).keys;
}
