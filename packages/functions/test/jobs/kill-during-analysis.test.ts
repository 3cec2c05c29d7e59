import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { analyzeCall, type LiveAssistError } from '@live-assist/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { promiseCall, scriptedAnalyst } from '../../../core/test/support/story.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { sharedEngine, type TestEngine } from '../support/with-engine.ts';

const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const COMMAND = { call_id: 'call-1', client_email: 'ana@example.com' };

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

it('a process that is killed in the middle of an analysis blocks the call until its lease runs out, not longer', async () => {
  const tables = await engine.newTables();
  for (const window of promiseCall()) await tables.records.add(window);
  const program = fileURLToPath(new URL('../support/hanging-analysis.ts', import.meta.url));
  const child = spawn(process.execPath, [program, engine.endpoint, JSON.stringify(tables.names)], {
    env: { ...process.env, ...engine.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');

  const claim = await tables.claims.get('call-1');
  expect(claim).toMatchObject({ status: 'running', attempt: 1 });
  const ports = (now: () => number) => ({
    ...tables,
    analyst: scriptedAnalyst(),
    clock: { ...systemClock, now },
    newToken: () => crypto.randomUUID(),
  });
  const lease = claim?.leaseUntil ?? 0;
  // Just before the end of the lease the call still counts as being analysed.
  const before = analyzeCall(
    ports(() => lease - 1),
    SETTINGS,
    COMMAND,
  );
  const answered = Promise.race([before, new Promise((resolve) => setTimeout(resolve, 500, 'waiting'))]);
  expect(await answered.catch((error: LiveAssistError) => error.code)).toBe('waiting');

  const after = await analyzeCall(
    ports(() => lease + 1),
    SETTINGS,
    COMMAND,
  );
  expect(after).toMatchObject({ source: 'computed', analytics: { analysis: { attempt: 2 } } });
  await before;
  const { Items } = await tables.client.send(new ScanCommand({ TableName: tables.names.callAnalytics }));
  expect(Items).toHaveLength(1);
});
