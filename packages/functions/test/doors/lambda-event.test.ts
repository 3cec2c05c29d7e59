import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineKeyText } from '../../src/local/engine/engine-key.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../support/with-engine.ts';

const PROGRAM = fileURLToPath(new URL('../../../../scripts/lambda-event.ts', import.meta.url));
const ANA = { client_email: 'ana@example.com' };

const folder = mkdtempSync(join(tmpdir(), 'live-assist-event-'));
let engine: TestEngine;
let tables: TestTables;
beforeAll(async () => {
  engine = await sharedEngine();
  tables = await engine.newTables();
  writeFileSync(join(folder, 'engine-key'), engineKeyText(engine.credentials));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await engine.stop();
});

/** Runs the program as a debugger does, with only the data folder and the port of the engine. */
function run(args: string[], more: Record<string, string> = {}) {
  const env = {
    PATH: process.env.PATH,
    DATA_FOLDER: folder,
    DYNAMODB_PORT: new URL(engine.endpoint).port,
    CALL_RECORDS_TABLE: tables.names.callRecords,
    CALL_ANALYTICS_TABLE: tables.names.callAnalytics,
    ANALYSIS_CLAIMS_TABLE: tables.names.analysisClaims,
    SERVICE_STATE_TABLE: tables.names.serviceState,
    PROMISES_TABLE: tables.names.promises,
    CUSTOMER_ALIASES_TABLE: tables.names.customerAliases,
    ...more,
  };
  return new Promise<{ out: string; err: string }>((resolve) => {
    execFile(process.execPath, [PROGRAM, ...args], { env, timeout: 180_000 }, (_, out, err) =>
      resolve({ out, err }),
    );
  });
}

async function answerOf(args: string[], more?: Record<string, string>) {
  const { out, err } = await run(args, more);
  expect(err).toBe('');
  const { statusCode, body } = JSON.parse(out.slice(out.indexOf('\n{\n')));
  return { status: statusCode, body: JSON.parse(body) };
}

describe('node scripts/lambda-event.ts', () => {
  it('lambda-event.ts passes an event to the Lambda door, with the tables, key and secrets of the local server', async () => {
    expect(await answerOf([])).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await answerOf(['POST', '/getMemoryBox', JSON.stringify(ANA)])).toMatchObject({
      status: 200,
      body: { ...ANA, calls: 0 },
    });
  });

  it('lambda-event.ts uses TOKEN instead of a token with all scopes', async () => {
    const args = ['POST', '/getMemoryBox', JSON.stringify(ANA)];
    expect(await answerOf(args, { TOKEN: 'a.b.c' })).toMatchObject({
      status: 401,
      body: { code: 'unauthenticated' },
    });
  });

  it('lambda-event.ts says what to do if no local server has run', async () => {
    const { err } = await run([], { DATA_FOLDER: join(folder, 'elsewhere') });
    expect(err).toMatch(/holds no key of an engine\. Run pnpm start first/);
  });
});
