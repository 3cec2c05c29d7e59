import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mapLimit } from '@live-assist/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCall, readCall } from '../../src/import/import-lines.ts';
import { reindexPromises } from '../../src/local/commands/reindex-promises.ts';
import { reindexWaiting } from '../../src/local/commands/reindex-waiting.ts';
import { scriptedAnalyst } from '../support/app.ts';
import { type EndingWorld, endingWorld, TURNS } from '../support/ending-world.ts';
import { sharedEngine, type TestEngine } from '../support/with-engine.ts';

/** `OLD_CALLS=10000` is the heavier proof. */
const CALLS = Number(process.env.OLD_CALLS ?? 200);
const DEPLOYED = Date.UTC(2026, 0, 15, 12);
const HOUR = 3_600_000;

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

async function firstDeployment() {
  const analyst = scriptedAnalyst();
  const world = await endingWorld(engine, { analyst, ending: { analyzeSince: DEPLOYED }, start: DEPLOYED });
  return { analyst, world };
}

/** The windows that a direct writer put before, one of each call, over the year before. */
const oldWindows = Array.from({ length: CALLS }, (_, n) => ({
  call_id: `old-${n}`,
  window_number: 1,
  client_email: n % 10 === 0 ? undefined : `caller-${n % 1000}@example.com`,
  turns: TURNS,
  created_at: new Date(DEPLOYED - 1 - Math.floor((n / CALLS) * 365 * 24 * HOUR)).toISOString(),
  ...(n % 3 === 0 && { final: true }),
}));

/** All that may begin an analysis by itself happens, for a day. */
async function aDayPasses(world: EndingWorld): Promise<number> {
  await world.work();
  let found = 0;
  for (let hours = 0; hours < 24; hours += 6) {
    world.setTime(world.now() + 6 * HOUR);
    found += (await world.sweep()).found;
    await world.work();
  }
  return found;
}

const reindexed = ({ ports, settings, tables }: EndingWorld) =>
  reindexWaiting(ports, settings, { client: tables.client, table: tables.names.callRecords }, null);

describe(`${CALLS} calls that were recorded before the first deployment`, () => {
  it('are not analysed by it, by a stream that gives their windows again, or by a reindex', async () => {
    const { analyst, world } = await firstDeployment();
    const { client, names } = world.tables;
    const batches = Array.from({ length: Math.ceil(CALLS / 25) }, (_, n) =>
      oldWindows.slice(n * 25, n * 25 + 25),
    );
    await mapLimit(8, batches, (batch) => {
      const puts = batch.map((Item) => ({ PutRequest: { Item } }));
      return client.send(new BatchWriteCommand({ RequestItems: { [names.callRecords]: puts } }));
    });
    expect(await aDayPasses(world)).toBe(0);

    for (const window of oldWindows.slice(0, CALLS / 10)) world.event(window);
    expect(await aDayPasses(world)).toBe(0);

    expect(await reindexed(world)).toEqual({ calls: CALLS, changed: 0 });
    expect(await aDayPasses(world)).toBe(0);
    expect(analyst.asked).toBe(0);
    expect(world.messages()).toEqual([]);

    // A call that begins after it is analysed, so all of this would have been seen.
    await world.put({ ...oldWindows[1], call_id: 'new', final: true, created_at: undefined });
    await world.advance(60_000);
    expect(analyst.asked).toBe(1);
  }, 600_000);
});

/** `IMPORTED_CALLS=10000` is the heavier proof: an import asks the store seven times for each call, one after the other. */
const IMPORTED = Number(process.env.IMPORTED_CALLS ?? 20);

describe(`an import of ${IMPORTED} calls without a flag`, () => {
  it('has none of them analysed, nor has a reindex', async () => {
    const { analyst, world } = await firstDeployment();
    const recent = new Date(DEPLOYED + HOUR).toISOString();
    world.setTime(DEPLOYED + 2 * HOUR);
    const begun = performance.now();
    await mapLimit(8, oldWindows.slice(0, IMPORTED), async ({ call_id }, n) => {
      const windows = [{ window_num: 1, turns: JSON.parse(TURNS), created_at: recent }];
      const client_email = `caller-${n % 1000}@example.com`;
      await importCall(world.ports, readCall(JSON.stringify({ call_id, client_email, windows })));
      world.event({ call_id, window_number: 1 });
    });
    console.log(`${IMPORTED} calls imported in ${Math.round((performance.now() - begun) / 1000)} s.`);
    expect(await aDayPasses(world)).toBe(0);
    const { client, names } = world.tables;
    expect(await reindexPromises(world.ports, { client, tables: names })).toEqual({
      customers: 0,
      changed: 0,
    });
    expect(await reindexed(world)).toEqual({ calls: IMPORTED, changed: 0 });
    expect(await aDayPasses(world)).toBe(0);
    expect(analyst.asked).toBe(0);
    expect(world.messages()).toEqual([]);

    // A window that is put after it has its call analysed, so all of this would have been seen.
    await world.put({
      ...oldWindows[0],
      client_email: 'caller-0@example.com',
      window_number: 2,
      final: true,
      created_at: undefined,
    });
    await world.advance(60_000);
    expect(analyst.asked).toBe(1);
  }, 900_000);
});
