import { sign } from 'hono/jwt';

const HOUR_SECONDS = 3600;

/** The claims of a development token, besides its expiry. */
export interface DevTokenClaims {
  /** Space-separated, as in the claim `scope`. */
  scope: string;
  /** The subject. */
  sub?: string | undefined;
  client_email?: string | undefined;
  call_id?: string | undefined;
  iss?: string | undefined;
  aud?: string | undefined;
}

/** Mints a token for the local server, valid for an hour. */
export function devToken(secret: string, claims: DevTokenClaims, nowMs = Date.now()): Promise<string> {
  const issuedAt = Math.floor(nowMs / 1000);
  const given = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  return sign({ ...given, iat: issuedAt, exp: issuedAt + HOUR_SECONDS }, secret, 'HS256');
}
