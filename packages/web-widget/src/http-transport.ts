import type { MemoryBox, RememberedCommitment } from '@live-assist/core';
import type { CommitmentRequest, CustomerRequest, FailureReason, GetToken } from './contract.ts';
import { MemoryBoxFailure } from './contract.ts';

/** Where the service is and how to get a token for it; asked anew at every request. */
export interface HttpSettings {
  endpoint: string | null;
  token: string | null;
  getToken: GetToken | null;
}

/**
 * The two routes over `fetch`. A token that is refused (401, or 403: it may be bound to the customer before)
 * is asked of `getToken` once more, and the request sent again.
 */
export class HttpTransport {
  readonly #settings: () => HttpSettings;
  /** A token may be bound to one customer and call, so it serves no other. */
  #minted: { for: string; token: string } | null = null;

  constructor(settings: () => HttpSettings) {
    this.#settings = settings;
  }

  /** @throws MemoryBoxFailure */
  load(request: CustomerRequest): Promise<MemoryBox> {
    const { clientEmail, callId } = request;
    const body = { client_email: clientEmail, ...(callId === null ? {} : { call_id: callId }) };
    return this.#send('getMemoryBox', body, request);
  }

  /** @throws MemoryBoxFailure */
  save(request: CommitmentRequest): Promise<RememberedCommitment> {
    const { clientEmail, commitmentId, status } = request;
    const body = { client_email: clientEmail, commitment_id: commitmentId, status };
    return this.#send('updateCommitment', body, request);
  }

  async #send<T>(route: string, body: object, request: CustomerRequest): Promise<T> {
    const { endpoint, getToken } = this.#settings();
    if (endpoint === null) {
      throw new MemoryBoxFailure('unavailable', 'Set `endpoint`, or your own `load` and `save`.');
    }
    const post = (token: string | null) =>
      fetch(`${endpoint.replace(/\/+$/, '')}/${route}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
        signal: request.signal,
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      });
    let response = await post(await this.#token(request, false));
    if ((response.status === 401 || response.status === 403) && getToken !== null) {
      response = await post(await this.#token(request, true));
    }
    if (!response.ok) throw await failureOf(response);
    return (await response.json()) as T;
  }

  async #token(request: CustomerRequest, again: boolean): Promise<string | null> {
    const { token, getToken } = this.#settings();
    const { clientEmail, callId, signal } = request;
    const customer = JSON.stringify([clientEmail, callId]);
    if (!again) {
      if (this.#minted?.for === customer) return this.#minted.token;
      if (token !== null || getToken === null) return token;
    }
    if (getToken === null) return token;
    const minted = await getToken({ clientEmail, callId, signal });
    this.#minted = { for: customer, token: minted };
    return minted;
  }
}

async function failureOf(response: Response): Promise<MemoryBoxFailure> {
  const answer: unknown = await response.json().catch(() => null);
  const { error, code } = (answer ?? {}) as { error?: unknown; code?: unknown };
  const known = typeof code === 'string' ? code : null;
  const message = typeof error === 'string' ? error : `The service answered ${response.status}.`;
  return new MemoryBoxFailure(reasonOf(response.status, known), message, known);
}

function reasonOf(status: number, code: string | null): FailureReason {
  if (status === 401) return 'signed_out';
  if (status === 403) return 'not_allowed';
  if (code === 'customer_erased') return 'erased';
  return status === 429 ? 'too_many_requests' : 'unavailable';
}
