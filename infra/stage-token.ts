import { Resource } from 'sst/resource';
import { devToken } from '../packages/functions/src/local/server/dev-token.ts';

/**
 * Mints a token for the API of this stage, valid for an hour; the stage must use `AUTH_SECRET`.
 *
 * @param scopes - Separated by spaces, without the prefix of the stage.
 * @throws {Error} with one line when the stage has no `AUTH_SECRET`.
 * @example await stageToken('memory:read', 'ana@example.com');
 */
export function stageToken(scopes: string, client_email?: string): Promise<string> {
  const { keys, scopePrefix, issuer, audience } = stageAuth();
  const scope = scopes
    .split(/\s+/)
    .map((name) => scopePrefix + name)
    .join(' ');
  return devToken(keys.secret, { scope, client_email, iss: issuer, aud: audience });
}

/**
 * The requirements of this stage's API for tokens.
 *
 * @throws {Error} with one line when the stage has no `AUTH_SECRET`.
 */
export function stageAuth() {
  const { AUTH_SCOPE_PREFIX = '', AUTH_ISSUER, AUTH_AUDIENCE, AUTH_JWKS_URL } = process.env;
  if (AUTH_JWKS_URL)
    throw new Error('This stage cannot sign tokens. Get one from the issuer of AUTH_JWKS_URL.');
  return {
    keys: { secret: Resource.AUTH_SECRET.value },
    scopePrefix: AUTH_SCOPE_PREFIX,
    issuer: AUTH_ISSUER || undefined,
    audience: AUTH_AUDIENCE || undefined,
  };
}
