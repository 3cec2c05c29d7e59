import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { CallAnalytics } from '@live-assist/core/analytics/analytics';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { promiseCall } from '../../../../core/test/support/story.ts';
import { share } from '../../../../core/test/support/thorough.ts';
import { keyedHash } from '../../../src/adapters/customer-hash.ts';
import { dynamoErasures } from '../../../src/adapters/dynamodb/erasures.ts';
import { startFakeBatches } from '../../support/fake-batch-server.ts';
import { completion, fakeModel, plainAnswer } from '../../support/fake-model-server.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../../support/with-engine.ts';

const PROGRAM = fileURLToPath(new URL('../../../src/local/commands/import-calls.ts', import.meta.url));
const STAR = fileURLToPath(new URL('../../../../../../shared/data/star/', import.meta.url));
const ERASURE_KEY = 'a key of these tests that is long enough';

let engine: TestEngine;
const folder = mkdtempSync(join(tmpdir(), 'live-assist-import-'));
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await engine.stop();
});

function importCalls(tables: TestTables, ...args: string[]) {
  return importCallsWith({}, tables, ...args);
}

function importCallsWith(more: Record<string, string>, tables: TestTables, ...args: string[]) {
  const env = {
    ...process.env,
    DATA_FOLDER: folder,
    ERASURE_KEY,
    ...engine.env,
    CALL_RECORDS_TABLE: tables.names.callRecords,
    CALL_ANALYTICS_TABLE: tables.names.callAnalytics,
    ANALYSIS_CLAIMS_TABLE: tables.names.analysisClaims,
    SERVICE_STATE_TABLE: tables.names.serviceState,
    PROMISES_TABLE: tables.names.promises,
    CUSTOMER_ALIASES_TABLE: tables.names.customerAliases,
    ...more,
  };
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [PROGRAM, ...args], { env, timeout: 180_000 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

const rowsOf = async ({ client, names }: TestTables) =>
  (await client.send(new ScanCommand({ TableName: names.callAnalytics }))).Items ?? [];

function fileOf(lines: string[]): string {
  const file = join(folder, `${crypto.randomUUID()}.jsonl`);
  writeFileSync(file, lines.join('\n'));
  return file;
}

const lineOf = (callId: string, client_email = 'ana@example.com') =>
  JSON.stringify({ call_id: callId, client_email, windows: promiseCall(callId) });

describe('importing calls', () => {
  it('importing calls reports each invalid line by number and reason without its words, and continues', async () => {
    const tables = await engine.newTables();
    const file = fileOf([
      lineOf('call-1'),
      '{"call_id": "secret words',
      '',
      JSON.stringify({ call_id: 'call-2', windows: promiseCall('call-2') }),
      '[]',
      JSON.stringify({
        call_id: 'call-3',
        client_email: 'ana@example.com',
        windows: [{ turns: 5, window_number: 1 }],
      }),
      lineOf('call-1', 'another@example.com'),
      lineOf('call-4'),
    ]);
    const { code, out, err } = await importCalls(tables, file);
    expect(code).toBe(1);
    expect(out).toContain('2 calls imported (2 windows, 0 were there already), 5 bad lines.');
    expect(err.trim().split('\n').sort()).toEqual([
      'line 2: not valid JSON',
      expect.stringMatching(/^line 4: client_email: /),
      expect.stringMatching(/^line 5: /),
      'line 6: windows.0.turns: must be a JSON string or a list',
      expect.stringMatching(/^line 7: window 1: This call belongs to another customer/),
    ]);
    expect(err).not.toContain('secret words');
  });

  it('importing calls reports an unknown field by line and path, with a suggested name', async () => {
    const windows = [{ window_number: 1, turns: [{ speaker: 'agent', transcript: 'secret words' }] }];
    const call = { call_id: 'call-1', client_email: 'ana@example.com', windows };
    const inWindow = (more: object) => ({ ...call, windows: [{ ...windows[0], ...more }] });
    const feed = JSON.stringify([{ name: 'refund', ouput: 'done', status: 'success' }]);
    const file = fileOf(
      [
        { ...call, timestampMarks: 'sent' },
        inWindow({ activity_feed: feed }),
        inWindow({ activityFeed: feed }),
        inWindow({ turns: [{ speaker: 'agent', text: 'secret words' }] }),
        inWindow({ finale: true }),
        inWindow({ final: true }),
        // A row as it is read from the table, and a row of a recorder that was interrupted.
        inWindow({ call_id: 'call-5', client_email: null, expires_at: 1 }),
        inWindow({ turns: '[{"speaker":"agent","transcri' }),
      ].map((line, index) => JSON.stringify({ ...line, call_id: `call-${index}` })),
    );
    const { code, out, err } = await importCalls(await engine.newTables(), file);
    expect(err.trim().split('\n')).toEqual([
      'line 1: timestampMarks: is not known here, "timestamp_marks" may be meant',
      'line 2: windows.0.activity_feed: is not known here, "activityFeed" may be meant',
      'line 3: windows.0.activityFeed.0.ouput: is not known here, "output" may be meant',
      'line 4: windows.0.turns.0.text: is not known here: leave it out',
      'line 5: windows.0.finale: is not known here, "final" may be meant',
    ]);
    expect(out).toContain('3 calls imported (3 windows, 0 were there already), 5 bad lines.');
    expect(code).toBe(1);

    const ignoring = await importCallsWith({ UNKNOWN_FIELDS: 'ignore' }, await engine.newTables(), file);
    expect(ignoring.out).toContain('0 bad lines.');
  });

  it('importing calls may be repeated, and analyses the calls of a customer in their order', async () => {
    const tables = await engine.newTables();
    const later = JSON.parse(lineOf('later'));
    const file = fileOf([JSON.stringify(later).replaceAll('2026-11-02', '2026-11-04'), lineOf('earlier')]);
    const first = await importCalls(tables, file, '--analyze');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('2 calls analysed, 0 failed.');
    const rows = await rowsOf(tables);
    const at = (callId: string) => rows.find((row) => row.call_id === callId)?.analysis.analyzedAt;
    expect(at('earlier') <= at('later')).toBe(true);
    const second = await importCalls(tables, file, '--analyze');
    expect(second.out).toContain('2 calls imported (0 windows, 2 were there already), 0 bad lines.');
    expect(await rowsOf(tables)).toEqual(rows);
  });

  it('importing calls skips the calls of erased customers, which does not count as a failure', async () => {
    const tables = await engine.newTables();
    const { client, names } = tables;
    const hash = keyedHash(ERASURE_KEY);
    const erasures = dynamoErasures({ client, table: names.serviceState, hash });
    await erasures.mark({ client_email: 'ana@example.com' }, Date.UTC(2026, 10, 3));
    const file = fileOf([lineOf('call-1'), lineOf('call-2', 'ben@example.com'), lineOf('call-3')]);
    const { code, out, err } = await importCalls(tables, file, '--analyze');
    expect(out).toContain('1 calls imported (1 windows, 0 were there already), 0 bad lines.');
    expect(out).toContain('2 refused because their customer was erased.');
    expect(err).toMatch(/^line \d: This customer was erased .*\nline \d: This customer was erased .*\n$/);
    expect(code).toBe(0);
  });

  it('importing calls waits if a provider asks for it, and says so', async () => {
    const model = await fakeModel((_, count) =>
      // The package `openai` retries once.
      count <= 2
        ? { status: 429, headers: { 'retry-after': '1' } }
        : { content: JSON.stringify(plainAnswer()) },
    );
    const env = { ANALYST: 'openai', OPENAI_API_KEY: 'key', OPENAI_BASE_URL: model.url };
    const tables = await engine.newTables();
    const { code, out, err } = await importCallsWith(env, tables, fileOf([lineOf('call-1')]), '--analyze');
    expect(err).toBe(
      'call call-1 waits: The analyst has too much to do. Try again in a minute. (analyst_rate_limited)\n',
    );
    expect(out).toContain('1 calls analysed, 0 failed.');
    expect([code, model.requests.length]).toEqual([0, 3]);
  });

  it('importing calls has them analysed in batches, and says where a provider has none', async () => {
    const server = await startFakeBatches({
      answer: ({ body }) => ({ body: completion(body.model, JSON.stringify(plainAnswer())) }),
    });
    onTestFinished(server.stop);
    const env = { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: server.url, MODEL_PROFILE: 'openai' };
    const tables = await engine.newTables();
    const file = fileOf([lineOf('call-1'), lineOf('call-2', 'ben@example.com')]);
    const { code, out, err } = await importCallsWith(env, tables, file, '--analyze', '--batch');
    expect(out).toContain('2 calls analysed in batches, 0 had an analysis, 0 failed.');
    expect(err).toMatch(/^batch \S+: sent with 2 calls\n/);
    expect([code, server.batches.length, server.files.size]).toEqual([0, 1, 0]);
    expect(await rowsOf(tables)).toHaveLength(2);

    const other = await importCallsWith(
      { ...env, MODEL_PROFILE: 'compatible' },
      tables,
      file,
      '--analyze',
      '--batch',
    );
    expect(other.err).toMatch(
      /^--batch uses the Batch API of OpenAI, and the provider that is set up is "compatible"/,
    );
    expect(other.code).toBe(2);
  });

  it.each([[[]], [['--timestamp-marks', 'middle', 'x']], [['--nonsense', 'x']]])(
    'importing calls prints its usage: %j',
    async (args) => {
      const { code, err } = await importCalls(await engine.newTables(), ...args);
      expect(code).toBe(2);
      expect(err).toMatch(/^Usage: pnpm import-calls/);
    },
  );

  it('importing calls says that a file cannot be read', async () => {
    const { code, err } = await importCalls(await engine.newTables(), '/nowhere.jsonl');
    expect(code).toBe(2);
    expect(err).toBe('/nowhere.jsonl cannot be read. Check the path.\n');
  });
});

const hasStar = existsSync(STAR);
if (!hasStar) console.log('skipped: the import of real chats (../shared/data is not here)');

describe.skipIf(!hasStar)(
  'the calls of the labelled set (one of sixteen by default; skipped where ../shared/data is missing)',
  () => {
    it('are all analysed, in the agreed shape, with the durations and latencies of their labels', {
      timeout: 180_000,
    }, async () => {
      const tables = await engine.newTables();
      const linesOf = (name: string) => readFileSync(join(STAR, name), 'utf8').trim().split('\n');
      const calls = share(linesOf('calls.jsonl'), 16, 0);
      const { code, out } = await importCalls(
        tables,
        fileOf([...calls]),
        '--analyze',
        '--timestamp-marks',
        'sent',
      );
      expect(out).toContain(`${calls.length} calls analysed, 0 failed.`);
      expect(code).toBe(0);
      const rows = new Map((await rowsOf(tables)).map((row) => [row.call_id, row]));
      expect(rows.size).toBe(calls.length);
      const labels = linesOf('labels.jsonl').map((line) => JSON.parse(line));
      for (const label of labels.filter(({ call_id }) => rows.has(call_id))) {
        const row = CallAnalytics.parse(rows.get(label.call_id));
        expect([
          label.call_id,
          row.metrics.totalConversationDurationMillis,
          row.metrics.agentResponseLatency?.medianMs,
        ]).toEqual([label.call_id, label.ref_duration_s * 1000, label.ref_agent_latency_median_s * 1000]);
      }
    });
  },
);
