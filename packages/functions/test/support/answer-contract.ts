import * as z from 'zod';
import { isRoutePath, routes } from '../../src/http/routes.ts';
import { BODIES, Queued, Refusal } from '../../src/openapi/answers.ts';
import { STATUS } from '../../src/telemetry/statuses.ts';

/** A received answer. */
export interface ReceivedAnswer {
  status: number;
  headers: { get(name: string): string | null | undefined };
  /** The whole body as text. */
  body: string;
}

const NEEDS_RETRY_AFTER = new Set(['analysis_in_progress', 'rate_limited']);

/**
 * Checks an answer against the HTTP contract: status and code, headers, shape of the body. Returns the first breach, or
 * null.
 *
 * @param path - The path that was asked, as it was sent.
 * @param method - HEAD has no body.
 * @example breachIn('/healthz', 'GET', answer) // null
 */
export function breachIn(
  path: string,
  method: string,
  { status, headers, body }: ReceivedAnswer,
): string | null {
  if (headers.get('content-type')?.split(';')[0] !== 'application/json') return 'it is not JSON';
  if (headers.get('cache-control') !== 'no-store') return 'it may be cached';
  if (method === 'HEAD') return body === '' ? null : 'a HEAD has a body';
  let sent: unknown;
  try {
    sent = JSON.parse(body);
  } catch {
    return 'its body is no JSON';
  }
  return status < 300 ? breachInSuccess(path, status, headers, sent) : breachInRefusal(status, headers, sent);
}

function breachInSuccess(
  path: string,
  status: number,
  headers: ReceivedAnswer['headers'],
  sent: unknown,
): string | null {
  if (!isRoutePath(path)) return `there is no such route, and it answers ${status}`;
  if (!hasId(headers)) return 'it has no x-request-id';
  const analyses = path === '/getCallAnalytics';
  const isDelivery = path.startsWith('/ingest/');
  if (status !== (isDelivery ? 202 : 200) && !(analyses && status === 202))
    return `${path} answers ${status}`;
  const source = headers.get('x-analysis-source') ?? null;
  const sources: (string | null)[] = analyses && status === 200 ? ['stored', 'computed'] : [null];
  if (!sources.includes(source)) return `x-analysis-source is ${source}`;
  return misfit(analyses && status === 202 ? Queued : BODIES[path], sent);
}

function breachInRefusal(status: number, headers: ReceivedAnswer['headers'], sent: unknown): string | null {
  const refusal = Refusal.safeParse(sent);
  if (!refusal.success) return misfit(Refusal, sent);
  const { code, issues } = refusal.data;
  if (STATUS[code] !== status) return `${code} has the status ${status}`;
  if (issues !== undefined && status !== 400) return `${code} lists issues`;
  // An answer of Node to an invalid request has no id, and closes the connection.
  if (!hasId(headers) && !(status === 400 && headers.get('connection') === 'close'))
    return 'it has no x-request-id';
  const retryAfter = headers.get('retry-after') ?? null;
  if (retryAfter === null ? NEEDS_RETRY_AFTER.has(code) : !/^[1-9]\d*$/.test(retryAfter)) {
    return `${code} has the header retry-after: ${retryAfter}`;
  }
  if (status === 401 && headers.get('www-authenticate') !== 'Bearer') return 'it does not ask for a token';
  if (
    status === 405 &&
    !Object.values(routes).some(({ method }) => headers.get('allow')?.startsWith(method))
  ) {
    return 'it names no method';
  }
  return null;
}

function hasId(headers: ReceivedAnswer['headers']): boolean {
  return /^[\da-f-]{36}$/.test(headers.get('x-request-id') ?? '');
}

function misfit(schema: z.ZodType, sent: unknown): string | null {
  const { error } = schema.safeParse(sent);
  return error === undefined ? null : `its body does not fit: ${z.prettifyError(error)}`;
}
