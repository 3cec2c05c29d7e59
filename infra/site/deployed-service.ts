import { type Binding, type SampleCustomer, ServiceError } from '../../packages/web-widget/demo/service.ts';

export { type Binding, type SampleCustomer, ServiceError };

/** Pause before an unfinished analysis is requested again, in milliseconds. */
const PAUSE_MS = 2_000;

/** Placeholder; the build inserts the address of the API. */
const API = location.origin;
const KEY = 'live-assist-token';

/**
 * Returns the token that the visitor pasted, stored for this tab. The deployed page cannot mint one, because every
 * visitor would then have a token. `infra/token.ts` prints a token.
 *
 * @throws ServiceError `unauthenticated` when the visitor has none
 */
export async function tokenFor(): Promise<string> {
  const kept = sessionStorage.getItem(KEY) ?? prompt('Paste a token for this service:')?.trim();
  if (!kept) throw new ServiceError('A token is needed. Reload the page to paste one.', 'unauthenticated');
  sessionStorage.setItem(KEY, kept);
  return kept;
}

/**
 * Posts to a route of the service.
 *
 * @throws ServiceError the service's error, or `unreachable`
 */
export async function post<Answer>(
  route: string,
  _scope: string,
  _binding: Binding,
  body: object,
): Promise<Answer> {
  const response = await fetch(`${API}${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await tokenFor()}` },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new ServiceError(`The service cannot be reached (${String(cause)}).`, 'unreachable');
  });
  const answer: unknown = await response.json().catch(() => null);
  // The proxy in front of the API has a shorter timeout than an analysis.
  if (response.status === 202) {
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
    return post(route, _scope, _binding, body);
  }
  if (response.ok) return answer as Answer;
  // Ask for a new token when the old one has expired.
  if (response.status === 401) sessionStorage.removeItem(KEY);
  const { error, code } = (answer ?? {}) as { error?: string; code?: string };
  throw new ServiceError(
    error ?? `The service answered ${response.status}.`,
    code ?? String(response.status),
  );
}

export async function sampleCustomers(): Promise<SampleCustomer[]> {
  return (await fetch('/demo/customers.json')).json();
}
