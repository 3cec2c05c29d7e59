import { type MemoryBox, type Ports, sweepErased } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import type { RoutePath } from '../../src/http/routes.ts';
import { ANA, appOver, BEN, bodyOf, conversation, testApp, window } from '../support/app.ts';

/** The code of an answer, or 200. */
async function codeOf(answer: Response): Promise<string | number> {
  return answer.status === 200 ? 200 : (await bodyOf(answer)).code;
}

type App = ReturnType<typeof testApp>;

/** An app with two calls of Ana and one of Ben, each analysed; a promise of Ana's first call was ticked by hand. */
async function withCalls(): Promise<App> {
  const app = testApp();
  const { post, ports } = app;
  for (const [call_id, client_email] of [
    ['call-1', ANA],
    ['call-2', ANA],
    ['call-3', BEN],
  ]) {
    await post('/recordCallWindow', window({ call_id, client_email }));
    await post('/recordCallWindow', window({ call_id, client_email: null, window_num: 2 }));
    await post('/getCallAnalytics', { call_id, client_email });
    await ports.clock.advance(1000);
  }
  const ticked = { client_email: ANA, commitment_id: 'call-1:1:2:0', status: 'kept' };
  expect(await codeOf(await post('/updateCommitment', ticked))).toBe(200);
  await ports.clock.advance(1000);
  return app;
}

async function boxOf({ post }: Pick<App, 'post'>, client_email: string): Promise<MemoryBox> {
  return bodyOf<MemoryBox>(await post('/getMemoryBox', { client_email }));
}

/** What the stores hold, without what differs between runs. */
function stored({ ports }: App): string {
  const { records, analytics, claims, promises } = ports;
  const rows = [records, analytics, claims, promises].map((store) =>
    store
      .rows()
      .map((row) => JSON.stringify(row, (name, value) => (VOLATILE.has(name) ? undefined : value)))
      .sort(),
  );
  return JSON.stringify(rows);
}

const VOLATILE = new Set(['token', 'movedAt', 'version']);

/** Ports that do something before the n-th call of a store. */
function withStep(ports: Ports, at: number, act: () => Promise<void>): { ports: Ports; calls(): number } {
  let calls = 0;
  const watched = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return async (...given: unknown[]) => {
          if (++calls === at) await act();
          return member.apply(target, given);
        };
      },
    });
  const { records, analytics, claims, promises } = ports;
  return {
    calls: () => calls,
    ports: {
      ...ports,
      records: watched(records),
      analytics: watched(analytics),
      claims: watched(claims),
      promises: watched(promises),
    },
  };
}

/** A window that a direct writer has put. */
const DIRECT = {
  call_id: 'of-ben',
  window_number: 1,
  turns: JSON.stringify(conversation),
  created_at: '2026-01-15T12:00:00.000Z',
};

const MOVE = { call_id: 'call-1', client_email: BEN };

describe('a call that is moved to its right customer', () => {
  it('a moved call is gone from one box and whole in the other, with its ids and what was ticked by hand', async () => {
    const app = await withCalls();
    const before = await boxOf(app, ANA);
    expect(await codeOf(await app.post('/moveCall', MOVE))).toBe(200);

    const [anas, bens] = [await boxOf(app, ANA), await boxOf(app, BEN)];
    expect([before.calls, anas.calls, bens.calls]).toEqual([2, 1, 2]);
    expect(anas.commitments.map(({ id }) => id)).toEqual(['call-2:1:2:0']);
    expect(bens.commitments.map(({ id, status }) => [id, status]).sort()).toEqual([
      ['call-1:1:2:0', 'kept'],
      ['call-3:1:2:0', 'open'],
    ]);
    expect(bens.recentCalls.map(({ call_id }) => call_id)).toEqual(['call-3', 'call-1']);
    const again = await app.post('/getCallAnalytics', MOVE);
    expect([again.status, again.headers.get('x-analysis-source')]).toEqual([200, 'stored']);
    expect(await codeOf(await app.post('/getCallAnalytics', { ...MOVE, client_email: ANA }))).toBe(
      'customer_mismatch',
    );
    expect((await app.ports.records.list('call-1')).map(({ client_email }) => client_email)).toEqual([
      BEN,
      undefined,
    ]);
  });

  it('a move may be repeated, and moved back', async () => {
    const app = await withCalls();
    const before = stored(app);
    await app.post('/moveCall', MOVE);
    const after = stored(app);
    expect(await codeOf(await app.post('/moveCall', MOVE))).toBe(200);
    expect(stored(app)).toBe(after);
    await app.post('/moveCall', { ...MOVE, client_email: ANA });
    expect(stored(app)).toBe(before);
  });

  it('a move that dies at any step is completed by the next', async () => {
    const reference = await withCalls();
    await reference.post('/moveCall', MOVE);
    const counted = withStep((await withCalls()).ports, 0, async () => {});
    await appOver(counted.ports).post('/moveCall', MOVE);
    expect(counted.calls()).toBeGreaterThan(15);

    for (let at = 1; at <= counted.calls(); at += 1) {
      const app = await withCalls();
      const dying = withStep(app.ports, at, async () => {
        throw new Error('The process ends here.');
      });
      const answer = await appOver(dying.ports).post('/moveCall', MOVE);
      expect([at, answer.status]).toEqual([at, 500]);
      expect([at, await codeOf(await app.post('/moveCall', MOVE))]).toEqual([at, 200]);
      expect([at, stored(app)]).toEqual([at, stored(reference)]);
    }
  });

  it('a move that dies is completed before a move to a third customer', async () => {
    const third = { call_id: 'call-1', client_email: 'third@example.com' };
    const reference = await withCalls();
    await reference.post('/moveCall', third);
    for (let at = 3; at <= 30; at += 1) {
      const app = await withCalls();
      const dying = withStep(app.ports, at, async () => {
        throw new Error('The process ends here.');
      });
      await appOver(dying.ports).post('/moveCall', MOVE);
      expect([at, await codeOf(await app.post('/moveCall', third))]).toEqual([at, 200]);
      expect([at, stored(app)]).toEqual([at, stored(reference)]);
    }
  });

  it.each([ANA, BEN])('an erasure of %s at any step of a move leaves no trace of them', async (erased) => {
    const other = erased === ANA ? BEN : ANA;
    for (let at = 1; at <= 40; at += 1) {
      const app = await withCalls();
      const racing = withStep(app.ports, at, async () => {
        await app.ports.clock.advance(1);
        await app.post('/eraseCustomer', { client_email: erased });
        await app.ports.clock.advance(1);
      });
      await appOver(racing.ports).post('/moveCall', MOVE);
      if (racing.calls() < at) return expect(at).toBeGreaterThan(15);
      await sweepErased(app.ports, erased, ['call-1', 'call-2', 'call-3']);
      const trace = stored(app)
        .split('"')
        .find((text) => text.includes(erased));
      expect([at, trace]).toEqual([at, undefined]);
      expect((await boxOf(app, other)).calls).toBeGreaterThan(0);
    }
  });

  it('a call that is being analysed is not moved', async () => {
    const app = await withCalls();
    const claim = await app.ports.claims.get('call-1');
    const now = app.ports.clock.now();
    app.ports.claims.put({ ...claim, call_id: 'call-1', status: 'running', leaseUntil: now + 30_000 });
    const answer = await app.post('/moveCall', MOVE);
    expect([await codeOf(answer), answer.headers.get('retry-after')]).toEqual(['analysis_in_progress', '30']);
  });

  it('a call that waits in the queue waits under its new customer', async () => {
    const app = await withCalls();
    const sent: unknown[] = [];
    app.ports.queue = { send: async (job) => void sent.push(job) };
    await app.post('/recordCallWindow', window({ call_id: 'waits', client_email: ANA }));
    await app.post('/getCallAnalytics', { call_id: 'waits', client_email: ANA, async: true });
    await app.post('/moveCall', { call_id: 'waits', client_email: BEN });
    expect(sent.at(-1)).toMatchObject({ call_id: 'waits', client_email: BEN });
  });

  it('a call of the previous system is moved with all of its rows', async () => {
    const app = testApp();
    const old = { call_id: 'old', client_email: ' Ana@Example.com', memory: { deliverables: ['A form'] } };
    app.ports.analytics.put({ ...old, created_at: '2025-06-28T10:20:08.979455+00:00' } as never);
    app.ports.analytics.put({ ...old, created_at: '2025-06-28T10:21:08.979455+00:00' } as never);
    await app.post('/recordCallWindow', window({ call_id: 'old', client_email: null }));
    await app.ports.claims.bind('old', ANA);
    app.ports.analytics.put({ ...old, client_email: ANA, created_at: '2025-06-28T10:22:00Z' } as never);

    expect(await codeOf(await app.post('/moveCall', { call_id: 'old', client_email: BEN }))).toBe(200);
    expect((await boxOf(app, BEN)).deliverables).toMatchObject([{ text: 'A form' }]);
    expect((await boxOf(app, ANA)).calls).toBe(0);
  });

  it('an unknown call is not found', async () => {
    const { post } = testApp();
    expect(await codeOf(await post('/moveCall', MOVE))).toBe('call_not_found');
  });
});

describe('an address that a person has no more', () => {
  it('what was recorded under a former address is found under both, and what comes later lies under the new one', async () => {
    const app = await withCalls();
    const link = { client_email: 'ana@new.example.com', former_email: ANA };
    await app.post('/linkCustomer', { client_email: ANA, phone: '+44 20 7946 0958' });
    expect(await codeOf(await app.post('/linkCustomer', link))).toBe(200);
    expect(await codeOf(await app.post('/linkCustomer', link))).toBe(200);

    for (const named of [
      { client_email: link.client_email },
      { client_email: ANA },
      { phone: '+44 20 7946 0958' },
    ]) {
      const box = await bodyOf<MemoryBox>(await app.post('/getMemoryBox', named));
      expect(box).toMatchObject({ client_email: link.client_email, calls: 2 });
    }
    await app.post('/recordCallWindow', window({ call_id: 'later', client_email: ANA }));
    expect(await app.ports.claims.get('later')).toMatchObject({ client_email: link.client_email });
    await app.post('/recordCallWindow', window({ call_id: 'later', client_email: ANA, window_num: 2 }));
    const analysed = await app.post('/getCallAnalytics', { call_id: 'later', client_email: ANA });
    expect(await bodyOf<{ client_email: string }>(analysed)).toMatchObject({
      client_email: link.client_email,
    });
  });

  it.each<[string, RoutePath, object, number]>([
    ['is analysed under the present one', '/getCallAnalytics', {}, 200],
    ['is analysed under the former one', '/getCallAnalytics', { client_email: ANA }, 200],
    ['is queued under the present one', '/getCallAnalytics', { async: true }, 202],
    [
      'goes on under the present one',
      '/recordCallWindow',
      { ...window({ window_num: 2 }), call_id: 'direct' },
      200,
    ],
    ['is ended under the present one', '/recordCallWindow', { final: true }, 200],
  ])(
    'a call that is not bound, and whose direct writer named a former address, %s',
    async (_, path, more, status) => {
      const app = testApp({ queue: { send: async () => undefined } });
      const client_email = 'ana@new.example.com';
      const link = { client_email, former_email: ANA };
      expect(await codeOf(await app.post('/linkCustomer', link))).toBe(200);
      await app.ports.records.add({ ...DIRECT, call_id: 'direct', client_email: ANA });
      const answer = await app.post(path, { call_id: 'direct', client_email, ...more });
      expect(answer.status).toBe(status);
      expect(await app.ports.claims.get('direct')).toMatchObject({ client_email });
      // Another customer's address is still refused, whatever theirs was.
      await app.ports.records.add({ ...DIRECT, client_email: BEN });
      for (const asked of [client_email, ANA]) {
        const other = { call_id: DIRECT.call_id, client_email: asked };
        expect(await codeOf(await app.post('/getCallAnalytics', other))).toBe('customer_mismatch');
      }
    },
  );

  it.each(['ana@new.example.com', ANA])('an erasure of %s takes both addresses', async (client_email) => {
    const app = await withCalls();
    await app.post('/linkCustomer', { client_email: 'ana@new.example.com', former_email: ANA });
    await app.ports.clock.advance(1000);
    await app.post('/eraseCustomer', { client_email });
    expect(stored(app)).not.toMatch(/ana@/);
    expect(app.ports.aliases?.rows()).toEqual([]);
  });

  it('a person who goes back to a former address has it again', async () => {
    const app = await withCalls();
    const present = 'ana@new.example.com';
    await app.post('/linkCustomer', { client_email: present, former_email: ANA });
    expect(await codeOf(await app.post('/linkCustomer', { client_email: ANA, former_email: present }))).toBe(
      200,
    );
    expect(await boxOf(app, present)).toMatchObject({ client_email: ANA, calls: 2 });
    expect(await boxOf(app, ANA)).toMatchObject({ client_email: ANA, calls: 2 });
  });
});
