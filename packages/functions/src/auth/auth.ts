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
  /** True if `clientEmail` is what a number or an id of the token stands for, and no claim of the token. */
  isByAlias?: boolean;
  /** The number, or the host's id, that the token is bound by, or null. It opens the customer whom that stands for. */
  phone: string | null;
  customerId: string | null;
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
    const { sub, scope, scp, client_email, phone, customer_id, call_id } = await verified(token[1]);
    const granted = [scope ?? [], scp ?? []].flat().flatMap((text) => text.split(' '));
    return {
      scopes: new Set(
        granted.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
      ),
      subject: sub || null,
      clientEmail: client_email ?? null,
      phone: phone ?? null,
      customerId: customer_id ?? null,
      callId: call_id ?? null,
    };
  };
}

/** True if the token is for one customer. */
export function isBound({ clientEmail, phone, customerId }: Caller): boolean {
  return clientEmail !== null || phone !== null || customerId !== null;
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
  if (!isBound(caller)) requireScope(caller, ['customers:any']);
  // A token that is bound by an alias of no one opens no customer.
  else if (named.client_email != null && !isOpenTo(caller, named.client_email)) throw boundElsewhere();
  if (caller.callId !== null && named.call_id !== undefined && named.call_id !== caller.callId) {
    throw boundElsewhere();
  }
}

/** True if the caller may know about a call of this customer; null means that the call has no customer yet. */
export function isOpenTo(caller: Caller, clientEmail: string | null): boolean {
  if (clientEmail === null || !isBound(caller)) return true;
  return caller.clientEmail !== null && customerKey(clientEmail) === customerKey(caller.clientEmail);
}

/** The error for a token that is bound to another customer or call. */
export function boundElsewhere(cause?: unknown): LiveAssistError {
  return new LiveAssistError('forbidden', 'The token is for another customer or call.', { cause });
}
