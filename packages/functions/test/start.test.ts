import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CallAnalytics } from '@live-assist/core/judgement';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';

const PROGRAM = fileURLToPath(new URL('../src/local/start.ts', import.meta.url));
const run = promisify(execFile);

let dataFolder: string;
let running: ChildProcess[] = [];
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'live-assist-start-'));
});
afterEach(async () => {
  await Promise.all(running.map((child) => stop(child)));
  running = [];
  rmSync(dataFolder, { recursive: true, force: true });
});

async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

async function start(env: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, DATA_FOLDER: dataFolder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = once(child, 'exit');
  const ready = (async () => {
    while (!/-d '.*'\n/.test(output)) await new Promise((resolve) => setTimeout(resolve, 20));
  })();
  await Promise.race([ready, ended]);
  return { child, output: () => output, errors: () => errors };
}

const curlOf = (output: string) => /curl -s[\s\S]*?-d '.*'/.exec(output)?.[0] ?? 'exit 1';

describe('the local server', () => {
  it('prints a curl that works as it stands, and keeps its data over a restart', async () => {
    const env = {
      PORT: String(await freePort()),
      DYNAMODB_PORT: String(await freePort()),
      METRICS_NAMESPACE: 'LiveAssist/here',
    };
    const first = await start(env);
    expect(first.output()).toMatch(/\d+ sample calls were loaded/);
    const { stdout } = await run('bash', ['-c', curlOf(first.output())]);
    const computed = CallAnalytics.parse(JSON.parse(stdout));
    expect(computed.analysis).toMatchObject({ engine: 'local', attempt: 1 });
    await stop(first.child, 'SIGINT');
    // Its own key names the customer; what CloudWatch needs has no place here.
    expect(first.output()).toMatch(/"route":"\/getCallAnalytics".*"customer":"[\da-f]{16}"/);
    expect(first.output()).not.toContain('_aws');

    const second = await start(env);
    expect(second.output()).not.toContain('sample calls were loaded');
    const again = await run('bash', ['-c', curlOf(second.output())]);
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(stdout));
    await stop(second.child);

    const third = await start(env, '--fresh');
    expect(third.output()).toMatch(/\d+ sample calls were loaded/);
  });

  it('gives tokens to this machine, and to no page that reaches it under another name', async () => {
    const port = await freePort();
    await start({ PORT: String(port), DYNAMODB_PORT: String(await freePort()) });
    const ask = async (path: string, host = `localhost:${port}`) => {
      const { stdout } = await run('curl', ['-s', `http://127.0.0.1:${port}${path}`, '-H', `host: ${host}`]);
      return JSON.parse(stdout);
    };
    expect(await ask('/dev/token?scope=analytics:read+customers:any')).toEqual({ token: expect.any(String) });
    expect(await ask('/dev/token')).toMatchObject({ code: 'invalid_request' });
    expect(await ask('/dev/token?scope=a', 'rebound.example.com')).toMatchObject({ code: 'forbidden' });
  });

  it.each([
    [{ PORT: 'eighty' }, 'PORT'],
    [{ ANALYSIS_CONCURRENCY: '0' }, 'ANALYSIS_CONCURRENCY'],
    [{ TIME_ZONE: 'Mars/Olympus' }, 'TIME_ZONE'],
    [{ ANALYSIS_TIMEOUT_MS: '-1' }, 'ANALYSIS_TIMEOUT_MS'],
    [{ AUTH_SECRET: 'short' }, 'AUTH_SECRET'],
    [{ ALLOWED_ORIGINS: 'null' }, 'ALLOWED_ORIGINS'],
  ])('stops with one line that names the variable: %j', async (env, name) => {
    const { child, errors } = await start({ DYNAMODB_PORT: String(await freePort()), ...env } as Record<
      string,
      string
    >);
    expect(child.exitCode).toBe(1);
    expect(errors().trim().split('\n')).toHaveLength(1);
    expect(errors()).toContain(name);
  });
});
