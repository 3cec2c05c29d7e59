import { describe, expect, it } from 'vitest';
import { inMemoryPorts } from '../../src/in-memory/in-memory.ts';
import {
  type LiveAssistError,
  type MemoryBox,
  recallMemory,
  type StoredAnalytics,
  updateCommitment,
} from '../../src/index.ts';

const ANA = 'ana@example.com';
const SETTINGS = { timeZone: 'Europe/Vienna', sharedAddresses: ['info@', 'desk@example.com'] };
// 23:30 on 15 January in Vienna.
const NOW = Date.UTC(2026, 0, 15, 22, 30);

const promise = (id: string, dueAt: string | null = null, owner = 'agent') => ({
  id,
  text: `Promise ${id}`,
  owner,
  dueAt,
  evidence: [],
});

function call(day: string, more: object = {}, call_id = `call-${day}`): StoredAnalytics {
  return {
    call_id,
    client_email: ANA,
    created_at: `${day}T10:00:00.000Z`,
    analysis: { attempt: 1 },
    summary: `Summary of ${day}`,
    sentiment: { score: 50, label: 'Neutral' },
    satisfaction: { score: 60, prediction: 'Neutral' },
    issueResolution: { resolved: true, category: day },
    memory: { deliverables: [], improvementAreas: [] },
    evidence: { deliverables: [] },
    commitments: [],
    closings: [],
    ...more,
  } as unknown as StoredAnalytics;
}

function customer(...rows: StoredAnalytics[]) {
  const ports = inMemoryPorts();
  const ready = ports.clock.advance(NOW - ports.clock.now());
  for (const row of rows) ports.analytics.put(row);
  const recall = async (more: object = {}, coaching = false): Promise<MemoryBox> => {
    await ready;
    return recallMemory(ports, SETTINGS, { client_email: 'Ana@Example.com', ...more }, coaching);
  };
  const change = async (commitment_id: string, status: 'kept' | 'dismissed' | 'open', by?: string) => {
    await ready;
    return updateCommitment(ports, SETTINGS, { client_email: ANA, commitment_id, status }, by);
  };
  return { ports, recall, change };
}

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
      commitments: [],
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
    expect(box.satisfactionTrend).toHaveLength(50);
  });

  it('the memory box leaves out the call that is starting', async () => {
    const { recall } = customer(call('2026-01-10'), call('2026-01-15', { commitments: [promise('now')] }));
    expect(await recall({ call_id: 'call-2026-01-15' })).toMatchObject({ calls: 1, commitments: [] });
  });

  it('the memory box shows promises closed by the newest call, or by a person within a day', async () => {
    const { ports, recall, change } = customer(
      call('2026-01-02', { commitments: [promise('a'), promise('b'), promise('c')] }),
      call('2026-01-05', { closings: [{ commitment_id: 'a', status: 'kept', at: '', evidence: [] }] }),
      call('2026-01-10', { closings: [{ commitment_id: 'b', status: 'broken', at: '', evidence: [] }] }),
    );
    await change('c', 'dismissed');
    expect((await recall()).commitments.map(({ id, status }) => [id, status])).toEqual([
      ['b', 'broken'],
      ['c', 'dismissed'],
    ]);
    await ports.clock.advance(86_400_000);
    expect((await recall()).commitments.map(({ id }) => id)).toEqual(['b']);
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
    expect(box.headline).toMatchObject({ kind: 'just_called', call_id: 'at work' });
  });
});

describe('the headline', () => {
  const unresolved = { issueResolution: { resolved: false, category: 'billing' } };
  const billing = { issueResolution: { resolved: true, category: 'billing' } };

  it.each([
    [
      'overdue',
      [
        call('2026-01-10', {
          ...unresolved,
          commitments: [promise('p', '2026-01-13'), promise('q', '2026-01-14')],
        }),
      ],
      { commitmentId: 'p', count: 2, days: 2 },
    ],
    [
      'due_today',
      [call('2026-01-10', { ...unresolved, commitments: [promise('p', '2026-01-15')] })],
      { commitmentId: 'p', days: 0 },
    ],
    [
      'unresolved',
      [call('2026-01-10', { ...unresolved, commitments: [promise('p')] })],
      { category: 'billing', days: 5 },
    ],
    [
      'repeat',
      [call('2026-01-01', billing), call('2026-01-10', { ...billing, commitments: [promise('p')] })],
      { category: 'billing', count: 2 },
    ],
    [
      'open',
      [
        call('2025-11-01', billing),
        call('2026-01-10', { ...billing, commitments: [promise('p', '2026-01-20')] }),
      ],
      { commitmentId: 'p', count: 1, days: 5 },
    ],
    [
      'customer_owes',
      [call('2026-01-10', { commitments: [promise('p', '2026-01-12', 'customer')] })],
      { commitmentId: 'p', count: 1 },
    ],
    [
      'nothing_open',
      [call('2025-01-10', { commitments: [promise('p', '2025-01-12')] })],
      { commitmentId: null },
    ],
  ])('the headline is %s', async (kind, rows, more) => {
    expect((await customer(...rows).recall()).headline).toMatchObject({ kind, ...more });
  });
});

describe('a manual change', () => {
  const made = call('2026-01-02', { commitments: [promise('p')] });
  const closed = call('2026-01-05', {
    closings: [{ commitment_id: 'p', status: 'broken', at: '', evidence: [] }],
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
