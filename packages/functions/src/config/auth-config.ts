import type { AuthOptions } from '../auth/auth.ts';
import type { Environment } from './environment.ts';

/**
 * How tokens are verified: by a shared secret, or by the public keys of one issuer.
 *
 * @throws {Error} when neither or both are set, or when public keys come without an issuer and an audience.
 */
export function authOptions(values: Environment): AuthOptions {
  const {
    AUTH_SECRET: secret,
    AUTH_JWKS_URL: jwksUrl,
    AUTH_ISSUER: issuer,
    AUTH_AUDIENCE: audience,
  } = values;
  const common = {
    issuer,
    audience,
    scopePrefix: values.AUTH_SCOPE_PREFIX,
    maxTokenSeconds: values.AUTH_MAX_TOKEN_SECONDS,
  };
  if (secret !== undefined && jwksUrl !== undefined) {
    throw new Error('AUTH_SECRET and AUTH_JWKS_URL are both set: remove one of them.');
  }
  if (secret !== undefined) return { keys: { secret }, ...common };
  if (jwksUrl === undefined) {
    throw new Error(
      'AUTH_JWKS_URL is missing: set it with AUTH_ISSUER and AUTH_AUDIENCE, or set AUTH_SECRET instead.',
    );
  }
  // An issuer may sign tokens for other services and other tenants with the same keys.
  if (issuer === undefined) throw new Error('AUTH_ISSUER is missing: set it to the "iss" of your tokens.');
  if (audience === undefined) {
    throw new Error('AUTH_AUDIENCE is missing: set it to the "aud" or the "client_id" of your tokens.');
  }
  return { keys: { jwksUrl }, ...common };
}
