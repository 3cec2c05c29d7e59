import { once } from 'node:events';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { AuthOptions } from '../auth/auth.ts';
import { serveDemo } from '../local/server/demo-page.ts';
import { devTokenRoute } from '../local/server/serve.ts';

/** A remote API, and its requirements for tokens. */
export interface DemoApi {
  api: string;
  auth: AuthOptions & { keys: { secret: string } };
}

/**
 * Serves the demo desktop on 127.0.0.1 for a remote API: it mints tokens, as the back end of a host would, and forwards
 * all other requests.
 *
 * @param auth - The API's requirements for tokens, including its secret.
 * @example await demoOverApi({ api: 'https://abc.lambda-url.eu-central-1.on.aws', auth: { keys: { secret } } }, 5173);
 */
export async function demoOverApi({ api, auth }: DemoApi, port: number) {
  const app = new Hono();
  app.get('/dev/token', devTokenRoute(auth.keys.secret, { auth }));
  await serveDemo(app);
  app.all('*', async (c) => {
    const { pathname, search } = new URL(c.req.url);
    const { method } = c.req;
    const headers = new Headers(c.req.raw.headers);
    // These headers name this machine, but the API has its own host name.
    headers.delete('host');
    headers.delete('origin');
    const body = method === 'GET' || method === 'HEAD' ? null : await c.req.arrayBuffer();
    const answer = await fetch(new URL(pathname + search, api), { method, headers, body });
    // `fetch` has already decompressed the body.
    const answered = new Headers(answer.headers);
    answered.delete('content-encoding');
    answered.delete('content-length');
    return new Response(answer.body, { status: answer.status, headers: answered });
  });
  const server = createAdaptorServer({ fetch: app.fetch }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
