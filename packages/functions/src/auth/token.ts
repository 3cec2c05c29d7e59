import { CallId, ClientEmail, type Clock, CustomerId, LiveAssistError, Phone } from '@live-assist/core';
import { decode, verify } from 'hono/jwt';
import * as z from 'zod/mini';
import { remoteKeySet } from './key-set.ts';

/** How tokens are verified. */
export interface TokenOptions {
  /** A shared secret of at least 32 bytes (HS256), or the address of the issuer's public keys. */
  keys: { secret: string } | { jwksUrl: string };
  /** The required `iss`. */
  issuer?: string | undefined;
  /**
   * The value that `aud` must equal or contain, or that `client_id` must equal (access tokens of Cognito have no
   * `aud`).
   */
  audience?: string | undefined;
  /** How far in the future `exp` may be, in seconds. @default 43200 (12 hours) */
  maxTokenSeconds?: number | undefined;
}

/** @default of {@link TokenOptions.maxTokenSeconds} */
export const MAX_TOKEN_SECONDS = 43_200;

// Tolerance in seconds for times in the future, because clocks differ. An expired token gets none.
const CLOCK_SKEW_SECONDS = 30;

const TokenHeader = z.lazy(() =>
  z.object({
    alg: z.enum([
      'HS256',
      'RS256',
      'RS384',
      'RS512',
      'PS256',
      'PS384',
      'PS512',
      'ES256',
      'ES384',
      'ES512',
      'EdDSA',
    ]),
    kid: z.optional(z.string()),
    typ: z.optional(z.string()),
  }),
);
type TokenHeader = z.infer<typeof TokenHeader>;

const scopeClaim = () => z.optional(z.union([z.string(), z.array(z.string())]));

const TokenClaims = z.lazy(() =>
  z.object({
    iss: z.optional(z.string()),
    sub: z.optional(z.string().check(z.maxLength(256))),
    aud: z.optional(z.union([z.string(), z.array(z.string())])),
    client_id: z.optional(z.string()),
    exp: z.number(),
    nbf: z.optional(z.number()),
    iat: z.optional(z.number()),
    scope: scopeClaim(),
    scp: scopeClaim(),
    client_email: z.optional(ClientEmail),
    phone: z.optional(Phone),
    customer_id: z.optional(CustomerId),
    call_id: z.optional(CallId),
  }),
);
/** The claims of a token that this service reads; times are in seconds since 1970. */
export type TokenClaims = z.infer<typeof TokenClaims>;

/**
 * Returns a function that verifies a JSON Web Token: signature, times, issuer, audience. It throws `LiveAssistError`
 * `unauthenticated`, or `auth_unavailable` when the issuer's keys cannot be fetched.
 */
export function tokenVerifier(
  options: TokenOptions,
  clock: Pick<Clock, 'now'>,
): (token: string) => Promise<TokenClaims> {
  const signedPayload =
    'secret' in options.keys ? bySecret(options.keys.secret) : byKeySet(options.keys.jwksUrl, clock);

  return async (token) => {
    const header = readHeader(token);
    if (header === undefined) throw unauthenticated('The token is no JSON Web Token of a supported kind.');
    const payload = await signedPayload(token, header);
    if (payload === undefined) {
      throw unauthenticated('The signature of the token cannot be verified with the keys of this service.');
    }
    const claims = TokenClaims.safeParse(payload);
    if (!claims.success) {
      throw unauthenticated('The token lacks the claim exp, or one of its claims is not of the right form.');
    }
    checkTokenClaims(claims.data, options, Math.floor(clock.now() / 1000));
    return claims.data;
  };
}

/** Returns the payload of a token that one of the keys signed, else undefined. */
type SignedPayload = (token: string, header: TokenHeader) => Promise<unknown>;

function bySecret(secret: string): SignedPayload {
  // The key is imported here because hono reads a secret that contains PUBLIC or PRIVATE as a PEM key. It is imported
  // at the first token because some runtimes allow no cryptography before the first request.
  const importKey = () =>
    crypto.subtle.importKey(
      'raw',
      new TextEncoder().encode(secret),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['verify'],
    );
  let key: ReturnType<typeof importKey> | undefined;
  return async (token, header) => {
    if (header.alg !== 'HS256') return undefined;
    key ??= importKey();
    return payloadIfSigned(token, await key, header);
  };
}

function byKeySet(url: string, clock: Pick<Clock, 'now'>): SignedPayload {
  const keySet = remoteKeySet(url, clock);
  return async (token, header) => {
    // A published key is public, so it must never verify a symmetric signature.
    if (header.alg === 'HS256') return undefined;
    for (const key of await keySet.candidates(header.kid)) {
      const payload = await payloadIfSigned(token, key, header);
      if (payload !== undefined) return payload;
    }
    return undefined;
  };
}

// The import fails for a key of another algorithm or for encryption, so such a key verifies nothing.
async function payloadIfSigned(
  token: string,
  key: Parameters<typeof verify>[1],
  header: TokenHeader,
): Promise<unknown> {
  try {
    return await verify(token, key, {
      alg: header.alg,
      // Times are checked below, with the clock of the service.
      exp: false,
      nbf: false,
      iat: false,
      // RFC 9068 access tokens have `typ: at+jwt`; a token without `typ` passes only when none is required.
      ...(header.typ === undefined ? {} : { typ: ['JWT', 'at+jwt'] }),
    });
  } catch {
    return undefined;
  }
}

function readHeader(token: string): TokenHeader | undefined {
  try {
    return TokenHeader.safeParse(decode(token).header).data;
  } catch {
    return undefined;
  }
}

function checkTokenClaims(claims: TokenClaims, options: TokenOptions, now: number): void {
  if (claims.exp <= now) throw unauthenticated('The token has expired. Get a new one.');
  if (claims.exp > now + (options.maxTokenSeconds ?? MAX_TOKEN_SECONDS) + CLOCK_SKEW_SECONDS) {
    throw unauthenticated('The token is valid for too long. Get one that expires sooner.');
  }
  if (Math.max(claims.nbf ?? now, claims.iat ?? now) > now + CLOCK_SKEW_SECONDS) {
    throw unauthenticated('The token is not valid yet.');
  }
  if (options.issuer !== undefined && claims.iss !== options.issuer) {
    throw unauthenticated('The token comes from another issuer.');
  }
  const audiences = [claims.aud ?? [], claims.client_id ?? []].flat();
  if (options.audience !== undefined && !audiences.includes(options.audience)) {
    throw unauthenticated('The token is meant for another service.');
  }
}

function unauthenticated(message: string): LiveAssistError {
  return new LiveAssistError('unauthenticated', message);
}
