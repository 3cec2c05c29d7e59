import { LiveAssistError, type Ports } from '@live-assist/core';
import { cors } from 'hono/cors';
import { requestId } from 'hono/request-id';
import { Hono } from 'hono/tiny';
import { authenticator, type Caller, requireScope } from '../auth/auth.ts';
import { loggedSubject } from '../telemetry/logged-name.ts';
import type { AppEnv, AppOptions } from './app-options.ts';
import { callRoutes } from './call-routes.ts';
import { deskRoutes } from './desk-routes.ts';
import { erasureRoutes } from './erasure-routes.ts';
import { errorResponse } from './error-response.ts';
import { ingestRoutes } from './ingest-routes.ts';
import { linkRoutes } from './link-routes.ts';
import { memoryRoutes } from './memory-routes.ts';
import { readJsonBody } from './request-body.ts';
import { requestLog } from './request-log.ts';
import { isRoutePath, type RouteRule, routePath, routes } from './routes.ts';
import { MAX_DELIVERY_BYTES } from './senders.ts';

/**
 * Creates the HTTP app: routes, authorisation, validation, and one shape of errors. It uses only web standards, so any
 * runtime can serve it.
 *
 * @throws {Error} when `cors` contains `null` or a `*`.
 * @example
 * const app = createApp(ports, { auth: { keys: { secret } }, settings, version: '0.1.0', log: console.log });
 * await app.request('/healthz'); // 200 {"status":"ok","version":"0.1.0"}
 */
export function createApp(ports: Ports, options: AppOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const authenticate = authenticator(options.auth, ports.clock);

  app.onError((error, c) => errorResponse(c, error));

  app.use(requestLog(ports, options));
  app.use(async (_, next) => {
    try {
      await next();
    } catch (thrown) {
      // Hono passes only `Error` objects to onError, and rethrows other thrown values.
      throw new Error('A value that is not an Error was thrown.', { cause: thrown });
    }
  });
  // The id of the caller is ignored, because the log must not contain text of callers.
  app.use(requestId({ headerName: '', generator: (c) => options.requestId?.(c) ?? crypto.randomUUID() }));
  app.use(async (c, next) => {
    c.header('x-request-id', c.get('requestId'));
    c.header('cache-control', 'no-store');
    await next();
  });
  if (options.cors !== undefined) app.use(corsFor(options.cors));

  // No handler is reached without a rule of the table.
  app.use(async (c, next) => {
    const { method, scopes, sender } = ruleOf(c.req.path);
    if (sender !== undefined && options.deliveries?.secrets[sender] === undefined) throw noRoute();
    if (c.req.method !== method && !(method === 'GET' && c.req.method === 'HEAD')) {
      const allowed = method === 'GET' ? 'GET, HEAD' : method;
      c.header('Allow', allowed);
      throw new LiveAssistError('method_not_allowed', `This route takes ${allowed}.`);
    }
    if (scopes !== null) {
      const caller = await opened(await authenticate(c.req.header('authorization')), c.get('ports'));
      // This runs before any refusal, so that the log also names refused senders.
      c.set('caller', caller);
      c.set('subject', await loggedSubject(caller.subject, options.hashSubject));
      requireScope(caller, scopes);
      await readJsonBody(c);
    }
    if (sender !== undefined) await readJsonBody(c, MAX_DELIVERY_BYTES);
    await next();
  });

  callRoutes(app, options);
  memoryRoutes(app, options);
  linkRoutes(app, options);
  erasureRoutes(app, options);
  deskRoutes(app, options);
  ingestRoutes(app, options);
  app.get(routePath('/openapi.json'), async (c) => {
    const { default: document } = await import('../../../../docs/openapi.json', { with: { type: 'json' } });
    return c.json(document);
  });
  app.get(routePath('/healthz'), (c) => c.json({ status: 'ok', version: options.version }));

  return app;
}

/** The caller with the customer whom the token opens. */
async function opened(caller: Caller, ports: Ports): Promise<Caller> {
  const { clientEmail, phone, customerId: customer_id } = caller;
  if (clientEmail !== null || (phone === null && customer_id === null)) return caller;
  // Loaded with the first token that is bound by a number or an id.
  const { customerOf } = await import('@live-assist/core/aliases/customer-behind');
  return { ...caller, isByAlias: true, clientEmail: await customerOf(ports, { phone, customer_id }) };
}

function ruleOf(path: string): RouteRule {
  if (isRoutePath(path)) return routes[path];
  throw noRoute();
}

function noRoute(): LiveAssistError {
  return new LiveAssistError('not_found', 'There is no such route. Check the path; it ends without a slash.');
}

function corsFor(origins: string[]) {
  if (origins.some((origin) => origin.includes('*')) || origins.includes('null')) {
    throw new Error('The origins for CORS must be named one by one; "*" and "null" are refused.');
  }
  return cors({
    origin: origins,
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['authorization', 'content-type'],
    exposeHeaders: ['x-request-id', 'x-analysis-source', 'retry-after', 'server-timing'],
    maxAge: 600,
  });
}
