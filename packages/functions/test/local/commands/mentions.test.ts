import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sharedEngine, type TestEngine, type TestTables } from '../../support/with-engine.ts';

const PROGRAM = fileURLToPath(new URL('../../../src/local/commands/mentions.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'live-assist-mentions-'));
let engine: TestEngine;
let tables: TestTables;
beforeAll(async () => {
  engine = await sharedEngine();
  tables = await engine.newTables();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await engine.stop();
});

function mentions(...args: string[]) {
  const env = {
    ...process.env,
    DATA_FOLDER: folder,
    ...engine.env,
    CALL_RECORDS_TABLE: tables.names.callRecords,
    CALL_ANALYTICS_TABLE: tables.names.callAnalytics,
    ANALYSIS_CLAIMS_TABLE: tables.names.analysisClaims,
    SERVICE_STATE_TABLE: tables.names.serviceState,
    PROMISES_TABLE: tables.names.promises,
    CUSTOMER_ALIASES_TABLE: tables.names.customerAliases,
  };
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [PROGRAM, ...args], { env, timeout: 180_000 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

it('the command finds an address in the rows of others, page by page, and changes nothing', async () => {
  const said = JSON.stringify([
    { speaker: 'customer', transcript: 'secret words for Ana@M\u00fcnchen.example' },
  ]);
  for (let number = 1; number <= 450; number += 1) {
    const turns = number === 430 ? said.replace('\u00fc', '\\u00fc') : '[]';
    await tables.records.add({
      call_id: 'call-ben',
      window_number: number,
      turns,
      client_email: 'ben@example.com',
    });
  }
  await tables.claims.bind('tel-ana@münchen.example', 'ben@example.com');
  const { code, out } = await mentions('ana@münchen.example');
  expect(code).toBe(0);
  expect(out.trim().split('\n')).toEqual([
    `${tables.names.callRecords} {"call_id":"call-ben","window_number":430,"client_email":"ben@example.com"}: turns`,
    `${tables.names.callRecords}: 450 rows read.`,
    `${tables.names.callAnalytics}: 0 rows read.`,
    `${tables.names.analysisClaims} {"call_id":"tel-ana@münchen.example","client_email":"ben@example.com"}: call_id`,
    `${tables.names.analysisClaims}: 1 rows read.`,
    `${tables.names.promises}: 0 rows read.`,
    '2 rows hold it.',
  ]);
  expect(out).not.toContain('secret words');

  const bounded = await mentions('ana@münchen.example', '--rows', '250');
  expect(bounded.out).toContain(
    `${tables.names.callRecords}: 250 rows read, and there are more: raise --rows.`,
  );
});

it.each([[[]], [['a']], [['ana', 'ben']], [['ana@example.com', '--rows', '0']]])(
  'the command prints its usage: %j',
  async (args) => {
    const { code, err } = await mentions(...args);
    expect(code).toBe(2);
    expect(err).toMatch(/^Usage: pnpm mentions/);
  },
);
