import { describe, expect, it } from 'vitest';
import type { LiveAssistError } from '../../src/index.ts';
import { windowOf } from '../support/story.ts';
import { ANA, call, customer, NOW, promise } from './remembered-customer.ts';

describe('the memory box', () => {
  it('the memory box of an unknown customer is empty, with the headline new', async () => {
    expect(await customer().recall()).toEqual({
      client_email: ANA,
      returning: false,
      shared: false,
      calls: 0,
      headline: { kind: 'new', commitmentId: null, call_id: null, category: null, count: null, days: null },
      pending: [],
      lastCall: null,
      recentCalls: [],
      commitments: [],
      matters: [],
      deliverables: [],
      satisfactionTrend: [],
    });
  });

  it('the memory box lists open promises of all calls: overdue, by day, without a day, stale ones last', async () => {
    const { recall } = customer(
      call('2025-06-01', { commitments: [promise('stale', '2025-06-02')] }),
      call('2026-01-02', { commitments: [promise('undated, old'), promise('later', '2026-02-01')] }),
      call('2026-01-10', {
        commitments: [promise('late', '2026-01-14'), promise('undated, new'), promise('today', '2026-01-15')],
      }),
    );
    const { commitments } = await recall();
    expect(commitments.map(({ id, overdue, stale }) => [id, overdue, stale])).toEqual([
      ['late', true, false],
      ['today', false, false],
      ['later', false, false],
      ['undated, new', false, false],
      ['undated, old', false, false],
      ['stale', true, true],
    ]);
  });

  it('the memory box holds a promise of the first of 120 calls, and counts all calls', async () => {
    const rows = Array.from({ length: 120 }, (_, n) =>
      call(
        new Date(Date.UTC(2025, 8, 1 + n)).toISOString().slice(0, 10),
        n === 0 ? { commitments: [promise('first')] } : {},
      ),
    );
    const box = await customer(...rows).recall();
    expect(box.calls).toBe(120);
    expect(box.commitments.map(({ id }) => id)).toEqual(['first']);
    expect(box.satisfactionTrend.map(({ created_at }) => created_at)).toEqual(
      rows.slice(-50).map(({ created_at }) => created_at),
    );
  });

  it('the memory box leaves out the call that is starting', async () => {
    const { recall } = customer(call('2026-01-10'), call('2026-01-15', { commitments: [promise('now')] }));
    expect(await recall({ call_id: 'call-2026-01-15' })).toMatchObject({ calls: 1, commitments: [] });
  });

  it('the memory box shows promises closed in the newest call or since, and by a person within a day', async () => {
    const { ports, recall, change } = customer(
      call('2026-01-02', { commitments: [promise('a'), promise('b'), promise('c'), promise('d')] }),
      call('2026-01-05', { closings: [{ commitment_id: 'a', status: 'kept', at: '', evidence: [] }] }),
      call('2026-01-10', { closings: [{ commitment_id: 'b', status: 'withdrawn', at: '', evidence: [] }] }),
    );
    await change('c', 'dismissed');
    const shown = async () => (await recall()).commitments.map(({ id, status }) => [id, status]);
    expect(await shown()).toEqual([
      ['d', 'open'],
      ['c', 'dismissed'],
      ['b', 'withdrawn'],
    ]);
    ports.analytics.put(call('2026-01-16'));
    expect(await shown()).toEqual([
      ['d', 'open'],
      ['c', 'dismissed'],
    ]);
    await ports.clock.advance(86_400_000);
    expect(await shown()).toEqual([['d', 'open']]);
  });

  it('the memory box shows ten closed promises at most, the newest first', async () => {
    const ids = Array.from({ length: 12 }, (_, n) => `p${n}`);
    const { ports, recall, change } = customer(
      call('2026-01-02', { commitments: ids.map((id) => promise(id)) }),
    );
    for (const id of ids) {
      await ports.clock.advance(1000);
      await change(id, 'kept');
    }
    expect((await recall()).commitments.map(({ id }) => id)).toEqual(ids.slice(2).reverse());
  });

  it('the memory box holds fifty deliverables at most', async () => {
    const rows = Array.from({ length: 30 }, (_, n) =>
      call(`2025-11-${String(n + 1).padStart(2, '0')}`, {
        memory: { deliverables: [`Sent letter ${2 * n}`, `Sent letter ${2 * n + 1}`], improvementAreas: [] },
      }),
    );
    const { deliverables } = await customer(...rows).recall();
    expect(deliverables).toHaveLength(50);
    expect(deliverables[0]?.text).toBe('Sent letter 58');
  });

  it('the memory box lists the newest five calls, each with what it was about and our promises that are open', async () => {
    const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05', '2026-01-06'];
    const { recall } = customer(
      ...days.map((day, n) =>
        call(day, {
          agent_id: `agent-${n}`,
          about: n === 5 ? { text: 'a late refund', evidence: [] } : undefined,
          commitments: n === 5 ? [promise('p'), promise('q', null, 'customer')] : [],
        }),
      ),
    );
    const box = await recall();
    expect(box.recentCalls.map(({ call_id }) => call_id)).toEqual(
      days
        .slice(1)
        .reverse()
        .map((day) => `call-${day}`),
    );
    expect(box.recentCalls[0]).toEqual({
      call_id: 'call-2026-01-06',
      created_at: '2026-01-06T10:00:00.000Z',
      agent_id: 'agent-5',
      about: 'a late refund',
      category: '2026-01-06',
      resolved: true,
      promisesOpen: 1,
    });
    expect(box.lastCall).toMatchObject({ about: 'a late refund', promisesOpen: 1, agent_id: 'agent-5' });
  });

  it('calls are ordered by their end, whatever the key of their row is', async () => {
    const { recall } = customer(
      call('2026-01-02', { endedAt: '2026-01-09T10:00:00.000Z' }),
      call('2026-01-05'),
      call('2026-01-07', { endedAt: '2026-01-03T10:00:00.000Z' }),
    );
    const { lastCall, recentCalls } = await recall();
    expect(lastCall?.call_id).toBe('call-2026-01-02');
    expect(recentCalls.map(({ call_id }) => call_id)).toEqual([
      'call-2026-01-02',
      'call-2026-01-05',
      'call-2026-01-07',
    ]);
  });

  it('the memory box merges deliverables by their words, never across numbers or days, and keeps the newest', async () => {
    const delivered = (...deliverables: string[]) => ({ memory: { deliverables, improvementAreas: [] } });
    const { recall } = customer(
      call('2026-01-01', delivered('Refunded 50 EUR.', 'Sent the form')),
      call('2026-01-02', delivered('the form: SENT!', 'Refunded 5.0 EUR', 'Called on Friday')),
      call('2026-01-03', delivered('Refunded 50 EUR', 'Called on Monday')),
    );
    expect((await recall()).deliverables.map(({ text, call_id }) => [text, call_id])).toEqual([
      ['Refunded 50 EUR', 'call-2026-01-03'],
      ['Called on Monday', 'call-2026-01-03'],
      ['the form: SENT!', 'call-2026-01-02'],
      ['Refunded 5.0 EUR', 'call-2026-01-02'],
      ['Called on Friday', 'call-2026-01-02'],
    ]);
  });

  it('the memory box shows improvement areas only to a coach, with their count and last time', async () => {
    const areas = { memory: { deliverables: [], improvementAreas: ['Greet first'] } };
    const { recall } = customer(call('2026-01-01', areas), call('2026-01-02', areas));
    expect(await recall()).not.toHaveProperty('improvementAreas');
    expect((await recall({}, true)).improvementAreas).toEqual([
      { text: 'Greet first', times: 2, lastSeen: '2026-01-02T10:00:00.000Z' },
    ]);
  });

  it('the memory box includes rows of the previous system with any content, under the spelling of the caller', async () => {
    const { recall } = customer(
      {
        call_id: 'old',
        client_email: 'Ana@Example.com',
        created_at: '2025-06-28T10:20:08.979455+00:00',
        sentiment: { score: 20, label: 'Positive' },
        satisfaction: 'very',
        memory: { deliverables: ['Sent the form', 7], improvementAreas: null },
      },
      { call_id: 'odd', client_email: ANA, created_at: 'yesterday', memory: 5, issueResolution: null },
    );
    const box = await recall({}, true);
    expect(box).toMatchObject({
      calls: 2,
      returning: true,
      lastCall: {
        call_id: 'old',
        sentiment: { score: 20, label: 'Positive' },
        satisfaction: { score: null, prediction: null },
        resolved: null,
        category: null,
      },
      deliverables: [{ text: 'Sent the form', evidence: [] }],
    });
  });

  it('the memory box of a customer whose newest call was a message has no scores of it, and an older matter still leads', async () => {
    const message = {
      sentiment: { score: null, label: null },
      satisfaction: { score: null, prediction: null },
      issueResolution: { resolved: null, category: null },
      commitments: [promise('again')],
    };
    const box = await customer(
      call('2026-01-10', { issueResolution: { resolved: false, category: 'billing' } }),
      call('2026-01-12', message),
    ).recall();
    expect(box).toMatchObject({
      calls: 2,
      headline: { kind: 'unresolved', call_id: 'call-2026-01-10', category: 'billing' },
      lastCall: {
        call_id: 'call-2026-01-12',
        resolved: null,
        category: null,
        sentiment: { score: null, label: null },
        satisfaction: { score: null, prediction: null },
      },
      commitments: [{ id: 'again' }],
      satisfactionTrend: [{ score: 60 }],
    });
  });

  it.each([
    ['info@example.com', true],
    ['INFO@anything.example.com', true],
    ['desk@example.com', true],
    ['information@example.com', false],
  ])('the memory box tells whether many people share %s', async (client_email, shared) => {
    expect((await customer().recall({ client_email })).shared).toBe(shared);
  });

  it('the memory box lists calls without an analysis, and an analysis whose process is gone', async () => {
    const { ports, recall } = customer(call('2026-01-10'));
    const claim = {
      client_email: ANA,
      created_at: '2026-01-15T22:00:00.000Z',
      attempt: 1,
      token: 't',
      updatedAt: NOW,
    };
    ports.claims.put({ ...claim, call_id: 'call-2026-01-10', status: 'failed' });
    ports.claims.put({ ...claim, call_id: 'bound', status: undefined });
    ports.claims.put({ ...claim, call_id: 'done', status: 'done' });
    ports.claims.put({ ...claim, call_id: 'gone', status: 'running', leaseUntil: NOW - 1 });
    expect((await recall()).pending).toEqual([{ call_id: 'gone', since: claim.created_at, state: 'failed' }]);
    ports.claims.put({
      ...claim,
      call_id: 'at work',
      status: 'running',
      leaseUntil: NOW + 1000,
      created_at: '2026-01-15T22:20:00.000Z',
    });
    const box = await recall();
    expect(box.pending.map(({ call_id, state }) => [call_id, state])).toEqual([
      ['at work', 'running'],
      ['gone', 'failed'],
    ]);
    expect(box.headline).toMatchObject({ kind: 'not_analysed', call_id: 'at work', count: 2 });
  });

  it('a recorded call whose analysis was never asked for is pending, and makes a customer a returning one', async () => {
    const { ports, recall } = customer();
    const since = '2026-01-15T22:00:00.000Z';
    ports.claims.put({ call_id: 'recorded', client_email: ANA, since });
    // The claim of a window that could not be stored.
    ports.claims.put({ call_id: 'empty', client_email: ANA, since });
    ports.records.put(windowOf('recorded', 1, []));
    const box = await recall();
    expect(box).toMatchObject({ returning: true, calls: 0 });
    expect(box.pending).toEqual([{ call_id: 'recorded', since, state: 'recorded' }]);
    expect(box.headline).toMatchObject({ kind: 'not_analysed', call_id: 'recorded', count: 1 });
    expect(await recall({ call_id: 'recorded' })).toMatchObject({
      returning: false,
      headline: { kind: 'new' },
    });
  });

  it('a call without a conversation is not pending', async () => {
    const { ports, recall } = customer();
    const claim = { client_email: ANA, created_at: '2026-01-15T22:00:00.000Z', attempt: 1, token: 't' };
    ports.claims.put({ ...claim, call_id: 'silent', status: 'failed', code: 'insufficient_conversation' });
    expect(await recall()).toMatchObject({ returning: false, pending: [], headline: { kind: 'new' } });
    ports.claims.put({ ...claim, call_id: 'refused', status: 'failed', code: 'analyst_refused' });
    expect((await recall()).pending).toMatchObject([{ call_id: 'refused', state: 'failed' }]);
  });
});

describe('a manual change', () => {
  const made = call('2026-01-02', { commitments: [promise('p')] });
  const closed = call('2026-01-05', {
    closings: [{ commitment_id: 'p', status: 'withdrawn', at: '', evidence: [] }],
  });

  it('a manual change wins over an analysis, names its author and time, and can be undone', async () => {
    const { ports, recall, change } = customer(made, closed);
    expect(await change('p', 'kept', 'agent-7')).toMatchObject({
      id: 'p',
      status: 'kept',
      closing: { by: 'person', at: new Date(NOW).toISOString(), call_id: null },
    });
    expect(ports.analytics.rows()[0]).toMatchObject({ commitmentChanges: { p: { by: 'agent-7' } } });
    expect(await change('p', 'open', 'ben@example.com')).toMatchObject({ status: 'open', closing: null });
    expect(ports.analytics.rows()[0]).toMatchObject({ commitmentChanges: { p: { by: null } } });
    expect((await recall()).commitments).toMatchObject([{ id: 'p', status: 'open' }]);
  });

  it('a manual change of an unknown promise is refused', async () => {
    const { change } = customer(made);
    const code = await change('q', 'kept').catch((error: unknown) => (error as LiveAssistError).code);
    expect(code).toBe('commitment_not_found');
  });
});
