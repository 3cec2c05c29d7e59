import type { Ports } from '@live-assist/core';
import type { MiddlewareHandler } from 'hono';
import type { Caller } from '../auth/auth.ts';
import { loggedError } from '../telemetry/logged-error.ts';
import { loggedName } from '../telemetry/logged-name.ts';
import type { RequestLogLine } from '../telemetry/request-log-line.ts';
import { type Spent, watchPorts } from '../telemetry/watched-ports.ts';
import type { AppEnv, AppOptions } from './app-options.ts';
import { asLiveAssistError } from './error-response.ts';
import { isRoutePath } from './routes.ts';

/**
 * The outermost middleware: gives each request its own ports, logs one line per answer, and sends the timings to the
 * caller in `Server-Timing`.
 */
export function requestLog(
  ports: Ports,
  { log, hashCustomer }: Pick<AppOptions, 'log' | 'hashCustomer'>,
): MiddlewareHandler<AppEnv, string, NamedCustomer> {
  return async (c, next) => {
    const { ports: own, startedAt, spent } = watchPorts(ports);
    c.set('arrivedAt', startedAt);
    c.set('ports', own);
    await next();
    const { status } = c.res;
    const caller: Caller | undefined = c.get('caller');
    const client = c.req.valid('json')?.client_email ?? c.get('customer') ?? caller?.clientEmail;
    const customer = await loggedName(client, hashCustomer);
    const took = spent();
    c.header('server-timing', serverTiming(took));
    const source = c.res.headers.get('x-analysis-source');
    const line: RequestLogLine = {
      time: new Date(startedAt + took.ms).toISOString(),
      level: status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info',
      requestId: c.get('requestId'),
      route: isRoutePath(c.req.path) ? c.req.path : 'unknown',
      method: METHODS.has(c.req.method) ? c.req.method : 'other',
      status,
      ...took,
    };
    if (customer !== undefined) line.customer = customer;
    const subject: string | null | undefined = c.get('subject');
    if (subject !== undefined) line.subject = subject;
    if (c.error !== undefined) line.code = asLiveAssistError(c.error).code;
    if (source !== null) line.source = source;
    const unknownFields = c.get('unknownFields');
    if (unknownFields !== undefined) line.unknownFields = unknownFields;
    if (c.error !== undefined && status >= 500) line.error = loggedError(c.error);
    log(line);
  };
}

/** The part of a validated body that names the customer. */
interface NamedCustomer {
  out: { json: { client_email?: string | null | undefined } | undefined };
}

function serverTiming({ ms, storeMs, modelMs, ownMs }: Spent): string {
  return `store;dur=${storeMs}, model;dur=${modelMs}, own;dur=${ownMs}, total;dur=${ms}`;
}

// A method is free text in HTTP, so only well-known methods are logged.
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
