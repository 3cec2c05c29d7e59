import { type Clock, type ErrorCode, LiveAssistError } from '@live-assist/core';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-options.ts';
import { asLiveAssistError } from './error-response.ts';
import { isRoutePath, type RoutePath } from './routes.ts';

/** One request, as it is logged. No field can hold words of a call, an address, a token or the name of a call. */
export interface RequestLogLine {
  /** When the answer was ready, ISO-8601. */
  time: string;
  level: 'info' | 'warn' | 'error';
  requestId: string;
  /** The route that was met, never the path that was sent. */
  route: RoutePath | 'unknown';
  method: string;
  status: number;
  code?: ErrorCode;
  /** Milliseconds from arrival to answer. */
  ms: number;
  /** Where an analysis came from. */
  source?: string;
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
 * The outermost middleware: notes when a request arrived (`arrivedAt`) and logs one line when it is answered.
 */
export function requestLog(
  clock: Pick<Clock, 'now'>,
  log: (line: object) => void,
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const arrivedAt = clock.now();
    c.set('arrivedAt', arrivedAt);
    await next();
    const now = clock.now();
    const { status } = c.res;
    const source = c.res.headers.get('x-analysis-source');
    const line: RequestLogLine = {
      time: new Date(now).toISOString(),
      level: status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info',
      requestId: c.get('requestId'),
      route: isRoutePath(c.req.path) ? c.req.path : 'unknown',
      method: METHODS.has(c.req.method) ? c.req.method : 'other',
      status,
      ms: now - arrivedAt,
    };
    if (c.error !== undefined) line.code = asLiveAssistError(c.error).code;
    if (source !== null) line.source = source;
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
