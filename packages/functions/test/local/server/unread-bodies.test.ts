import { inMemoryPorts } from '@live-assist/core/in-memory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import { type LocalServer, serve } from '../../../src/local/server/serve.ts';
import { SECRET, scriptedAnalyst, token } from '../../support/app.ts';
import { rawConnection } from '../../support/raw-http.ts';

let server: LocalServer;
beforeAll(async () => {
  const env = { AUTH_SECRET: SECRET, ERASURE_KEY: SECRET, ANALYST: 'local' };
  const config = readConfig(env, { production: true });
  server = await serve({ config, ports: inMemoryPorts({ analyst: scriptedAnalyst() }) }, 0, () => {});
});
afterAll(() => server.close());

const HEALTH = 'GET /healthz HTTP/1.1\r\nhost: here\r\n\r\n';
const MEGABYTE = 1_048_576;

/** Requests that are answered before their body has been read, with the status. */
const UNREAD: [name: string, status: number, path: string, authorized: boolean][] = [
  ['is too large', 413, '/recordCallWindow', true],
  ['comes without a token', 401, '/recordCallWindow', false],
  ['meets no route', 404, '/nowhere', false],
  ['meets no method', 405, '/healthz', false],
];

async function headOf(path: string, authorized: boolean): Promise<string> {
  const authorization = authorized ? `authorization: Bearer ${await token()}\r\n` : '';
  return `POST ${path} HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\n${authorization}`;
}

describe('a request whose body', () => {
  it.each(UNREAD)(
    '%s (%i) leaves the connection usable, or closes it',
    async (_, status, path, authorized) => {
      for (const bytes of [1, MEGABYTE + 1, 3 * MEGABYTE]) {
        if (status === 413 && bytes === 1) continue;
        const framings = [
          `content-length: ${bytes}\r\n\r\n${'x'.repeat(bytes)}`,
          `transfer-encoding: chunked\r\n\r\n${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n0\r\n\r\n`,
        ];
        for (const framing of framings) {
          const connection = await rawConnection(server.port);
          connection.write((await headOf(path, authorized)) + framing);
          const answer = await connection.answer();
          expect([bytes, answer?.status]).toEqual([bytes, status]);
          expect(JSON.parse(answer?.body ?? '')).toMatchObject({ code: expect.any(String) });
          if (answer?.headers.get('connection') !== 'close') {
            connection.write(HEALTH);
            expect([bytes, (await connection.answer())?.status]).toEqual([bytes, 200]);
          } else await connection.closed;
          connection.destroy();
        }
      }
    },
  );

  it.each(UNREAD)(
    '%s (%i) is answered even while its body is still being sent',
    async (_, status, path, authorized) => {
      const connection = await rawConnection(server.port);
      connection.write(`${await headOf(path, authorized)}content-length: ${3 * MEGABYTE}\r\n\r\n`);
      for (let sent = 0; sent < 2 && connection.isOpen; sent += 1) {
        connection.write('x'.repeat(MEGABYTE));
        await new Promise((resume) => setTimeout(resume, 20));
      }
      const answer = await connection.answer();
      expect(answer?.status).toBe(status);
      connection.write('x'.repeat(MEGABYTE));
      if (answer?.headers.get('connection') !== 'close') {
        connection.write(HEALTH);
        expect((await connection.answer())?.status).toBe(200);
      }
      connection.destroy();
    },
  );

  it('a request after one with an oversized body is answered for a client with persistent connections', async () => {
    const url = `http://127.0.0.1:${server.port}`;
    const headers = { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' };
    for (let times = 0; times < 10; times += 1) {
      const body = 'x'.repeat(MEGABYTE + 1 + times * 200_000);
      const large = await fetch(`${url}/recordCallWindow`, { method: 'POST', headers, body });
      expect([large.status, await large.json()]).toMatchObject([413, { code: 'body_too_large' }]);
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
    }
  });
});
