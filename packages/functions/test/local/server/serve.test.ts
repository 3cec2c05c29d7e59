import { inMemoryPorts } from '@live-assist/core/in-memory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import { type LocalServer, serve } from '../../../src/local/server/serve.ts';
import { SECRET, scriptedAnalyst, token } from '../../support/app.ts';
import { type RawConnection, rawConnection } from '../../support/raw-http.ts';

let server: LocalServer;
beforeAll(async () => {
  const config = readConfig(
    { AUTH_SECRET: SECRET, ERASURE_KEY: SECRET, ANALYST: 'local' },
    { production: true },
  );
  server = await serve({ config, ports: inMemoryPorts({ analyst: scriptedAnalyst() }) }, 0, () => {});
});
afterAll(() => server.close());

async function sent(bytes: string): Promise<RawConnection> {
  const connection = await rawConnection(server.port);
  connection.write(bytes);
  return connection;
}

const REFUSED = {
  status: 400,
  body: expect.stringMatching(/^\{"error":"[^"]+","code":"invalid_request"\}$/),
};

describe('an invalid HTTP request', () => {
  it.each([
    ['is no HTTP', 'hello\r\n\r\n'],
    ['names no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['names a host that is none', 'GET /healthz HTTP/1.1\r\nhost: a b\r\n\r\n'],
    ['asks for no path', 'OPTIONS * HTTP/1.1\r\nhost: here\r\n\r\n'],
    ['asks for a broken address', 'GET http://%zz/ HTTP/1.1\r\nhost: here\r\n\r\n'],
    ['wants a tunnel', 'CONNECT here:1 HTTP/1.1\r\nhost: here\r\n\r\n'],
    ['has an unknown method', 'BREW /healthz HTTP/1.1\r\nhost: here\r\n\r\n'],
    ['has headers over 16 KB', `GET /healthz HTTP/1.1\r\nhost: here\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['folds a header', 'GET /healthz HTTP/1.1\r\nhost: here\r\nx: a\r\n b\r\n\r\n'],
    ['has two lengths', 'POST / HTTP/1.1\r\nhost: here\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}'],
    [
      'has a length and chunks',
      'POST / HTTP/1.1\r\nhost: here\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
  ])('an invalid HTTP request is refused in the common shape of errors: it %s', async (_, bytes) => {
    const connection = await sent(bytes);
    const answer = await connection.answer();
    expect(answer).toMatchObject(REFUSED);
    expect(answer?.headers.get('content-type')).toBe('application/json');
    expect(answer?.headers.get('cache-control')).toBe('no-store');
    connection.destroy();
  });

  it('an invalid HTTP request ends only its own connection', async () => {
    const other = await sent('GET /healthz HTTP/1.1\r\nhost: here\r\n\r\n');
    expect(await other.answer()).toMatchObject({ status: 200 });
    const connection = await sent('hello\r\n\r\n');
    await connection.closed;
    other.write('GET /healthz HTTP/1.1\r\nhost: here\r\n\r\n');
    expect(await other.answer()).toMatchObject({ status: 200 });
    other.destroy();
  });

  it('an invalid HTTP request does not affect the answer to the previous request', async () => {
    const connection = await sent('GET /healthz HTTP/1.1\r\nhost: here\r\n\r\nhello\r\n\r\n');
    expect((await connection.answer())?.status).not.toBe(400);
    await connection.closed;
  });

  it('an invalid HTTP request is refused once if its body breaks off', async () => {
    const head = `POST /getMemoryBox HTTP/1.1\r\nhost: here\r\nauthorization: Bearer ${await token()}\r\n`;
    const connection = await sent(`${head}transfer-encoding: chunked\r\n\r\nno chunk\r\n`);
    expect(await connection.answer()).toMatchObject(REFUSED);
    expect(await connection.answer()).toBeNull();
  });
});

it('the server ignores an unknown Expect header', async () => {
  const connection = await sent('GET /healthz HTTP/1.1\r\nhost: here\r\nexpect: tea\r\n\r\n');
  expect(await connection.answer()).toMatchObject({ status: 200 });
  connection.destroy();
});

it('the server refuses an unknown field over a socket, and keeps the connection open', async () => {
  const body = JSON.stringify({ call_id: 'c', window_num: 1, turns: [], activity_feed: [] });
  const head = `POST /recordCallWindow HTTP/1.1\r\nhost: here\r\nauthorization: Bearer ${await token()}\r\n`;
  const framing = `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  const connection = await sent(`${head}${framing}${body}`);
  const answer = await connection.answer();
  expect(answer?.status).toBe(400);
  expect(JSON.parse(answer?.body ?? '').issues).toEqual([
    { path: 'activity_feed', message: 'is not known here, "activityFeed" may be meant' },
    { path: 'turns', message: 'must hold at least one entry, unless "final" is true' },
  ]);
  connection.write('GET /healthz HTTP/1.1\r\nhost: here\r\n\r\n');
  expect(await connection.answer()).toMatchObject({ status: 200 });
  connection.destroy();
});

it('the server answers pipelined requests in order', async () => {
  const paths = ['/healthz', '/nowhere', '/getMemoryBox', '/healthz'];
  const connection = await sent(paths.map((path) => `GET ${path} HTTP/1.1\r\nhost: here\r\n\r\n`).join(''));
  const statuses = [];
  for (const _ of paths) statuses.push((await connection.answer())?.status);
  expect(statuses).toEqual([200, 404, 405, 200]);
  connection.destroy();
});
