import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Analyst } from '@live-assist/core';
import { inMemoryErasures, inMemoryPorts, manualClock } from '@live-assist/core/in-memory';
import { createApp } from '../../../functions/src/http/app.ts';
import { devToken } from '../../../functions/src/local/server/dev-token.ts';
import { nodeServer } from '../../../functions/src/local/server/node-server.ts';
import { scriptedAnalyst } from '../../../functions/test/support/app.ts';

const SECRET = 'a secret of these tests that is long enough';
const EVERYTHING =
  'analytics:write analytics:read coaching:read records:write memory:read desk:read commitments:write customer:erase customers:any';

/** A request as the server received it. */
export interface ReceivedRequest {
  path: string;
  authorization: string | null;
  body: unknown;
}

/** An answer in place of that of the app: a status with a body, a broken connection, or none at all. */
export type Fault =
  | { status: number; headers?: Record<string, string>; body?: unknown; text?: string }
  | 'broken'
  | 'silent';

/** The real app on a socket of this machine. */
export interface ServedApp {
  endpoint: string;
  /** All requests since the start of the test. */
  received: ReceivedRequest[];
  /** What answers the next requests, one each, before the app does again. */
  faults: Fault[];
  /** A token with all scopes. */
  token(): Promise<string>;
  stop(): Promise<void>;
}

/** Serves the app over ports in memory, on a free port of 127.0.0.1. */
export async function serveApp(analyst: Analyst = scriptedAnalyst()): Promise<ServedApp> {
  const clock = manualClock(Date.now());
  const ports = inMemoryPorts({
    analyst,
    clock,
    erasures: inMemoryErasures({ now: clock.now }),
  });
  const app = createApp(ports, {
    auth: { keys: { secret: SECRET } },
    settings: { timeZone: 'UTC', analysisTimeoutMs: 60_000, sharedAddresses: [] },
    version: '1.2.3',
    log: () => {},
  });
  const received: ReceivedRequest[] = [];
  const faults: Fault[] = [];
  const server = nodeServer(
    async (request) => {
      const text = await request.clone().text();
      const { pathname: path } = new URL(request.url);
      const authorization = request.headers.get('authorization');
      received.push({ path, authorization, body: text === '' ? null : JSON.parse(text) });
      const fault = faults.shift();
      if (fault === undefined) return app.fetch(request);
      if (fault === 'broken') server.closeAllConnections();
      if (typeof fault === 'string') return new Promise(() => {});
      const { status, headers, body, text: page } = fault;
      return new Response(page ?? JSON.stringify(body), {
        status,
        headers: { 'content-type': page === undefined ? 'application/json' : 'text/html', ...headers },
      });
    },
    { idleTimeoutMs: 10_000 },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    faults,
    token: () => devToken(SECRET, { scope: EVERYTHING }),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
