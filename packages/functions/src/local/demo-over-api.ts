import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { serveDemo } from './demo-page.ts';
import { devTokenRoute } from './serve.ts';

/**
 * Serves the demo desktop on 127.0.0.1 over an API elsewhere: it mints tokens with the secret of that API, as a
 * host's own back end would, and passes every other request on.
 *
 * @example await demoOverApi({ api: 'https://abc.lambda-url.eu-central-1.on.aws', secret }, 5173);
 */
export async function demoOverApi({ api, secret }: { api: string; secret: string }, port: number) {
  const app = new Hono();
  app.get('/dev/token', devTokenRoute(secret, { auth: { keys: { secret } } }));
  await serveDemo(app);
  app.all('*', async (c) => {
    const { pathname, search } = new URL(c.req.url);
    const { method } = c.req;
    const headers = new Headers(c.req.raw.headers);
    // Both name this machine, and the API is found by its own.
    headers.delete('host');
    headers.delete('origin');
    const body = method === 'GET' || method === 'HEAD' ? null : await c.req.arrayBuffer();
    const answer = await fetch(new URL(pathname + search, api), { method, headers, body });
    // `fetch` has unpacked the body already.
    const answered = new Headers(answer.headers);
    answered.delete('content-encoding');
    answered.delete('content-length');
    return new Response(answer.body, { status: answer.status, headers: answered });
  });
  return createAdaptorServer({ fetch: app.fetch }).listen(port, '127.0.0.1');
}
