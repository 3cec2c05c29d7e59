import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { CallAnalytics } from '@live-assist/core/analytics/analytics';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { copySamplesInto } from '../../support/sample-folder.ts';
import { startTestEngine } from '../../support/with-engine.ts';

const PROGRAM = fileURLToPath(new URL('../../../src/local/server/start.ts', import.meta.url));
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

/** The engine's address and key in the output. */
function engineIn(output: string) {
  const [, endpoint = '', accessKeyId = '', secretAccessKey = ''] =
    /DynamoDB +(\S+)[\s\S]*?AWS_ACCESS_KEY_ID=(\S+) AWS_SECRET_ACCESS_KEY=(\S+)/.exec(output) ?? [];
  return { endpoint, credentials: { accessKeyId, secretAccessKey } };
}

async function tablesOf({ endpoint, credentials }: ReturnType<typeof engineIn>) {
  const client = new DynamoDBClient({ endpoint, credentials: { ...credentials }, region: 'local' });
  try {
    return (await client.send(new ListTablesCommand({}))).TableNames;
  } finally {
    client.destroy();
  }
}

describe('the local server', () => {
  it('the local server prints a working curl command, and keeps its data across a restart', async () => {
    const env = {
      PORT: String(await freePort()),
      DYNAMODB_PORT: String(await freePort()),
      METRICS_NAMESPACE: 'LiveAssist/here',
    };
    await copySamplesInto(dataFolder);
    const first = await start(env);
    const { stdout } = await run('bash', ['-c', curlOf(first.output())]);
    const computed = CallAnalytics.parse(JSON.parse(stdout));
    expect(computed.analysis).toMatchObject({ engine: 'local', attempt: 1 });
    await stop(first.child, 'SIGINT');
    // The server has its own key for customer hashes, and logs no metrics for CloudWatch.
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

  it('the local server prints the key of its tables, which works with a standard client, and stores it for its owner only', async () => {
    const env = { PORT: String(await freePort()), DYNAMODB_PORT: String(await freePort()) };
    dataFolder = join(dataFolder, 'made', 'by the start');
    const first = await start(env);
    const printed = engineIn(first.output());
    expect(printed.endpoint).toBe(`http://127.0.0.1:${env.DYNAMODB_PORT}`);
    expect(await tablesOf(printed)).toEqual(expect.arrayContaining(['call-analytics', 'call-records']));
    const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'another' };
    await expect(tablesOf({ ...printed, credentials })).rejects.toThrow(
      'use the access key that `pnpm start`',
    );
    const modeOf = (...path: string[]) => statSync(join(dataFolder, ...path)).mode & 0o777;
    expect([modeOf(), modeOf('dynamodb'), modeOf('engine-key')]).toEqual([0o700, 0o700, 0o600]);

    const beside = await start({ ...env, PORT: String(await freePort()) });
    expect(beside.output()).toContain('(was running already)');
    await stop(beside.child);
    await stop(first.child);
    const second = await start(env);
    expect(engineIn(second.output())).toEqual(printed);
  });

  it.each([
    ['nothing but what the service keeps there', 'auth-secret', 0o700],
    ['more than that, which is not its own', 'holiday.txt', 0o755],
  ])(
    'the local server restricts access to its own readable data folder alone: one with %s',
    async (_, file, mode) => {
      await copySamplesInto(dataFolder);
      chmodSync(dataFolder, 0o755);
      writeFileSync(join(dataFolder, file), 'a secret of the tests that is long enough');
      const { child } = await start({ PORT: '0', DYNAMODB_PORT: '0' });
      expect(child.exitCode).toBeNull();
      expect(statSync(dataFolder).mode & 0o777).toBe(mode);
    },
  );

  it('the local server reports another engine on its port, and another server in its folder', async () => {
    await copySamplesInto(dataFolder);
    const [DYNAMODB_PORT, another] = [String(await freePort()), String(await freePort())];
    const first = await start({ PORT: '0', DYNAMODB_PORT });
    const elsewhere = await start({ PORT: '0', DYNAMODB_PORT, DATA_FOLDER: `${dataFolder}/elsewhere` });
    expect(elsewhere.errors()).toBe(
      `Port ${DYNAMODB_PORT} on 127.0.0.1 is not free for the DynamoDB engine. Set DYNAMODB_PORT to another one.\n`,
    );
    const there = await start({ PORT: '0', DYNAMODB_PORT: another });
    expect(there.errors()).toContain(`The DynamoDB engine could not open ${join(dataFolder, 'dynamodb')}`);
    expect(there.errors()).toContain('set DYNAMODB_PORT to its port (the server prints it) or stop it.');
    expect(first.child.exitCode).toBeNull();
  });

  it('the local server uses a configured engine, with the credentials of the environment', async () => {
    const engine = await startTestEngine();
    try {
      const { output } = await start({ PORT: '0', ...engine.env });
      expect(output()).toContain(`DynamoDB  ${engine.endpoint} (was running already)`);
      expect(output()).not.toContain(engine.credentials.secretAccessKey);
      expect(await tablesOf(engine)).toContain('analysis-queue');
      const { stdout } = await run('bash', ['-c', curlOf(output())]);
      expect(JSON.parse(stdout)).toMatchObject({ analysis: { engine: 'local' } });
    } finally {
      await Promise.all(running.map((child) => stop(child)));
      await engine.stop();
    }
  });

  it('the local server gives tokens to this machine, but not to pages that reach it under another name', async () => {
    await copySamplesInto(dataFolder);
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
  ])('the local server stops with one line that names the variable: %j', async (env, name) => {
    const { child, errors } = await start({ DYNAMODB_PORT: String(await freePort()), ...env } as Record<
      string,
      string
    >);
    expect(child.exitCode).toBe(1);
    expect(errors().trim().split('\n')).toHaveLength(1);
    expect(errors()).toContain(name);
  });
});
