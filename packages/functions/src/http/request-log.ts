import { type ErrorCode, LiveAssistError, type Ports } from '@live-assist/core';
import type { MiddlewareHandler } from 'hono';
import type { Caller } from '../auth/auth.ts';
import { loggedName } from '../telemetry/logged-name.ts';
import { type Spent, watchPorts } from '../telemetry/watched-ports.ts';
import type { AppEnv, AppOptions } from './app-options.ts';
import { asLiveAssistError } from './error-response.ts';
import { isRoutePath, type RoutePath } from './routes.ts';

/** One request, as it is logged. No field can hold words of a call, an address, a token or the name of a call. */
export interface RequestLogLine extends Spent {
  /** When the answer was ready, ISO-8601. */
  time: string;
  level: 'info' | 'warn' | 'error';
  requestId: string;
  /** The route that was met, never the path that was sent. */
  route: RoutePath | 'unknown';
  method: string;
  status: number;
  code?: ErrorCode;
  /** The customer whom the request, or else its token, names: the first 16 digits of their keyed hash. */
  customer?: string;
  /** Who sent it: the first 16 digits of the keyed hash of the token's `sub`; null for a token without one. */
  subject?: string | null;
  /** Where an analysis came from. */
  source?: string;
  /** How often each name that is not known stands in the body, where `UNKNOWN_FIELDS` has them left out. */
  unknownFields?: Record<string, number>;
  /** On 5xx alone. */
  error?: LoggedError;
}

/** An error without its message, which may quote a call, an address or a provider. */
export interface LoggedError {
  name: string;
  code?: ErrorCode;
  /** Class of the error underneath. */
  cause?: string;
  /** Where it was thrown, innermost first. */
  frames: string[];
}

/**
 * The outermost middleware: gives a request ports of its own, logs one line when it is answered, and tells the caller
 * in `Server-Timing` what the time went into.
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

/** What may be logged of an error: its class, its code, the class of its cause, and stack frames. */
export function loggedError(error: Error): LoggedError {
  const logged: LoggedError = { name: className(error), frames: frames(error) };
  if (error instanceof LiveAssistError) logged.code = error.code;
  if (error.cause !== undefined) logged.cause = className(error.cause);
  return logged;
}

/** What the validator of a route leaves in the request. */
interface NamedCustomer {
  out: { json: { client_email?: string | null | undefined } | undefined };
}

function serverTiming({ ms, storeMs, modelMs, ownMs }: Spent): string {
  return `store;dur=${storeMs}, model;dur=${modelMs}, own;dur=${ownMs}, total;dur=${ms}`;
}

// A method is free text in HTTP, so only the usual ones are repeated.
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

const MAX_FRAMES = 10;
const FRAME = /^ {4}at (?:[^()]+ \()?[^\s()]+:\d+:\d+\)?$/;

// A stack begins with the message, which may run over many lines that look like frames. So the frames are
// taken from behind it, and none are taken when the message cannot be found (it was changed later).
function frames(error: Error): string[] {
  const stack = error.stack ?? '';
  const start = stack.indexOf(error.message);
  if (start === -1) return [];
  return stack
    .slice(start + error.message.length)
    .split('\n')
    .filter((line) => FRAME.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim());
}

function className(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  return /^\w{1,80}$/.test(thrown.name) ? thrown.name : 'Error';
}
