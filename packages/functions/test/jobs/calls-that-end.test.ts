import { analyzeCall, LiveAssistError } from '@live-assist/core';
import { rebuildWaiting } from '@live-assist/core/ingest/rebuild-waiting';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { THOROUGH } from '../../../core/test/support/thorough.ts';
import { importCall, readCall } from '../../src/import/import-lines.ts';
import {
  ANA,
  type AppOver,
  AUDIENCE,
  appOver,
  BEN,
  bodyOf,
  conversation,
  ISSUER,
  SECRET,
  scriptedAnalyst,
  token,
  window,
} from '../support/app.ts';
import { type EndingWorld, endingWorld, SETTINGS, TURNS } from '../support/ending-world.ts';
import { sharedEngine, type TestEngine } from '../support/with-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await sharedEngine();
});
afterAll(() => engine.stop());

const MINUTE = 60_000;
const AUTH = { keys: { secret: SECRET }, issuer: ISSUER, audience: AUDIENCE };
const LISTER = {
  scope: 'desk:read customers:any',
  exp: Date.UTC(2026, 0, 20) / 1000,
  iat: Date.UTC(2026, 0, 14) / 1000,
};

/** A token that is good at the time of the test. */
const later = (world: EndingWorld) => token({ iat: world.now() / 1000, exp: world.now() / 1000 + 3600 });

async function stage(options: Parameters<typeof endingWorld>[1] = {}) {
  const analyst = scriptedAnalyst();
  const world = await endingWorld(engine, { analyst, ...options });
  const app: AppOver = appOver(world.ports, { auth: { ...AUTH, maxTokenSeconds: 10 * 86_400 } });
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
    expect((await post('/recordCallWindow', window({ window_num: 2, final: true, turns: [] }))).status).toBe(
      200,
    );
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

  it('is analysed when no window has come for ANALYZE_AFTER_MINUTES, and a chat for ANALYZE_CHAT_AFTER_MINUTES', async () => {
    const { world, analyst } = await stage();
    await direct(world, 1);
    await direct(world, 1, { call_id: 'chat', client_email: BEN, timestamp_marks: 'sent' });
    await world.advance(4 * MINUTE, 20_000);
    await direct(world, 2);
    await world.advance(5 * MINUTE + 25_000, 20_000);
    expect(analyst.asked).toBe(0);
    await world.advance(MINUTE);
    expect(analyst.asked).toBe(1);
    expect((await world.ports.claims.get('call-1'))?.status).toBe('done');
    await world.advance(49 * MINUTE, MINUTE);
    expect(analyst.asked).toBe(1);
    await world.advance(3 * MINUTE, 20_000);
    expect(analyst.asked).toBe(2);
  });

  it('is never ended by silence where ANALYZE_AFTER_MINUTES is 0, and still by its final window', async () => {
    const { world, analyst } = await stage({ ending: { afterMs: null } });
    await direct(world, 1);
    await world.advance(30 * MINUTE, MINUTE);
    await world.sweep();
    await world.work();
    expect(analyst.asked).toBe(0);
    await direct(world, 2, { final: true });
    await world.advance(MINUTE);
    expect(analyst.asked).toBe(1);
  });

  it('has one settle job while it goes on, however many windows come', async () => {
    const { world, analyst } = await stage();
    for (let n = 1; n <= 8; n += 1) {
      await direct(world, n);
      await world.advance(20_000);
    }
    await world.advance(40_000);
    expect(world.messages()).toHaveLength(1);
    await world.advance(6 * MINUTE, 20_000);
    expect(analyst.asked).toBe(1);
    expect(world.messages()).toEqual([]);
  });

  it('is analysed in time though the event of its final window was lost', async () => {
    const { world, analyst } = await stage();
    await direct(world, 1);
    await world.advance(MINUTE);
    await direct(world, 2, { final: true }, 0);
    await world.advance(90_000);
    expect(analyst.asked).toBe(1);
  });

  it('is analysed again for a window that is late, also one of a lower number, and not for a doubled event', async () => {
    const { world, analyst, rows } = await stage();
    await direct(world, 1);
    await direct(world, 4, { final: true });
    await world.advance(MINUTE);
    expect(analyst.asked).toBe(1);
    await direct(world, 3);
    await world.advance(MINUTE);
    expect(analyst.asked).toBe(2);
    for (const window_number of [4, 1, 3, 3]) world.event({ call_id: 'call-1', window_number });
    await world.advance(20 * MINUTE, 30_000);
    expect(analyst.asked).toBe(2);
    const [row, ...others] = await rows();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      analysis: {
        windows: [
          [1, 1],
          [3, 4],
        ],
      },
    });
  });

  it('is analysed at most three times by itself when it goes on, and then when it is final or on request', async () => {
    const { world, analyst, post } = await stage();
    for (let n = 1; n <= 5; n += 1) {
      await direct(world, n);
      await world.advance(7 * MINUTE, 30_000);
    }
    expect(analyst.asked).toBe(3);
    await world.sweep();
    await world.work();
    expect(analyst.asked).toBe(3);
    expect((await post('/recordCallWindow', { call_id: 'call-1', final: true })).status).toBe(200);
    await world.advance(MINUTE);
    expect(analyst.asked).toBe(4);
  });

  it('is analysed within a minute when a window names the customer that it waits for, and is listed until then', async () => {
    const { world, analyst, post } = await stage();
    const list = async () =>
      (await bodyOf<{ calls: unknown[] }>(await post('/listWaitingCalls', {}, LISTER))).calls;
    await direct(world, 1, { client_email: undefined });
    await world.advance(10 * MINUTE, 30_000);
    for (let n = 0; n < 24; n += 1) {
      world.setTime(world.now() + 60 * MINUTE);
      await world.sweep();
      await world.work();
    }
    expect(analyst.asked).toBe(0);
    expect(await list()).toEqual([
      { call_id: 'call-1', client_email: null, since: '2026-01-15T12:00:00.000Z', state: 'recorded' },
    ]);
    await post('/recordCallWindow', window({ call_id: 'call-1', window_num: 2 }), await later(world));
    await world.advance(MINUTE);
    expect(analyst.asked).toBe(1);
    expect(await list()).toEqual([]);
  });

  it('is analysed within a minute when its number is linked, and is listed until then', async () => {
    const { world, analyst, post, rows } = await stage();
    world.ports.aliases = world.tables.aliases;
    await direct(world, 1, { client_email: undefined, phone: '020 7946 0958', final: true });
    await world.advance(10 * MINUTE, 30_000);
    for (let n = 0; n < 24; n += 1) {
      world.setTime(world.now() + 60 * MINUTE);
      await world.sweep();
      await world.work();
    }
    expect(analyst.asked).toBe(0);
    const list = async () =>
      (await bodyOf<{ calls: unknown[] }>(await post('/listWaitingCalls', {}, LISTER))).calls;
    expect(await list()).toMatchObject([{ call_id: 'call-1', client_email: null }]);
    const link = { client_email: ANA, phone: '+44 20 7946 0958' };
    expect((await post('/linkCustomer', link, await later(world))).status).toBe(200);
    await world.advance(MINUTE);
    expect(analyst.asked).toBe(1);
    expect(await rows()).toHaveLength(1);
    expect(await list()).toEqual([]);
  });

  it('that waits without a customer belongs to the one that its windows name: another one is 409', async () => {
    const { world, post } = await stage();
    await world.put({ call_id: 'call-1', window_number: 1, turns: TURNS, client_email: ANA }, 0);
    await world.ports.claims.wait({ call_id: 'call-1', since: '2026-01-15T12:00:00.000Z' });
    const other = { call_id: 'call-1', client_email: BEN };
    for (const answer of [
      await post('/recordCallWindow', window({ ...other, window_num: 2 })),
      await post('/getCallAnalytics', other),
      await post('/getCallAnalytics', { ...other, async: true }),
      await post('/recordCallWindow', { ...other, final: true }),
    ]) {
      expect(answer.status).toBe(409);
      expect((await bodyOf(answer)).code).toBe('customer_mismatch');
    }
    expect((await world.ports.claims.get('call-1'))?.client_email).toBeUndefined();
    expect((await post('/getCallAnalytics', { ...other, client_email: ANA })).status).toBe(200);
  });

  it('is queued by a sweep when its messages were lost, and only then', async () => {
    const { world, analyst } = await stage();
    await direct(world, 1);
    await world.work();
    world.loseMessages();
    world.setTime(world.now() + 10 * MINUTE);
    expect(await world.sweep()).toMatchObject({ looked: 1, found: 1 });
    await world.work();
    expect(analyst.asked).toBe(1);
    expect(await world.sweep()).toMatchObject({ looked: 0, found: 0 });
  });
});

/** How many calls are refused, and as many die. */
const EACH = THOROUGH ? 20 : 4;

describe('a call that cannot be analysed', () => {
  it('costs nothing again: voicemails, refusals and dead letters, over 24 sweeps and doubled events', async () => {
    let asked = 0;
    const fails: Record<string, string> = { refused: 'analyst_refused', dead: 'analyst_bad_output' };
    const analyst = {
      ...scriptedAnalyst(),
      async analyze({ call }: { call: { callId: string } }): Promise<never> {
        asked += 1;
        const code = fails[call.callId.split('-')[0] ?? ''] as 'analyst_refused';
        throw new LiveAssistError(code ?? 'internal', 'It has failed.');
      },
    };
    const { world } = await stage({ analyst });
    const voicemail = JSON.stringify([{ speaker: 'agent', transcript: 'You have reached our voicemail.' }]);
    const names = [
      ...Array.from({ length: 2.5 * EACH }, (_, n) => ({ call_id: `voicemail-${n}`, turns: voicemail })),
      ...Array.from({ length: EACH }, (_, n) => ({ call_id: `refused-${n}`, turns: TURNS })),
      ...Array.from({ length: EACH }, (_, n) => ({ call_id: `dead-${n}`, turns: TURNS })),
    ];
    for (const [n, call] of names.entries()) {
      await world.put({ ...call, window_number: 1, client_email: `caller-${n}@example.com`, final: true });
    }
    await world.advance(MINUTE);
    await world.advance(60 * MINUTE, 5 * MINUTE);
    const before = asked;
    expect(before).toBeGreaterThanOrEqual(EACH + EACH * 5);
    expect(world.dead).toHaveLength(EACH);
    for (let n = 0; n < 24; n += 1) {
      for (const { call_id } of names) if (n % 8 === 0) world.event({ call_id, window_number: 1 });
      world.setTime(world.now() + 60 * MINUTE);
      expect((await world.sweep()).found).toBe(0);
      await world.advance(MINUTE, 30_000);
    }
    expect(asked).toBe(before);
    expect(world.dead).toHaveLength(EACH);
  }, 240_000);

  it('is left alone by sweeps when only a person can help: without a customer, and too long', async () => {
    const { world } = await stage();
    await direct(world, 1, { client_email: undefined });
    await world.work();
    world.ports.records.list = async () => {
      throw new LiveAssistError('transcript_too_long', 'This call is too long.');
    };
    world.loseMessages();
    world.setTime(world.now() + 10 * MINUTE);
    expect(await world.sweep()).toMatchObject({ looked: 1, failed: 1 });
    expect(await world.sweep()).toMatchObject({ looked: 0, failed: 0 });
  });
});

describe('a call that nothing may analyse by itself', () => {
  it('is one that was imported without a flag, or last recorded before ANALYZE_SINCE, also after a reindex', async () => {
    const { world, analyst } = await stage({ ending: { analyzeSince: Date.UTC(2026, 0, 15) } });
    const line = (call_id: string) =>
      readCall(
        JSON.stringify({
          call_id,
          client_email: ANA,
          windows: [{ window_num: 1, turns: JSON.parse(TURNS) }],
        }),
      );
    await importCall(world.ports, line('imported'));
    world.event({ call_id: 'imported', window_number: 1 });
    await direct(world, 1, { call_id: 'old', created_at: '2025-06-28T10:20:08.979455+00:00' });
    await direct(world, 1, { call_id: 'new', client_email: BEN }, 0);
    await world.advance(20 * MINUTE, MINUTE);
    const reindex = (since: number | null) =>
      Promise.all(
        ['imported', 'old', 'new'].map((id) => rebuildWaiting(world.ports, world.settings, id, since)),
      );
    expect(await reindex(Date.UTC(2026, 0, 16))).toEqual([false, false, false]);
    expect(await reindex(null)).toEqual([false, false, true]);
    expect(await reindex(null)).toEqual([false, false, false]);
    await world.work();
    expect(analyst.asked).toBe(0);
    expect(world.messages()).toEqual([]);
    expect(await world.sweep()).toMatchObject({ found: 1 });
    await world.work();
    expect(analyst.asked).toBe(1);
    expect((await world.ports.claims.get('new'))?.status).toBe('done');
  });

  it('waits when its import has it analysed, and has left when that is done', async () => {
    const { world } = await stage();
    const line = readCall(
      JSON.stringify({
        call_id: 'i',
        client_email: ANA,
        windows: [{ window_num: 1, turns: JSON.parse(TURNS) }],
      }),
    );
    await importCall(world.ports, line, { isAnalyzed: true });
    expect((await world.ports.claims.get('i'))?.waitingShard).toBeTypeOf('number');
    await analyzeCall(world.ports, SETTINGS, { call_id: 'i', client_email: ANA });
    expect((await world.ports.claims.get('i'))?.waitingShard).toBeUndefined();
  });
});

describe('final: true', () => {
  it('ends a call without a window of its own, may be repeated, and needs a window that is recorded', async () => {
    const { world, post, analyst } = await stage();
    const end = { call_id: 'call-ana', final: true };
    expect((await post('/recordCallWindow', end)).status).toBe(404);
    await post('/recordCallWindow', window({ window_num: 7 }));
    for (let n = 0; n < 2; n += 1) {
      const answer = await post('/recordCallWindow', end);
      expect([answer.status, await answer.json()]).toEqual([200, { call_id: 'call-ana', window_number: 7 }]);
    }
    await world.advance(MINUTE);
    expect(analyst.asked).toBe(1);
    expect((await post('/recordCallWindow', end, { client_email: BEN, scope: 'records:write' })).status).toBe(
      403,
    );
    const wrong = await post('/recordCallWindow', { ...end, final: false });
    expect((await bodyOf(wrong)).issues?.map(({ path }) => path)).toEqual(['turns', 'window_num']);
  });

  it('is no part of the content: the same window may come again with it, and without it', async () => {
    const { world, post, analyst } = await stage();
    for (const final of [undefined, true, undefined, true]) {
      expect((await post('/recordCallWindow', window({ final }))).status).toBe(200);
    }
    expect(
      (await post('/recordCallWindow', window({ final: true, turns: conversation.slice(1) }))).status,
    ).toBe(409);
    await world.advance(MINUTE);
    expect(analyst.asked).toBe(1);
  });

  it('allows empty turns only with it', async () => {
    const { post } = await stage();
    expect((await post('/recordCallWindow', window({ turns: [] }))).status).toBe(400);
    expect((await post('/recordCallWindow', window({ turns: [], final: true }))).status).toBe(200);
    expect(
      (await post('/recordCallWindow', window({ turns: undefined, window_num: 2, final: true }))).status,
    ).toBe(200);
  });
});

describe('POST /listWaitingCalls', () => {
  it('lists all customers oldest first, page by page, with the state of each call', async () => {
    const { world, post } = await stage({ ending: { afterMs: null } });
    const from = world.now();
    for (let n = 0; n < 25; n += 1) {
      world.setTime(from + Math.floor(n / 2) * MINUTE);
      await direct(world, 1, {
        call_id: `call-${String(n).padStart(2, '0')}`,
        client_email: n % 3 === 0 ? undefined : ANA,
      });
      await world.ports.claims.wait({
        call_id: `call-${String(n).padStart(2, '0')}`,
        since: new Date(world.now()).toISOString(),
      });
    }
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const answer = await post('/listWaitingCalls', { limit: 7, ...(next !== null && { next }) }, LISTER);
      expect(answer.status).toBe(200);
      const page: { calls: { call_id: string }[]; next: string | null } = await bodyOf(answer);
      seen.push(...page.calls.map(({ call_id }) => call_id));
      next = page.next;
    } while (next !== null);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => `call-${String(n).padStart(2, '0')}`));
  });

  it('needs desk:read and customers:any, and refuses a token of one customer', async () => {
    const { post } = await stage();
    const status = async (claims: Record<string, unknown>) =>
      (await post('/listWaitingCalls', {}, claims)).status;
    expect(await status({ scope: 'desk:read' })).toBe(403);
    expect(await status({ scope: 'customers:any memory:read' })).toBe(403);
    expect(await status({ ...LISTER, client_email: ANA })).toBe(403);
    expect(await status(LISTER)).toBe(200);
    expect((await post('/listWaitingCalls', { next: 'x' }, LISTER)).status).toBe(400);
  });
});
