import { describe, expect, it } from 'vitest';
import { windowOf } from '../support/story.ts';
import { call, customer, NOW, promise } from './remembered-customer.ts';

const unresolved = { issueResolution: { resolved: false, category: 'billing' } };
const billing = { issueResolution: { resolved: true, category: 'billing' } };
const missed = { closings: [{ commitment_id: 'p', status: 'missed', at: '', evidence: [] }] };

describe('the headline', () => {
  it.each([
    [
      'missed',
      [
        call('2026-01-02', {
          ...unresolved,
          commitments: [promise('p', '2026-01-05'), promise('q', '2026-01-04')],
        }),
        call('2026-01-10', missed),
      ],
      { commitmentId: 'p', call_id: 'call-2026-01-02', count: 1, days: 10 },
    ],
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
      [
        call('2026-01-10', unresolved),
        call('2026-01-12', { commitments: [promise('p')] }),
        call('2026-01-13', unresolved),
      ],
      { category: 'billing', call_id: 'call-2026-01-13', count: 2, days: 2 },
    ],
    [
      'open',
      [
        call('2026-01-01', billing),
        call('2026-01-10', { ...unresolved, commitments: [promise('p', '2026-01-20')] }),
      ],
      { commitmentId: 'p', count: 1, days: 5 },
    ],
    [
      'customer_owes',
      [
        call('2026-01-01', billing),
        call('2026-01-10', { ...billing, commitments: [promise('p', '2026-01-12', 'customer')] }),
      ],
      { commitmentId: 'p', count: 1 },
    ],
    ['repeat', [call('2026-01-01', billing), call('2026-01-10', billing)], { category: 'billing', count: 2 }],
    [
      'nothing_open',
      [call('2025-01-10', { commitments: [promise('p', '2025-01-12')] })],
      { commitmentId: null },
    ],
  ])('the headline is %s', async (kind, rows, more) => {
    expect((await customer(...rows).recall()).headline).toMatchObject({ kind, ...more });
  });

  it('a promise kept since the last call is good news, until the next call', async () => {
    const { ports, recall, change } = customer(call('2026-01-10', { commitments: [promise('p')] }));
    await change('p', 'kept');
    const box = await recall();
    expect(box.headline).toMatchObject({ kind: 'kept', commitmentId: 'p', count: 1 });
    expect(box.commitments.map(({ id }) => id)).toEqual(['p']);
    ports.claims.put({ call_id: 'x', client_email: 'ana@example.com', since: new Date(NOW).toISOString() });
    ports.records.put(windowOf('x', 1, []));
    expect((await recall()).headline.kind).toBe('not_analysed');
    ports.analytics.put(call('2026-01-16', {}, 'x'));
    expect((await recall()).headline.kind).toBe('nothing_open');
  });

  it('what a customer owes does not lead as missed', async () => {
    const { recall } = customer(
      call('2026-01-02', { commitments: [promise('p', '2026-01-05', 'customer')] }),
      call('2026-01-10', missed),
    );
    expect((await recall()).headline).toMatchObject({ kind: 'customer_owes', commitmentId: 'p' });
  });

  it('a promise that waits for the other side does not lead', async () => {
    const { recall } = customer(
      call('2026-01-02', { commitments: [{ ...promise('p', '2026-01-05'), conditional: true }] }),
    );
    expect((await recall()).headline.kind).toBe('nothing_open');
  });

  it('of a shared address no promise leads', async () => {
    const row = {
      ...call('2026-01-10', { commitments: [promise('p', '2026-01-13')] }),
      client_email: 'info@example.com',
    };
    const { recall } = customer(row as typeof row & ReturnType<typeof call>);
    const box = await recall({ client_email: 'info@example.com' });
    expect(box).toMatchObject({
      shared: true,
      headline: { kind: 'nothing_open' },
      commitments: [{ id: 'p' }],
    });
  });

  it('a call that was handed over is no repeat', async () => {
    const { recall } = customer(
      call('2026-01-10', { ...billing, handedOver: true }, 'first'),
      call('2026-01-11', { ...billing, continues: 'first' }, 'second'),
    );
    expect((await recall()).headline.kind).toBe('nothing_open');
  });
});
