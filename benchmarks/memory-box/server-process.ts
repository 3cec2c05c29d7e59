// Serves memory boxes of the product or the floor on a free port.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { readConfig } from '../../packages/functions/src/config/config.ts';
import { portsOf } from '../../packages/functions/src/doors/wiring.ts';
import { serve } from '../../packages/functions/src/local/server/serve.ts';
import { serveMessages } from '../fresh-process.ts';

/** The side to serve. */
export interface Served {
  side: 'product' | 'floor';
}

serveMessages<Served, { port: number }>(async ({ side }) => {
  if (side === 'product') {
    const config = readConfig(process.env, { production: true });
    const { port } = await serve({ config, ports: portsOf(config) }, 0, (line) => JSON.stringify(line));
    return { port };
  }
  const { app } = await import('./floor-app.ts');
  const server = createAdaptorServer({ fetch: app.fetch });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port };
});
