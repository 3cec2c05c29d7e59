/** A refusal of the service, in its own words. */
export class ServiceError extends Error {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** What a token of the local server is bound to. */
export interface Binding {
  client_email: string;
  call_id?: string;
}

/**
 * A token for one customer, and for one call where it is named. In a real desktop the host's own back end mints
 * it; here the local server does.
 */
export async function tokenFor(scope: string, binding: Binding, signal?: AbortSignal): Promise<string> {
  const query = new URLSearchParams({ scope, ...binding });
  const response = await fetch(`/dev/token?${query}`, { cache: 'no-store', signal: signal ?? null });
  const { token } = await answerOf<{ token: string }>(response);
  return token;
}

/**
 * Posts to a route of the service with a token of its own.
 *
 * @throws ServiceError what the service answers, or `unreachable`
 */
export async function post<Answer>(
  route: string,
  scope: string,
  binding: Binding,
  body: object,
): Promise<Answer> {
  const token = await tokenFor(scope, binding);
  const response = await fetch(route, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new ServiceError(`The service cannot be reached (${String(cause)}).`, 'unreachable');
  });
  return answerOf<Answer>(response);
}

/** A customer among the sample calls, with the names of their calls, oldest first. */
export interface SampleCustomer {
  name: string;
  client_email: string;
  calls: string[];
}

export async function sampleCustomers(): Promise<SampleCustomer[]> {
  return answerOf<SampleCustomer[]>(await fetch('/demo/customers'));
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as Answer;
  const { error, code } = (answer ?? {}) as { error?: string; code?: string };
  throw new ServiceError(
    error ?? `The service answered ${response.status}.`,
    code ?? String(response.status),
  );
}
