import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { THOROUGH } from '../../../../core/test/support/thorough.ts';
import { type FaultAt, startFaultyProxies } from '../../support/faulty-proxy.ts';
import { sharedEngine, type TestEngine, type TestTables } from '../../support/with-engine.ts';
import { type Act, story, take } from './store-fault-acts.ts';
import { modelOf } from './store-fault-model.ts';
import { workOffAll } from './store-fault-runs.ts';
import { worldOver } from './store-fault-world.ts';

let engine: TestEngine;
let tables: TestTables;
let proxies: Awaited<ReturnType<typeof startFaultyProxies>>;
beforeAll(async () => {
  engine = await sharedEngine();
  tables = await engine.newTables();
  proxies = await startFaultyProxies(engine);
  // The SDK waits for a random time of up to two seconds before it retries an overloaded table.
  vi.spyOn(Math, 'random').mockReturnValue(0.02);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await proxies.stop();
  await engine.stop();
});

const LEASE_MS = 70_000;
let worlds = 0;

async function play(acts: Act[]): Promise<void> {
  let faultAt: FaultAt = () => undefined;
  const proxy = proxies.proxy((...at) => faultAt(...at));
  const reached = engine.reachedAt(proxy.endpoint, tables.names, 60_000);
  const world = worldOver(reached, `w${String(++worlds).padStart(5, '0')}`);
  const model = modelOf(world);
  try {
    for (const act of acts) {
      const { step, trouble, arrives } = act;
      const before = new Set(proxy.requests.map(({ command }) => command)).size;
      faultAt = (_operation, _count, { command, attempt }) => {
        if (trouble === null || attempt > trouble.attempts) return undefined;
        const place = command - before - trouble.first;
        return place >= 0 && place < trouble.commands ? trouble.fault : undefined;
      };
      const asked = world.asked();
      model.note(act, await take(world, step));
      expect(world.asked() - asked).toBeLessThanOrEqual(step.do === 'analyze' ? 1 : 0);
      faultAt = () => undefined;
      if (arrives) await proxy.deliverLate();
      await world.clock.advance(1000);
    }
    await proxy.deliverLate();
    await world.clock.advance(LEASE_MS);
    await workOffAll(world);
    await model.requireAll(tables);
  } finally {
    reached.client.destroy();
  }
}

it('no data of a customer is lost, duplicated or mixed up, whatever fails', async () => {
  await fc.assert(fc.asyncProperty(story, play), { numRuns: THOROUGH ? 30 : 8, seed: 20261122 });
}, 240_000);
