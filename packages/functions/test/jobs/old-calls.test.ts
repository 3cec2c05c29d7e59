import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mapLimit } from '@live-assist/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCall, readCall } from '../../src/import/import-lines.ts';
import { reindexWaiting } from '../../src/local/commands/reindex-waiting.ts';
import { scriptedAnalyst } from '../support/app.ts';
import { type EndingWorld, endingWorld, TURNS } from '../support/ending-world.ts';
import { startTestEngine, type TestEngine } from '../support/with-engine.ts';

/** `OLD_CALLS=10000` is the heavier proof. */
const CALLS = Number(process.env.OLD_CALLS ?? 200);
const DEPLOYED = Date.UTC(2026, 0, 15, 12);
const HOUR = 3_600_000;

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
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

    for (const window of oldWindows) world.event(window);
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

describe(`an import of ${CALLS / 10} calls without a flag`, () => {
  it('has none of them analysed, nor has a reindex', async () => {
    const { analyst, world } = await firstDeployment();
    const recent = new Date(DEPLOYED + HOUR).toISOString();
    world.setTime(DEPLOYED + 2 * HOUR);
    const calls = oldWindows.slice(0, CALLS / 10);
    await mapLimit(8, calls, async ({ call_id }) => {
      const windows = [{ window_num: 1, turns: JSON.parse(TURNS), created_at: recent }];
      await importCall(
        world.ports,
        readCall(JSON.stringify({ call_id, client_email: `${call_id}@example.com`, windows })),
      );
      world.event({ call_id, window_number: 1 });
    });
    expect(await aDayPasses(world)).toBe(0);
    expect(await reindexed(world)).toEqual({ calls: calls.length, changed: 0 });
    expect(await aDayPasses(world)).toBe(0);
    expect(analyst.asked).toBe(0);
    expect(world.messages()).toEqual([]);
  }, 600_000);
});
