import { type RawConnection, rawConnection } from '../../packages/functions/test/support/raw-http.ts';

/** Clients that keep their connections open and send almost nothing. */
export interface SlowClients {
  count: number;
  /** Number of clients that are still connected. */
  readonly left: number;
  /** Resolves when the server has disconnected all of them. */
  allCutOff: Promise<unknown>;
  stop(): void;
}

const DRIP_MS = 500;

/**
 * Opens `count` connections, a fifth of each kind: silent, head sent byte by byte, body sent byte by byte, small chunks
 * with a valid token, and large pages requested but not read.
 */
export async function slowClients(port: number, count: number, token: string): Promise<SlowClients> {
  const post = `POST /recordCallWindow HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n`;
  const ways: [start: string, drip: string][] = [
    ['', ''],
    ['GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ', 'x'],
    [`${post}content-length: 100000\r\n\r\n{"call_id":"`, 'x'],
    [`${post}transfer-encoding: chunked\r\n\r\n`, '1\r\nx\r\n'],
  ];
  const clients: { connection: RawConnection; drip: string }[] = [];
  for (let n = 0; n < count; n += 1) {
    const [start, drip] = ways[n % 5] ?? [
      'GET /demo/desktop.js HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n'.repeat(200),
      'x',
    ];
    const connection = await rawConnection(port, { isDeaf: n % 5 === 4 });
    connection.write(start);
    clients.push({ connection, drip });
  }
  const dripping = setInterval(() => {
    for (const { connection, drip } of clients) if (drip !== '') connection.write(drip);
  }, DRIP_MS);
  const allCutOff = Promise.all(clients.map(({ connection }) => connection.closed)).finally(() =>
    clearInterval(dripping),
  );
  return {
    count,
    get left() {
      return clients.filter(({ connection }) => connection.isOpen).length;
    },
    allCutOff,
    stop() {
      for (const { connection } of clients) connection.destroy();
    },
  };
}
