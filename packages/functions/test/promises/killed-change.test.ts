import { afterAll, beforeAll, expect, it } from 'vitest';
import { planPromises } from '../../../core/src/promises/plan-promises.ts';
import { ANA, window } from '../support/app.ts';
import { eventsWorld } from '../support/events-world.ts';
import { sharedEngine, type TestEngine } from '../support/with-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

it.each([
  ['it is kept', { status: 'kept' }],
  ['it has another day', { due_at: '2026-02-01' }],
])(
  'a promise is in the ledger as a person changed it, %s, though the process ended before it was written there',
  async (_, change) => {
    const world = eventsWorld(await engine.newTables(), async (sent) => ({
      taken: new Set(sent.map(({ id }) => id)),
    }));
    await world.post('/recordCallWindow', window());
    await world.post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA });
    await world.work();
    world.dieBefore('promises', 'save');
    await world.post('/updateCommitment', { client_email: ANA, commitment_id: 'call-ana:1:2:0', ...change });
    expect(world.deaths).toBe(1);
    const lags = async () => {
      const [items, rows] = await Promise.all([
        world.ports.promises.all(ANA),
        world.ports.analytics.list(ANA),
      ]);
      return planPromises({ items, rows }).save.length;
    };
    expect(await lags()).toBe(1);

    await world.advance(60_000);
    expect(await lags()).toBe(0);
    expect(world.outcomes).toContain('promises done');
  },
);
