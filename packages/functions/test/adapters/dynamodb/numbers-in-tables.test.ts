import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Ports, QueuedJob } from '@live-assist/core';
import { DEFAULT_ENDING } from '@live-assist/core/ingest/ending-settings';
import { lookAtCall } from '@live-assist/core/ingest/look-at-call';
import { noteWindows } from '@live-assist/core/ingest/note-windows';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyedHash } from '../../../src/adapters/customer-hash.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import { ANA, appOver, scriptedAnalyst, token, window } from '../../support/app.ts';
import { TURNS } from '../../support/ending-world.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../../support/with-engine.ts';

/** Numbers of lines that are kept for films, each in two spellings, and ids of a host. */
const KNOWN = ['+44 20 7946 0958', '020 7946 0958'] as const;
const UNKNOWN = ['+44 20 7946 0111', '(020) 79460111'] as const;
const WITHHELD = '+44 20 7946 0999';
const ID = 'crm-4711';
/** What may stand in no table, however it is written. */
const IN_THE_CLEAR = /7946[\D]*0(?:958|111|999)|crm-4711/;

let engine: TestEngine;
let tables: TestTables;
beforeAll(async () => {
  engine = await sharedEngine();
  tables = await engine.newTables();
});
afterAll(() => engine.stop());

/** Everything that every table holds, as text, by table. */
async function scanned(): Promise<Record<string, string>> {
  const all = Object.entries(tables.names).map(async ([kind, TableName]) => {
    const { Items } = await tables.client.send(new ScanCommand({ TableName, ConsistentRead: true }));
    return [kind, JSON.stringify(Items)];
  });
  return Object.fromEntries(await Promise.all(all));
}

describe('the tables of an engine after calls that name their customer by a number', () => {
  it('hold no number and no id of a host in the clear, windows of direct writers included, and nothing of them after an erasure', async () => {
    const jobs: QueuedJob[] = [];
    const queue = { send: async (job: QueuedJob) => void jobs.push(job) };
    const ports: Ports = {
      ...tables,
      analyst: scriptedAnalyst(),
      clock: systemClock,
      queue,
      redaction: { hash: keyedHash('a key of the tests'), inPlace: true },
      newToken: () => crypto.randomUUID(),
    };
    const app = appOver(ports);
    const bearer = await token({ iat: Date.now() / 1000 - 60, exp: Date.now() / 1000 + 3600 });
    const post = async (path: Parameters<typeof app.post>[0], body: object) =>
      (await app.post(path, body, bearer)).status;
    const put = (call_id: string, more: object) =>
      tables.client.send(
        new PutCommand({
          TableName: tables.names.callRecords,
          Item: {
            call_id,
            window_number: 1,
            turns: TURNS,
            created_at: new Date(Date.now() - 3_600_000).toISOString(),
            ...more,
          },
        }),
      );

    expect(await post('/linkCustomer', { client_email: ANA, phone: KNOWN[0], customer_id: ID })).toBe(200);
    const byNumber = { client_email: undefined, phone: KNOWN[1] };
    expect(await post('/recordCallWindow', window({ call_id: 'by-api', ...byNumber }))).toBe(200);
    const direct = {
      known: { phone: KNOWN[1] },
      'by-id': { customer_id: ID },
      unknown: { phone: UNKNOWN[0] },
      again: { phone: UNKNOWN[1] },
      shared: { phone: WITHHELD },
      both: { client_email: ANA, phone: UNKNOWN[1], customer_id: ID },
    };
    for (const [call_id, more] of Object.entries(direct)) await put(call_id, more);
    expect((await scanned()).callRecords).toMatch(IN_THE_CLEAR);

    const events = Object.keys(direct).map((call_id) => ({
      call_id,
      window_number: 1,
      storedAt: Date.now() - 3_600_000,
    }));
    expect(await noteWindows(ports, DEFAULT_ENDING, events)).toEqual([]);
    for (const call of Object.keys(direct))
      await lookAtCall(ports, queue, DEFAULT_ENDING, call, { ended: true });
    for (const call_id of ['by-api', 'known', 'by-id', 'both'])
      expect(await post('/getCallAnalytics', { call_id, client_email: ANA })).toBe(200);

    for (const [table, text] of Object.entries(await scanned())) {
      expect([table, IN_THE_CLEAR.exec(text)?.[0]]).toEqual([table, undefined]);
    }
    expect(jobs.length).toBeGreaterThan(0);
    expect(JSON.stringify(jobs)).not.toMatch(IN_THE_CLEAR);

    const hashes = await Promise.all(
      [`tel:+442079460958`, `id:${ID}`].map((name) => tables.aliases.hash(name)),
    );
    expect((await scanned()).customerAliases).toContain(hashes[0]);
    expect(await post('/eraseCustomer', { client_email: ANA })).toBe(200);
    const left = await scanned();
    for (const [table, text] of Object.entries(left)) {
      expect([table, text.includes(ANA), hashes.some((hash) => text.includes(hash))]).toEqual([
        table,
        false,
        false,
      ]);
    }
    // The calls of the unknown number have no customer yet, and stay.
    expect(left.callRecords).toContain('"unknown"');
  });
});
