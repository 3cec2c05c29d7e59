import { type Clock, customerKey, LiveAssistError } from '@live-assist/core';
import type { Scope } from './scopes.ts';
import { type TokenOptions, tokenVerifier } from './token.ts';

/** How callers are authenticated. */
export interface AuthOptions extends TokenOptions {
  /** Prefix of each scope of this service; scopes without it belong to other services and are ignored. */
  scopePrefix?: string | undefined;
}

/** The sender of a request, from the token. */
export interface Caller {
  scopes: ReadonlySet<string>;
  /** The token's `sub`, or null. */
  subject: string | null;
  /** The one customer that the token is bound to, or null. */
  clientEmail: string | null;
  /** The one call that the token is bound to, or null. */
  callId: string | null;
}

/** Longest `Authorization` header that is read, in characters. */
const MAX_HEADER = 16_384;

/**
 * Returns a function that checks the header `Authorization: Bearer <JWT>`. It throws `LiveAssistError`
 * `unauthenticated`, or `auth_unavailable` when the issuer's keys cannot be fetched.
 */
export function authenticator(
  options: AuthOptions,
  clock: Pick<Clock, 'now'>,
): (authorization: string | undefined) => Promise<Caller> {
  const verified = tokenVerifier(options, clock);
  const prefix = options.scopePrefix ?? '';

  return async (authorization = '') => {
    const token = authorization.length > MAX_HEADER ? null : /^Bearer +(\S+)$/i.exec(authorization);
    if (token?.[1] === undefined) {
      throw new LiveAssistError(
        'unauthenticated',
        'Send a token in the header Authorization: Bearer <token>.',
      );
    }
    const { sub, scope, scp, client_email, call_id } = await verified(token[1]);
    const granted = [scope ?? [], scp ?? []].flat().flatMap((text) => text.split(' '));
    return {
      scopes: new Set(
        granted.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
      ),
      subject: sub || null,
      clientEmail: client_email ?? null,
      callId: call_id ?? null,
    };
  };
}

/** @throws {LiveAssistError} `forbidden` unless the caller has one of the scopes. */
export function requireScope(caller: Caller, scopes: readonly Scope[]): void {
  if (scopes.some((scope) => caller.scopes.has(scope))) return;
  throw new LiveAssistError('forbidden', `The token must have the scope ${scopes.join(' or ')}.`);
}

/**
 * Refuses a caller who names a customer or a call other than the one the token is bound to.
 *
 * @throws {LiveAssistError} `forbidden`
 */
export function requireBinding(
  caller: Caller,
  named: { client_email?: string | null | undefined; call_id?: string | undefined },
): void {
  if (caller.clientEmail === null) requireScope(caller, ['customers:any']);
  else if (
    named.client_email != null &&
    customerKey(named.client_email) !== customerKey(caller.clientEmail)
  ) {
    throw boundElsewhere();
  }
  if (caller.callId !== null && named.call_id !== undefined && named.call_id !== caller.callId) {
    throw boundElsewhere();
  }
}

/** True if the caller may know about a call of this customer; null means that the call has no customer yet. */
export function isOpenTo(caller: Caller, clientEmail: string | null): boolean {
  if (clientEmail === null || caller.clientEmail === null) return true;
  return customerKey(clientEmail) === customerKey(caller.clientEmail);
}

/** The error for a token that is bound to another customer or call. */
export function boundElsewhere(cause?: unknown): LiveAssistError {
  return new LiveAssistError('forbidden', 'The token is for another customer or call.', { cause });
}
