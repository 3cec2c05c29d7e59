import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A connection to a server that breaks when it is told to. */
export interface CuttingProxy {
  port: number;
  /** Requests that were passed on so far. */
  readonly requests: number;
  /** Breaks all connections, and refuses new ones for a while. */
  cut(refusesMs: number): void;
  stop(): Promise<void>;
}

const REQUEST = 'POST /';

/**
 * Starts a proxy before a server on this machine.
 *
 * @param onRequest - Called with the number of each request, before it is passed on.
 */
export async function startCuttingProxy(
  serverPort: number,
  onRequest: (request: number, proxy: CuttingProxy) => void,
): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  let requests = 0;
  let closedUntil = 0;
  const server = createServer((client) => {
    if (Date.now() < closedUntil) {
      client.destroy();
      return;
    }
    const upstream = connect(serverPort, '127.0.0.1');
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
    client.on('data', (chunk) => {
      for (let at = chunk.indexOf(REQUEST); at !== -1; at = chunk.indexOf(REQUEST, at + 1)) {
        requests += 1;
        onRequest(requests, proxy);
      }
      if (!upstream.destroyed) upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (!client.destroyed) client.write(chunk);
    });
    client.on('end', () => upstream.end());
    upstream.on('end', () => client.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: CuttingProxy = {
    port: (server.address() as AddressInfo).port,
    get requests() {
      return requests;
    },
    cut(refusesMs) {
      closedUntil = Date.now() + refusesMs;
      for (const socket of open) socket.destroy();
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return proxy;
}
