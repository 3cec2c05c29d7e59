import { type Binding, type SampleCustomer, ServiceError } from '../../packages/web-widget/demo/service.ts';

export { type Binding, type SampleCustomer, ServiceError };

/** How long to wait before an analysis that was not there in time is asked for again, in milliseconds. */
const PAUSE_MS = 2_000;

/** Stands for the address of the API; the build writes it in. */
const API = location.origin;
const KEY = 'live-assist-token';

/**
 * The token that the visitor has pasted, kept for this tab. The deployed page cannot mint one: whoever could open it
 * would have one too. `infra/token.ts` makes a token.
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
 * @throws ServiceError what the service answers, or `unreachable`
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
  // What stands in front of the API keeps no request for as long as an analysis may take.
  if (response.status === 202) {
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
    return post(route, _scope, _binding, body);
  }
  if (response.ok) return answer as Answer;
  // A token that has run out is asked for anew.
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
