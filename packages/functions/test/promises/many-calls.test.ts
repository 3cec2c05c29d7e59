import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import {
  analyzeCall,
  type CallAnalytics,
  type MemoryBox,
  mapLimit,
  type Ports,
  storeWindow,
} from '@live-assist/core';
import { planPromises } from '@live-assist/core/promises/plan-promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { promiseCall } from '../../../core/test/support/story.ts';
import { THOROUGH } from '../../../core/test/support/thorough.ts';
import { localAnalyst } from '../../src/adapters/local-analyst/local-analyst.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { ANA, appOver, bodyOf } from '../support/app.ts';
import { type Meter, meteredTables } from '../support/metered-tables.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../support/with-engine.ts';

/** `MANY_ROWS=50000` is the heavier proof. */
const ROWS = Number(process.env.MANY_ROWS ?? (THOROUGH ? 5_000 : 2_000));
const SETTINGS = { timeZone: 'UTC', analysisTimeoutMs: 60_000 };
const MEGABYTE = 1024 * 1024;
const HOUR_MS = 3_600_000;

let engine: TestEngine;
let tables: TestTables;
let meter: Meter;
let ports: Ports;
/** A stored row as the local analyst makes it, of the size of a usual call. */
let model: CallAnalytics;

beforeAll(async () => {
  engine = await sharedEngine();
  tables = await engine.newTables();
  meter = meteredTables(engine, tables.names);
  ports = {
    ...meter.tables,
    analyst: localAnalyst(),
    clock: systemClock,
    newToken: () => crypto.randomUUID(),
  };
  await record('model');
  await analyzeCall(ports, SETTINGS, { call_id: 'model', client_email: ANA });
  model = (await tables.analytics.list(ANA))[0] as CallAnalytics;
  await fill();
}, 900_000);
afterAll(async () => {
  meter.stop();
  await engine.stop();
});

async function record(callId: string): Promise<void> {
  const now = new Date().toISOString();
  for (const window of promiseCall(callId, { client_email: ANA, created_at: now })) {
    await storeWindow(ports, window);
  }
}

/** Rows and claims of very many calls, each with a promise of ours; every second was kept in the next call. */
async function fill(): Promise<void> {
  const end = Date.now() - HOUR_MS;
  const rows = Array.from({ length: ROWS }, (_, n) => rowOf(n, new Date(end - n * HOUR_MS)));
  const claims = rows.map(({ call_id, client_email, created_at }) => {
    return {
      call_id,
      client_email,
      created_at,
      attempt: 1,
      token: 't',
      leaseUntil: 1,
      status: 'done',
      updatedAt: 1,
    };
  });
  await putAll(tables.names.callAnalytics, rows);
  await putAll(tables.names.analysisClaims, claims);
  const { save } = planPromises({ items: [], rows });
  await putAll(
    tables.names.promises,
    save.map((item) => ({ ...item, version: 1 })),
  );
}

function rowOf(n: number, at: Date): CallAnalytics {
  const call_id = `many-${String(ROWS - n).padStart(6, '0')}`;
  const created_at = at.toISOString();
  const [made] = model.commitments;
  const [insight = []] = model.evidence.keyInsights;
  const before = `many-${String(ROWS - n - 1).padStart(6, '0')}`;
  return {
    ...model,
    call_id,
    created_at,
    ...('endedAt' in model && { endedAt: created_at }),
    summary: 'x'.repeat(400),
    keyInsights: ['y'.repeat(200)],
    evidence: { ...model.evidence, keyInsights: [[...insight, ...(made?.evidence ?? [])]] },
    commitments:
      made === undefined ? [] : [{ ...made, id: `${call_id}:1:2:0`, dueAt: created_at.slice(0, 10) }],
    closings:
      n % 2 === 0
        ? [
            {
              commitment_id: `${before}:1:2:0`,
              status: 'kept',
              at: created_at,
              evidence: made?.evidence ?? [],
            },
          ]
        : [],
  };
}

async function putAll(table: string, items: readonly object[]): Promise<void> {
  const { client } = tables;
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, n) =>
    items.slice(25 * n, 25 * (n + 1)),
  );
  await mapLimit(8, batches, (batch) =>
    client.send(
      new BatchWriteCommand({ RequestItems: { [table]: batch.map((Item) => ({ PutRequest: { Item } })) } }),
    ),
  );
}

it(`a memory box of a customer with ${ROWS} calls reads at most 1 MB and is at most 64 KB`, async () => {
  meter.reset();
  const answer = await appOver(ports).post(
    '/getMemoryBox',
    { client_email: ANA },
    { iat: now(), exp: now() + 60 },
  );
  const text = await answer.clone().text();
  const box = await bodyOf<MemoryBox>(answer);

  expect(answer.status).toBe(200);
  expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(64 * 1024);
  expect(meter.read().bytes).toBeLessThanOrEqual(MEGABYTE);
  expect(meter.read().capacityBytes).toBeLessThanOrEqual(MEGABYTE);
  expect(box).toMatchObject({ calls: 200, callsMore: true, headline: { kind: 'overdue' } });
  expect(box.commitments.map(({ id }) => id)).toContain(box.headline.commitmentId);
});

it(`an analysis of a customer with ${ROWS} calls reads at most 1 MB`, async () => {
  await record('next');
  meter.reset();
  const { source } = await analyzeCall(ports, SETTINGS, { call_id: 'next', client_email: ANA });

  expect(source).toBe('computed');
  expect(meter.read().bytes).toBeLessThanOrEqual(MEGABYTE);
  expect(meter.read().capacityBytes).toBeLessThanOrEqual(MEGABYTE);
});

function now(): number {
  return Math.floor(Date.now() / 1000);
}
