import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { LONGEST_WAIT_MS, type Ports } from '@live-assist/core';
import { Hono } from 'hono';
import type { Config } from '../../config/config.ts';
import { appOptionsOf } from '../../doors/wiring.ts';
import { createApp } from '../../http/app.ts';
import { compactSoon } from '../engine/compact-soon.ts';
import { serveDemo } from './demo-page.ts';
import { devToken } from './dev-token.ts';
import { nodeServer } from './node-server.ts';
import { serveReference } from './reference-page.ts';

/** A server that listens on 127.0.0.1 only. */
export interface LocalServer {
  port: number;
  /** Stops accepting requests and waits for those in progress. */
  close(): Promise<void>;
}

/** The app and its resources. */
export interface Served {
  config: Config;
  ports: Ports;
  /** Removes deleted data from the files of the store; called after an erasure. */
  compact?: (() => Promise<void>) | undefined;
}

/** Allowance for an answer beyond its analysis and its wait for another one, in milliseconds. */
const SLACK_MS = 10_000;

/**
 * Serves the app, `GET /dev/token`, the demo desktop and the reference of the API on 127.0.0.1.
 *
 * @param log - Receives each line of the request log.
 * @throws {Error} with one line when the port is taken.
 */
export async function serve(
  { config, ports, compact = async () => {} }: Served,
  port: number,
  log: (line: object) => void,
): Promise<LocalServer> {
  const app = createApp(ports, {
    ...appOptionsOf(config),
    log,
    cors: config.allowedOrigins,
  });
  const local = new Hono();
  if ('secret' in config.auth.keys) local.get('/dev/token', devTokenRoute(config.auth.keys.secret, config));
  await serveDemo(local);
  serveReference(local);
  local.all('*', async (c) => {
    const answer = await app.fetch(c.req.raw);
    if (c.req.path === '/eraseCustomer' && answer.ok) compactSoon(compact);
    return answer;
  });

  const { analysisTimeoutMs } = config.settings;
  const server = nodeServer(local.fetch, { idleTimeoutMs: analysisTimeoutMs + LONGEST_WAIT_MS + SLACK_MS });
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Error(`Port ${port} on 127.0.0.1 is not free for the server. Set PORT to another one.`, {
      cause,
    });
  }
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}

/** Registers a route that mints tokens, only for pages and people on this machine. */
export function devTokenRoute(secret: string, { auth }: Pick<Config, 'auth'>) {
  return async (c: import('hono').Context) => {
    // A page of another site can reach this port under its own name (DNS rebinding); it must not get a token.
    const host = c.req.header('host')?.replace(/:\d+$/, '');
    if (host !== 'localhost' && host !== '127.0.0.1') {
      return c.json({ error: 'Ask for a token at localhost or 127.0.0.1.', code: 'forbidden' }, 403);
    }
    const scope = c.req.query('scope')?.trim();
    if (!scope) {
      const error = 'Name the scopes of the token: /dev/token?scope=analytics:write+customers:any';
      return c.json(
        { error, code: 'invalid_request', issues: [{ path: 'scope', message: 'is missing' }] },
        400,
      );
    }
    const token = await devToken(secret, {
      scope: scope
        .split(/\s+/)
        .map((name) => `${auth.scopePrefix ?? ''}${name}`)
        .join(' '),
      client_email: c.req.query('client_email'),
      call_id: c.req.query('call_id'),
      iss: auth.issuer,
      aud: auth.audience,
    });
    return c.json({ token }, 200, { 'cache-control': 'no-store' });
  };
}
