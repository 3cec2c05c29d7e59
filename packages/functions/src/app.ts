import { zValidator } from '@hono/zod-validator';
import {
  AnalysisStatusQuery,
  AnalyzeCallCommand,
  analysisStatus,
  analyzeCall,
  ListCallsQuery,
  LiveAssistError,
  listCalls,
  type Ports,
  RecordCallWindowCommand,
  recordCallWindow,
  type StoredAnalytics,
  withoutCoaching,
} from '@live-assist/core';
import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { requestId } from 'hono/request-id';
import * as z from 'zod';
import {
  type AuthOptions,
  authenticator,
  boundElsewhere,
  type Caller,
  requireBinding,
  requireScope,
} from './auth.ts';
import { errorResponse, invalidBody, issueMessage } from './error-response.ts';
import { readJsonBody } from './request-body.ts';
import { requestLog } from './request-log.ts';
import { type AppEnv, type RoutePath, routes } from './routes.ts';

/** What the app needs to know besides its ports. */
export interface AppOptions {
  auth: AuthOptions;
  settings: { timeZone: string; analysisTimeoutMs: number };
  /** Told by `GET /healthz`. */
  version: string;
  /** Takes one object for each request, a `RequestLogLine`. */
  log: (line: object) => void;
  /** Origins whose pages may call the app, letter for letter; leave it out where something in front answers CORS. */
  cors?: string[] | undefined;
  /** The id that the platform gave to a request. @default a fresh UUID */
  requestId?: ((c: Context) => string | undefined) | undefined;
  /** When the platform will end the request, in milliseconds since 1970. */
  deadline?: ((c: Context) => number | undefined) | undefined;
}

/**
 * The HTTP app: routes, authorisation, validation, and the one shape of errors. It uses web standards alone,
 * so any runtime can serve it.
 *
 * @throws {Error} when `cors` names `*` or `null`.
 * @example
 * const app = createApp(ports, { auth: { keys: { secret } }, settings, version: '0.1.0', log: console.log });
 * await app.request('/healthz'); // 200 {"status":"ok","version":"0.1.0"}
 */
export function createApp(ports: Ports, options: AppOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const authenticate = authenticator(options.auth, ports.clock);

  app.onError((error, c) => errorResponse(c, error));
  app.notFound(() => {
    throw new LiveAssistError(
      'not_found',
      'There is no such route. Check the path; it ends without a slash.',
    );
  });

  app.use(requestLog(ports.clock, options.log));
  app.use(async (_, next) => {
    try {
      await next();
    } catch (thrown) {
      // Hono hands errors to onError and lets everything else that was thrown escape.
      throw new Error('Something was thrown that is not an Error.', { cause: thrown });
    }
  });
  // A caller's own id is not taken over: what stands in the log is never a caller's text.
  app.use(requestId({ headerName: '', generator: (c) => options.requestId?.(c) ?? crypto.randomUUID() }));
  app.use(async (c, next) => {
    c.header('x-request-id', c.get('requestId'));
    c.header('cache-control', 'no-store');
    await next();
  });
  if (options.cors !== undefined) app.use(corsFor(options.cors));

  for (const [path, { method, scopes }] of Object.entries(routes)) {
    app.on(method, path, async (c, next) => {
      if (scopes !== null) {
        const caller = await authenticate(c.req.header('authorization'));
        requireScope(caller, scopes);
        c.set('caller', caller);
        await readJsonBody(c);
      }
      await next();
    });
  }

  app.post(at('/getCallAnalytics'), zValidator('json', AnalyzeNow, refuse, inOurWords), async (c) => {
    const caller = c.get('caller');
    const { async: _, ...command } = c.req.valid('json');
    requireBinding(caller, command);
    const deadline = options.deadline?.(c);
    const { analytics, source } = await asBound(caller, () =>
      analyzeCall(ports, options.settings, command, {
        arrivedAt: c.get('arrivedAt'),
        ...(deadline === undefined ? {} : { deadline }),
        mayAnalyze: caller.scopes.has('analytics:write'),
      }),
    );
    return c.json(readableBy(caller)(analytics), 200, { 'x-analysis-source': source });
  });

  app.post(
    at('/getAnalysisStatus'),
    zValidator('json', AnalysisStatusQuery, refuse, inOurWords),
    async (c) => {
      const caller = c.get('caller');
      const query = c.req.valid('json');
      requireBinding(caller, query);
      const { status, client_email } = await analysisStatus(ports, query);
      requireBinding(caller, { client_email });
      return c.json(status);
    },
  );

  app.post(
    at('/recordCallWindow'),
    zValidator('json', RecordCallWindowCommand, refuse, inOurWords),
    async (c) => {
      const caller = c.get('caller');
      const command = c.req.valid('json');
      requireBinding(caller, command);
      const client_email = command.client_email ?? caller.clientEmail ?? undefined;
      return c.json(await asBound(caller, () => recordCallWindow(ports, { ...command, client_email })));
    },
  );

  app.post(at('/listCalls'), zValidator('json', ListCallsQuery, refuse, inOurWords), async (c) => {
    const caller = c.get('caller');
    const query = c.req.valid('json');
    requireBinding(caller, query);
    const { calls, next } = await listCalls(ports, query);
    return c.json({ calls: calls.map(readableBy(caller)), next });
  });

  app.get(at('/healthz'), (c) => c.json({ status: 'ok', version: options.version }));

  for (const [path, { method }] of Object.entries(routes)) {
    app.all(path, (c) => {
      const allowed = method === 'GET' ? 'GET, HEAD' : method;
      c.header('Allow', allowed);
      throw new LiveAssistError('method_not_allowed', `This route takes ${allowed}.`);
    });
  }
  return app;
}

const AnalyzeNow = AnalyzeCallCommand.extend({
  async: z.literal(false, 'must be false or absent: this deployment has no queue').optional(),
});

// Keeps a handler from being registered under a path that the table of scopes does not know.
function at<Path extends RoutePath>(path: Path): Path {
  return path;
}

// The library's own answer to a bad body has another shape, and quotes patterns.
function refuse(result: { success: true } | { success: false; error: z.core.$ZodError }): void {
  if (!result.success) throw invalidBody(result.error);
}

const inOurWords = {
  validationFunction: (schema: z.ZodType, value: unknown) =>
    schema.safeParseAsync(value, { error: issueMessage }),
};

// To a caller who may know one customer alone, "that call belongs to somebody else" would be an answer about
// somebody else.
async function asBound<Answer>(caller: Caller, run: () => Promise<Answer>): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    if (
      caller.clientEmail !== null &&
      error instanceof LiveAssistError &&
      error.code === 'customer_mismatch'
    ) {
      throw boundElsewhere(error);
    }
    throw error;
  }
}

function readableBy({ scopes }: Caller): (analytics: StoredAnalytics) => StoredAnalytics {
  const full = scopes.has('coaching:read') || scopes.has('analytics:write');
  return (analytics) => (full ? analytics : withoutCoaching(analytics));
}

function corsFor(origins: string[]) {
  if (origins.includes('*') || origins.includes('null')) {
    throw new Error('The origins for CORS must be named one by one; "*" and "null" are refused.');
  }
  return cors({
    origin: origins,
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['authorization', 'content-type'],
    exposeHeaders: ['x-request-id', 'x-analysis-source', 'retry-after'],
    maxAge: 600,
  });
}
