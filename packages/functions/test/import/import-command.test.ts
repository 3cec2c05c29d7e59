import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../../../core/test/formats/fixtures.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../support/with-engine.ts';

const PROGRAM = fileURLToPath(new URL('../../src/local/commands/import-calls.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'live-assist-archive-'));
let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
  mkdirSync(join(folder, 'archive'));
  for (const { format, text } of FIXTURES) writeFileSync(join(folder, 'archive', `${format}.data`), text);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await engine.stop();
});

function run(tables: TestTables | null, args: string[], stdin?: string) {
  const env = {
    ...process.env,
    DATA_FOLDER: folder,
    ERASURE_KEY: 'a key of these tests that is long enough',
    ...engine.env,
    ...(tables !== null && {
      CALL_RECORDS_TABLE: tables.names.callRecords,
      CALL_ANALYTICS_TABLE: tables.names.callAnalytics,
      ANALYSIS_CLAIMS_TABLE: tables.names.analysisClaims,
      SERVICE_STATE_TABLE: tables.names.serviceState,
      PROMISES_TABLE: tables.names.promises,
    }),
  };
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [PROGRAM, ...args],
      { env, cwd: folder, timeout: 240_000 },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
    child.stdin?.end(stdin ?? '');
  });
}

const CUSTOMERS =
  'contact_id,client_email,started_at\n' +
  [
    'contact-1',
    'chat-1',
    'chat-2',
    'pca-1',
    'conversation-3',
    'vapi-1',
    'job-1',
    'conversation-1',
    'google-ccai',
  ]
    .map((id) => `${id},ana@example.com,2026-03-03T10:00:00Z`)
    .join('\n');

describe('the command that imports an archive', () => {
  it('stores what says enough, reports each file in a line without its words, and may be repeated', async () => {
    const tables = await engine.newTables();
    writeFileSync(join(folder, 'map.csv'), CUSTOMERS);
    const args = ['archive', '--customers', 'map.csv', '--tz', 'UTC', '--report', 'report.jsonl'];
    const first = await run(tables, args);
    expect(first.err).toBe('');
    expect(first.code).toBe(1);
    const report = readFileSync(join(folder, 'report.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(report).toHaveLength(FIXTURES.length);
    const outcome = (format: string) => report.find((line) => line.format === format)?.outcome;
    expect(outcome('contact-lens-voice')).toBe('imported');
    expect(outcome('vcon')).toBe('imported');
    expect(outcome('csv')).toBe('refused');
    expect(outcome('deepgram')).toBe('refused');
    const said = first.out + JSON.stringify(report);
    expect(said).not.toMatch(/parcel|Thank you|Sorry|ana@|Ana|Muster|\+1555/);

    const { Items: rows = [] } = await tables.client.send(
      new ScanCommand({ TableName: tables.names.callRecords }),
    );
    const imported = report.filter((line) => line.outcome === 'imported').length;
    expect(imported).toBeGreaterThan(10);
    expect(rows).toHaveLength(imported);
    expect(first.out).toContain(
      `${imported} calls imported (${imported} windows, 0 were there already), 0 bad lines.`,
    );
    expect(rows.find((row) => row.call_id === 'contact-1')).toMatchObject({
      client_email: 'ana@example.com',
      timestamp_marks: 'start',
      created_at: '2026-03-03T10:00:03.900Z',
    });
    expect(existsSync(join(folder, 'unmatched.csv'))).toBe(true);

    const again = await run(tables, args);
    expect(again.out).toContain(
      `${imported} calls imported (0 windows, ${imported} were there already), 0 bad lines.`,
    );

    const other = FIXTURES[0]?.text.replace('parcel', 'letter') ?? '';
    writeFileSync(join(folder, 'other.json'), other);
    const conflict = await run(tables, ['other.json', '--customers', 'map.csv']);
    expect(conflict.code).toBe(1);
    expect(conflict.out).toMatch(/^failed \| other\.json .*recorded with other content/m);
  }, 300_000);

  it('stores nothing in a dry run, reads standard input, and shows words only to who inspects', async () => {
    const tables = await engine.newTables();
    const text = FIXTURES.find(({ format }) => format === 'vcon')?.text ?? '';
    const dry = await run(tables, ['-', '--dry-run'], text);
    expect(dry).toMatchObject({ code: 0, err: '' });
    expect(dry.out).toContain('would import | standard input | vcon | call vcon-1 (file) | 3 turns');
    expect(dry.out).toContain('1 calls would be imported, 0 bad lines.');
    const { Items: rows } = await tables.client.send(
      new ScanCommand({ TableName: tables.names.callRecords }),
    );
    expect(rows).toEqual([]);
    const inspected = await run(null, ['inspect', '-'], text);
    expect(inspected.out).toContain('voices: Mia Agent = agent, Ana Client = customer');
    expect(inspected.out).toContain('My parcel is late');
    const formats = await run(null, ['formats']);
    expect(formats.out).toContain('contact-lens-voice');
    expect(formats.code).toBe(0);
  }, 300_000);
});
