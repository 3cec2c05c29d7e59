import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppOver, ANA, appOver, BEN, bodyOf, conversation, scriptedAnalyst, token, window } from '../support/app.ts';
import { type EndingWorld, endingWorld, TURNS } from '../support/ending-world.ts';
import { startTestEngine, type TestEngine } from '../support/with-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

const MINUTE = 60_000;

async function stage(options: Parameters<typeof endingWorld>[1] = {}) {
  const analyst = scriptedAnalyst();
  const world = await endingWorld(engine, { analyst, ...options });
  const app: AppOver = appOver(world.ports);
  const rows = () => world.ports.analytics.list(ANA);
  return { analyst, world, rows, post: app.post };
}

const direct = (world: EndingWorld, n: number, more: Record<string, unknown> = {}, events = 1) =>
  world.put({ call_id: 'call-1', window_number: n, turns: TURNS, client_email: ANA, ...more }, events);

describe('a call that ends', () => {
  it('is analysed after the settle time when its last window is final', async () => {
    const { world, post, analyst, rows } = await stage();
    expect((await post('/recordCallWindow', window())).status).toBe(200);
    await world.advance(MINUTE);
    expect(analyst.asked).toBe(0);
    expect((await post('/recordCallWindow', window({ window_num: 2, final: true, turns: [] }))).status).toBe(200);
    await world.advance(29_000);
    expect(analyst.asked).toBe(0);
    await world.advance(31_000);
    expect(analyst.asked).toBe(1);
    expect(await rows()).toHaveLength(1);
    const claim = await world.ports.claims.get('call-ana');
    expect(claim).toMatchObject({ status: 'done', client_email: ANA });
    expect(claim?.waitingShard).toBeUndefined();
    await world.advance(10 * MINUTE, MINUTE);
    expect(analyst.asked).toBe(1);
    expect(world.messages()).toEqual([]);
  });
});
