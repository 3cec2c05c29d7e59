import type { MemoryBox, RememberedCommitment } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { ANA, BEN, bodyOf, testApp, window } from '../support/app.ts';

const PROMISE = 'call-ana:1:2:0';

async function afterOneCall() {
  const app = testApp();
  await app.post('/recordCallWindow', window());
  await app.post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA });
  const box = async (body: object = {}, by: Record<string, unknown> = {}) => {
    const answer = await app.post('/getMemoryBox', { client_email: ANA, ...body }, by);
    expect(answer.status).toBe(200);
    return bodyOf<MemoryBox>(answer);
  };
  return { app, box };
}

describe('POST /getMemoryBox', () => {
  it('POST /getMemoryBox shows the promises with their quotes', async () => {
    const { box } = await afterOneCall();
    expect(await box()).toMatchObject({
      client_email: ANA,
      calls: 1,
      headline: { kind: 'due_today', commitmentId: PROMISE },
      commitments: [{ id: PROMISE, status: 'open', evidence: [{ quote: 'I will send a new one today' }] }],
    });
  });

  it('POST /getMemoryBox is empty for a new customer, and shows nothing of other customers', async () => {
    const { box } = await afterOneCall();
    expect(await box({ client_email: BEN })).toMatchObject({
      returning: false,
      headline: { kind: 'new' },
      commitments: [],
    });
  });

  it('POST /getMemoryBox leaves out the current call', async () => {
    const { box } = await afterOneCall();
    expect(await box({ call_id: 'call-ana' })).toMatchObject({ calls: 0, headline: { kind: 'new' } });
  });

  it('POST /getMemoryBox shows improvement areas only with the scope coaching:read', async () => {
    const { box } = await afterOneCall();
    const scope = 'memory:read customers:any analytics:write';
    expect(await box({}, { scope })).not.toHaveProperty('improvementAreas');
    expect(await box({}, { scope: `${scope} coaching:read` })).toMatchObject({
      improvementAreas: [{ text: 'Ask for the order number', times: 1 }],
    });
  });

  it('POST /getMemoryBox recognises a shared address', async () => {
    const { box } = await afterOneCall();
    expect(await box({ client_email: 'Info@Example.com' })).toMatchObject({ shared: true });
  });
});

describe('POST /getMemoryBox of a call that was recorded and never analysed', () => {
  it('says so, and that the customer has called before', async () => {
    const app = testApp();
    await app.post('/recordCallWindow', window());
    const box = await bodyOf<MemoryBox>(await app.post('/getMemoryBox', { client_email: ANA }));
    expect(box).toMatchObject({
      returning: true,
      calls: 0,
      headline: { kind: 'not_analysed', call_id: 'call-ana', count: 1 },
      pending: [{ call_id: 'call-ana', since: '2026-01-15T12:00:00.000Z', state: 'recorded' }],
    });
  });

  it('leaves out a call in which one side says nothing', async () => {
    const app = testApp();
    const turns = [{ speaker: 'agent', transcript: 'Hello?' }];
    await app.post('/recordCallWindow', window({ turns }));
    const call = { call_id: 'call-ana', client_email: ANA };
    expect((await app.post('/getCallAnalytics', call)).status).toBe(422);
    const box = await bodyOf<MemoryBox>(await app.post('/getMemoryBox', { client_email: ANA }));
    expect(box).toMatchObject({ returning: false, pending: [], headline: { kind: 'new' } });
  });
});

describe('POST /updateCommitment', () => {
  it('POST /updateCommitment closes a promise and opens it again, in the box as well', async () => {
    const { app, box } = await afterOneCall();
    const change = async (status: string) => {
      const answer = await app.post('/updateCommitment', {
        client_email: ANA,
        commitment_id: PROMISE,
        status,
      });
      expect(answer.status).toBe(200);
      return bodyOf<RememberedCommitment>(answer);
    };
    expect(await change('kept')).toMatchObject({ id: PROMISE, status: 'kept', closing: { by: 'person' } });
    expect(await box()).toMatchObject({
      headline: { kind: 'nothing_open' },
      commitments: [{ status: 'kept' }],
    });
    expect(await change('open')).toMatchObject({ status: 'open', closing: null });
    expect(await box()).toMatchObject({ headline: { kind: 'due_today' } });
  });

  it('POST /updateCommitment survives a forced re-analysis of the call that made the promise, at the same moment', async () => {
    const { app, box } = await afterOneCall();
    await app.ports.clock.advance(1000);
    const [analysis, change] = await Promise.all([
      app.post('/getCallAnalytics', { call_id: 'call-ana', client_email: ANA, force: true }),
      app.post('/updateCommitment', { client_email: ANA, commitment_id: PROMISE, status: 'kept' }),
    ]);
    expect([analysis.status, change.status]).toEqual([200, 200]);
    expect((await box()).commitments).toMatchObject([{ id: PROMISE, status: 'kept' }]);
  });

  it('POST /updateCommitment takes the day on which it was kept, and another day for it', async () => {
    const { app } = await afterOneCall();
    const change = (body: object) =>
      app.post('/updateCommitment', { client_email: ANA, commitment_id: PROMISE, ...body });
    expect(await bodyOf(await change({ due_at: '2026-01-20' }))).toMatchObject({
      status: 'open',
      dueAt: '2026-01-20',
    });
    await app.ports.clock.advance(1000);
    expect(await bodyOf(await change({ status: 'kept', on: '2026-01-14' }))).toMatchObject({
      status: 'kept',
      dueAt: '2026-01-20',
      late: false,
    });
    expect(await bodyOf(await change({ due_at: '2026-01-12' }))).toMatchObject({
      status: 'kept',
      late: true,
    });
    expect(await bodyOf(await change({ due_at: null }))).toMatchObject({
      status: 'kept',
      dueAt: null,
      late: null,
    });
  });

  it.each([
    ['neither a status nor a day', {}, 'status'],
    ['a day of the deed without the status kept', { status: 'open', on: '2026-01-14' }, 'on'],
    ['a day of the deed that is still to come', { status: 'kept', on: '2026-01-16' }, 'on'],
    ['a day that does not exist', { due_at: '2026-02-30' }, 'due_at'],
    ['a status of former versions', { status: 'broken' }, 'status'],
  ])('POST /updateCommitment refuses %s', async (_, body, path) => {
    const { app } = await afterOneCall();
    const answer = await app.post('/updateCommitment', {
      client_email: ANA,
      commitment_id: PROMISE,
      ...body,
    });
    expect(answer.status).toBe(400);
    expect((await bodyOf(answer)).issues).toMatchObject([{ path }]);
  });

  it('POST /updateCommitment finds no promise of another customer', async () => {
    const { app } = await afterOneCall();
    const answer = await app.post('/updateCommitment', {
      client_email: BEN,
      commitment_id: PROMISE,
      status: 'kept',
    });
    expect(answer.status).toBe(404);
    expect(await bodyOf(answer)).toMatchObject({ code: 'commitment_not_found' });
  });
});
