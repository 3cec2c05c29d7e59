import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedApp, serveApp } from '../../packages/client/test/support/served-app.ts';
import { byProcess } from './serve-process.ts';
import type { Seen } from './use-client.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const bin = (name: string) => at(`node_modules/.bin/${name}`);

let app: ServedApp;
let token: string;
beforeAll(async () => {
  app = await serveApp();
  token = await app.token();
});
afterAll(() => app.stop());

const SEEN: Seen = {
  recorded: 1,
  summary: expect.stringMatching(/.{20,}/),
  promise: expect.stringMatching(/new/),
  refused: { code: 'invalid_request', status: 400, fields: ['client_email'] },
  // One for each of four requests, and one more in place of the outdated one.
  tokens: 5,
};

describe('the client records, analyses, remembers, renews its token and reads a refusal', () => {
  it.each([
    ['Node', process.execPath, []],
    ['Bun', bin('bun'), ['run']],
    ['Deno', bin('deno'), ['run', '--no-check', '--allow-env', '--allow-net']],
  ])('on %s', async (_, command, args) => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, ENDPOINT: app.endpoint, TOKEN: token };
    const { stdout } = await promisify(execFile)(command, [...args, at('client-program.ts')], { env });
    expect(JSON.parse(stdout)).toEqual(SEEN);
  });

  it('on workerd', async () => {
    const worker = await byProcess(bin('wrangler'), (port, settings) => [
      ...['dev', 'client-worker.ts', '--name', 'client', '--compatibility-date', '2026-01-01'],
      ...['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'],
      '--show-interactive-dev-session=false',
      ...Object.entries(settings).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
    ])({ ENDPOINT: app.endpoint, TOKEN: token });
    expect(await (await worker.fetch('/use')).json()).toEqual(SEEN);
    await worker.stop();
  });
});
