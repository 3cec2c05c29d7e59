import { execFile } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { inMemoryPorts } from '@live-assist/core/in-memory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localAnalyst } from '../../src/adapters/local-analyst/local-analyst.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { readConfig } from '../../src/config/config.ts';
import { type LocalServer, serve } from '../../src/local/server/serve.ts';
import { demoOverApi } from '../../src/stage/demo-over-api.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const AUTH_SECRET = 'a secret of these tests that is long enough';
/** A stage that requires an issuer, an audience and a prefix of scopes. */
const AUTH = { AUTH_ISSUER: 'https://here.example.com', AUTH_AUDIENCE: 'here', AUTH_SCOPE_PREFIX: 'la/' };

let server: LocalServer;
const ports = { ...inMemoryPorts({ analyst: localAnalyst() }), clock: systemClock };
beforeAll(async () => {
  const config = readConfig({ AUTH_SECRET, ...AUTH }, { production: false });
  server = await serve({ config, ports }, 0, () => {});
});
afterAll(() => server.close());

function command(args: string[], links: object = {}) {
  const resources = {
    App: { name: 'live-assist', stage: 'test' },
    Api: { name: 'api', url: `http://127.0.0.1:${server.port}/` },
    AUTH_SECRET: { value: AUTH_SECRET },
    ...links,
  };
  const env = { ...process.env, ...AUTH, SST_RESOURCES_JSON: JSON.stringify(resources) };
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, args, { cwd: ROOT, env, timeout: 180_000 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

describe('the commands of a stage', () => {
  it('the command seed records and analyses every valid sample, and may be repeated', async () => {
    const { code, out, err } = await command(['infra/seed.ts']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.trim().split('\n');
    expect(lines).toContain('broken-window: window 2 is left out, it is cut off on purpose');
    expect(lines.filter((line) => line.startsWith('silent-customer'))).toEqual([
      expect.stringMatching(/^silent-customer: ./),
    ]);
    expect(lines).toContain('due-soon');
    expect(lines).toHaveLength(25);
    expect(await ports.records.list('chat')).toMatchObject([
      { agent_id: expect.any(String), timestamp_marks: 'sent' },
      { agent_id: expect.any(String), timestamp_marks: 'sent' },
    ]);

    expect(await command(['infra/seed.ts'])).toEqual({ code, out, err });
  });

  it('the command token prints a token for a stage that requires an issuer, an audience and a prefix of scopes', async () => {
    const { out } = await command(['infra/token.ts', 'memory:read', 'ana@example.com']);
    const answer = await fetch(`http://127.0.0.1:${server.port}/getMemoryBox`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${out.trim()}` },
      body: JSON.stringify({ client_email: 'ana@example.com' }),
    });
    expect(answer.status).toBe(200);
  });

  it('the command for the demo desktop serves a page with a token that the stage accepts', async () => {
    const auth = {
      keys: { secret: AUTH_SECRET },
      issuer: AUTH.AUTH_ISSUER,
      audience: AUTH.AUTH_AUDIENCE,
      scopePrefix: AUTH.AUTH_SCOPE_PREFIX,
    };
    const demo = await demoOverApi({ api: `http://127.0.0.1:${server.port}/`, auth }, 0);
    try {
      const here = `http://localhost:${(demo.address() as AddressInfo).port}`;
      const minted = await fetch(`${here}/dev/token?scope=memory:read+customers:any`);
      const { token } = (await minted.json()) as { token: string };
      const answer = await fetch(`${here}/getMemoryBox`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ client_email: 'ana@example.com' }),
      });
      expect(answer.status).toBe(200);
    } finally {
      demo.close();
    }
  });

  it('the command redrive prints one line with the reason if SQS cannot be reached', async () => {
    const url = 'http://127.0.0.1:1/queue.fifo';
    const { code, out, err } = await command(['infra/redrive.ts'], {
      AnalysisDeadLetters: { url },
      AnalysisQueue: { url },
      RedactionQueue: { url },
    });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^.+\n$/);
  });

  it.each([
    ['token without scopes', ['infra/token.ts'], /^Name the scopes of the token: .*\n$/],
    ['customer without an address', ['infra/customer.ts'], /^Name the address of the customer, .*\n$/],
    ['customer without a key', ['infra/customer.ts', 'ana@example.com'], /^"?ERASURE_KEY.*\n$/],
  ])('the command %s prints one line that says what is missing', async (_, args, line) => {
    const { code, out, err } = await command(args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(line);
  });

  it('the command seed prints one line if the API refuses', async () => {
    const { code, err } = await command(['infra/seed.ts'], {
      AUTH_SECRET: { value: 'another secret'.repeat(3) },
    });
    expect(code).toBe(1);
    expect(err).toMatch(/^\/recordCallWindow answered 401: .*\n$/);
  });
});
