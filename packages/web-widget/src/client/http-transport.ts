import type { CustomerRequest, FailureReason, GetToken } from './contract.ts';
import { MemoryBoxFailure } from './contract.ts';

/** Where the service is and how to get a token for it; read anew at every request. */
export interface HttpSettings {
  endpoint: string | null;
  token: string | null;
  getToken: GetToken | null;
}

/** Posts a body to a route of the service. The request says for whom, which a token may be bound to. */
export type Send = <T>(route: string, body: object, request: CustomerRequest) => Promise<T>;

/**
 * The service over `fetch`. A token that is refused (401, or 403: it may be bound to the customer before) is
 * asked of `getToken` once more, and the request sent again. What is sent fails with a {@link MemoryBoxFailure}.
 */
export function httpTransport(settings: HttpSettings): Send {
  let minted: { for: string; token: string } | null = null;

  const tokenFor = async (request: CustomerRequest, again: boolean) => {
    const { clientEmail, callId, clientPhone, customerId, signal } = request;
    const { token, getToken } = settings;
    // A token that the host has changed since may be better than one that was minted in its place.
    const customer = JSON.stringify([clientEmail, callId, clientPhone, customerId, token]);
    if (!again && minted?.for === customer) return minted.token;
    if (!getToken || (token && !again)) return token;
    minted = {
      for: customer,
      token: await getToken({ clientEmail, clientPhone, customerId, callId, signal }),
    };
    return minted.token;
  };

  return async (route, body, request) => {
    const { endpoint } = settings;
    if (endpoint === null) throw new MemoryBoxFailure('unavailable', 'Set `endpoint` or `load`.');
    const post = async (again: boolean) => {
      const token = await tokenFor(request, again);
      return fetch(`${endpoint.replace(/(?<!\/)\/+$/, '')}/${route}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        body: JSON.stringify(body),
        signal: request.signal,
        // The service never redirects; a proxy that wants a sign-in does, and must not get the token.
        redirect: 'manual',
      });
    };
    let response = await post(false);
    // A page may set `getToken` after the box has asked without one.
    if (settings.getToken && /40[13]/.test(`${response.status}`)) response = await post(true);
    const isPage = response.ok && !response.headers.get('content-type')?.includes('json');
    if (isPage || response.type === 'opaqueredirect') {
      throw new MemoryBoxFailure('login_page', 'No JSON came.');
    }
    if (response.ok) return response.json();
    const { error, code } = await response.json().catch(() => ({}));
    throw new MemoryBoxFailure(reasonOf(response.status, code), error ?? `HTTP ${response.status}`, code);
  };
}

function reasonOf(status: number, code: unknown): FailureReason {
  const named: { [status: number]: FailureReason } = { 401: 'signed_out', 403: 'not_allowed', 429: 'busy' };
  return named[status] ?? (code === 'customer_erased' ? 'erased' : 'unavailable');
}
