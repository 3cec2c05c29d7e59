import type { CallAnalytics } from '@live-assist/core';
import {
  inMemoryAnalysisClaims,
  inMemoryAnalyticsStore,
  inMemoryCallRecords,
  manualClock,
} from '@live-assist/core/in-memory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portsOf } from '../../../src/doors/wiring.ts';
import { ANA, bodyOf, NOW, testApp, window } from '../../support/app.ts';
import { sharedEngine, type TestEngine } from '../../support/with-engine.ts';

const DAY = 86_400_000;
const CALL = { call_id: 'call-ana', client_email: ANA };

/** The app over stores that keep rows for 30 days, with a call recorded on the first day. */
async function recorded() {
  const clock = manualClock(NOW * 1000);
  const kept = { now: clock.now, retentionDays: 30 };
  const app = testApp({
    clock,
    records: inMemoryCallRecords(kept),
    analytics: inMemoryAnalyticsStore(kept),
    claims: inMemoryAnalysisClaims(kept),
  });
  const post = (path: Parameters<typeof app.post>[0], body: unknown) => {
    const now = clock.now() / 1000;
    return app.post(path, body, { iat: now, exp: now + 3600 });
  };
  expect((await post('/recordCallWindow', window())).status).toBe(200);
  const box = async () => bodyOf<{ calls: number }>(await post('/getMemoryBox', { client_email: ANA }));
  return { clock, post, box, calls: async () => (await box()).calls };
}

describe('a call that is kept for 30 days', () => {
  it('a call that is kept for 30 days is readable until then, and gone afterwards', async () => {
    const { clock, post, calls } = await recorded();
    const answer = await post('/getCallAnalytics', CALL);
    expect(await answer.text()).not.toContain('expires_at');
    await clock.advance(30 * DAY - 1);
    expect(await calls()).toBe(1);

    await clock.advance(1);
    expect(await calls()).toBe(0);
    expect(await bodyOf(await post('/getAnalysisStatus', { call_id: 'call-ana' }))).toMatchObject({
      status: 'none',
    });
    expect(await bodyOf(await post('/getCallAnalytics', CALL))).toMatchObject({ code: 'call_not_found' });
    expect(await bodyOf(await post('/listCalls', { client_email: ANA }))).toEqual({ calls: [], next: null });
  });

  it('a call that is kept for 30 days is not kept longer by a new analysis, nor by a promise that is closed by hand', async () => {
    const { clock, post, calls } = await recorded();
    const { commitments } = await bodyOf<CallAnalytics>(await post('/getCallAnalytics', CALL));
    await clock.advance(29 * DAY);
    expect((await post('/getCallAnalytics', { ...CALL, force: true })).status).toBe(200);
    const change = { client_email: ANA, commitment_id: commitments[0]?.id, status: 'kept' };
    expect((await post('/updateCommitment', change)).status).toBe(200);
    expect(await calls()).toBe(1);

    await clock.advance(DAY);
    expect(await calls()).toBe(0);
  });

  it('a call that is kept for 30 days may be followed by a new call with the same id, of any customer', async () => {
    const { clock, post, calls } = await recorded();
    await post('/getCallAnalytics', CALL);
    await clock.advance(30 * DAY);
    const other = { call_id: 'call-ana', client_email: 'ben@example.com' };

    expect((await post('/recordCallWindow', window(other))).status).toBe(200);
    expect((await post('/getCallAnalytics', other)).status).toBe(200);
    expect(await calls()).toBe(0);
  });
});

describe('the ports of a deployment with RETENTION_DAYS', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await sharedEngine();
  });
  afterAll(() => engine.stop());

  it.each([30, undefined])(
    'the ports of a deployment keep every row for RETENTION_DAYS: %s',
    async (retentionDays) => {
      const { names } = await engine.newTables();
      const ports = portsOf({
        tables: names,
        dynamodbEndpoint: engine.endpoint,
        dynamodbCredentials: engine.credentials,
        analyst: { engine: 'local' },
        retentionDays,
      });
      const { records, analytics, claims } = ports;
      const app = testApp({ ...ports, clock: manualClock(NOW * 1000) } as object);
      await app.post('/recordCallWindow', window());
      await app.post('/getCallAnalytics', CALL);

      const rows = [
        ...(await records.list('call-ana')),
        ...(await analytics.list(ANA)),
        await claims.get('call-ana'),
      ] as { expires_at?: number }[];
      expect(rows).toHaveLength(3);
      const days = rows.map(({ expires_at }) => expires_at && (expires_at - Date.now() / 1000) / 86_400);
      expect(days.map((left) => left && Math.round(left))).toEqual(Array(3).fill(retentionDays));
    },
  );
});
