import { describe, expect, it } from 'vitest';
import type { LiveAssistError } from '../../src/index.ts';
import { call, customer, promise } from './remembered-customer.ts';

const about = (text: string) => ({
  text,
  evidence: [{ window_number: 1, turn: 0, speaker: 'agent', quote: text }],
});
const left = (what: string | null, category = 'billing', more: object = {}) => ({
  issueResolution: { resolved: false, category },
  about: what === null ? null : about(what),
  ...more,
});
const solved = (what: string | null, category = 'billing', more: object = {}) => ({
  ...left(what, category, more),
  issueResolution: { resolved: true, category },
});
const settles = (...calls: string[]) => ({ settles: calls.map((call_id) => ({ call_id, evidence: [] })) });

describe('a matter', () => {
  it('stays open when the next call is about something else', async () => {
    const { recall } = customer(
      call('2026-01-02', left('the double charge in December'), 'first'),
      call('2026-01-05', solved('a new address', 'account'), 'second'),
    );
    const box = await recall();
    expect(box.matters).toEqual([
      {
        call_id: 'first',
        category: 'billing',
        about: 'the double charge in December',
        since: '2026-01-02T10:00:00.000Z',
        calls: 1,
        stale: false,
        evidence: about('the double charge in December').evidence,
      },
    ]);
    expect(box.headline).toMatchObject({ kind: 'unresolved', call_id: 'first', category: 'billing' });
  });

  it('is joined by a later unresolved call about the same', async () => {
    const { recall } = customer(
      call('2026-01-02', left('the double charge in December'), 'first'),
      call('2026-01-05', left('double charge again'), 'second'),
      call('2026-01-06', left('a wrong tariff'), 'third'),
      call('2026-01-07', left('the double charge', 'delivery'), 'fourth'),
      call('2026-01-08', left(null), 'fifth'),
    );
    expect((await recall()).matters.map(({ call_id, calls }) => [call_id, calls])).toEqual([
      ['fifth', 1],
      ['fourth', 1],
      ['third', 1],
      ['first', 2],
    ]);
  });

  it('is settled by an analysis that says so, under the name of any of its calls', async () => {
    const { recall } = customer(
      call('2026-01-02', left('the double charge'), 'first'),
      call('2026-01-05', left('the double charge'), 'second'),
      call('2026-01-08', { ...solved('a new address', 'account'), ...settles('second') }, 'third'),
    );
    expect((await recall()).matters).toEqual([]);
  });

  it.each([
    ['about the same', solved('that double charge'), []],
    ['of another category', solved('that double charge', 'delivery'), ['first']],
    ['about something else', solved('the tariff of my brother'), ['first']],
    ['that does not tell what it is about', solved(null), ['first']],
  ])('a later resolved call %s leaves open: %j', async (_, later, open) => {
    const { recall } = customer(
      call('2026-01-02', left('the double charge'), 'first'),
      call('2026-01-05', later, 'second'),
    );
    expect((await recall()).matters.map(({ call_id }) => call_id)).toEqual(open);
  });

  it('a general enquiry is never settled by a later call', async () => {
    const { recall } = customer(
      call('2026-01-02', left('the opening hours', 'general-enquiry'), 'first'),
      call('2026-01-05', solved('the opening hours', 'general-enquiry'), 'second'),
    );
    expect((await recall()).matters).toHaveLength(1);
  });

  it('an open promise of ours speaks for it: it does not lead, and no later call settles it', async () => {
    const { recall, change } = customer(
      call('2026-01-02', left('the double charge', 'billing', { commitments: [promise('p')] }), 'first'),
      call('2026-01-05', solved('the double charge'), 'second'),
    );
    const box = await recall();
    expect(box.matters.map(({ call_id }) => call_id)).toEqual(['first']);
    expect(box.headline).toMatchObject({ kind: 'open', commitmentId: 'p' });
    await change('p', 'kept');
    expect((await recall()).matters).toEqual([]);
  });

  it('leads when its promise was withdrawn', async () => {
    const { recall, change } = customer(
      call('2026-01-10', left('the double charge', 'billing', { commitments: [promise('p')] }), 'first'),
    );
    await change('p', 'withdrawn');
    expect((await recall()).headline).toMatchObject({ kind: 'unresolved', call_id: 'first' });
  });

  it('is answered when all promises are kept, and settled after 30 days without a call about it', async () => {
    const { ports, recall, change } = customer(
      call('2026-01-10', left('the double charge', 'billing', { commitments: [promise('p')] }), 'first'),
    );
    await change('p', 'kept');
    expect(await recall()).toMatchObject({ matters: [{ call_id: 'first' }], headline: { kind: 'kept' } });
    await ports.clock.advance(30 * 86_400_000);
    expect((await recall()).matters).toHaveLength(1);
    await ports.clock.advance(86_400_000);
    expect((await recall()).matters).toEqual([]);
  });

  it('is stale, and does not lead, 90 days after its newest call', async () => {
    const { ports, recall } = customer(call('2026-01-10', left('the double charge'), 'first'));
    await ports.clock.advance(84 * 86_400_000);
    expect(await recall()).toMatchObject({ headline: { kind: 'unresolved' }, matters: [{ stale: false }] });
    await ports.clock.advance(2 * 86_400_000);
    expect(await recall()).toMatchObject({ headline: { kind: 'nothing_open' }, matters: [{ stale: true }] });
  });

  it.each([
    ['begins within 30 minutes', '2026-01-10T10:40:00.000Z', []],
    ['begins an hour later', '2026-01-10T11:10:00.000Z', ['first']],
  ])('a call handed over to one that %s leaves open: %j', async (_, endedAt, open) => {
    const next = { ...solved('a question'), endedAt, metrics: { totalConversationDurationMillis: 600_000 } };
    const { recall } = customer(
      call('2026-01-10', { ...left('the double charge'), handedOver: true }, 'first'),
      { ...call('2026-01-10', next, 'second'), created_at: endedAt },
    );
    expect((await recall()).matters.map(({ call_id }) => call_id)).toEqual(open);
  });

  it('a call that was not judged opens and settles nothing', async () => {
    const unjudged = {
      issueResolution: { resolved: null, category: null },
      about: about('the double charge'),
    };
    const { recall } = customer(
      call('2026-01-08', left('the double charge'), 'first'),
      call('2026-01-10', unjudged, 'second'),
    );
    expect((await recall()).matters.map(({ call_id }) => call_id)).toEqual(['first']);
  });

  it('of a shared address, calls neither join nor settle what another left open', async () => {
    const info = (row: ReturnType<typeof call>) =>
      ({ ...row, client_email: 'info@example.com' }) as typeof row;
    const { recall } = customer(
      info(call('2026-01-08', left('the double charge'), 'first')),
      info(call('2026-01-09', left('the double charge'), 'second')),
      info(call('2026-01-10', solved('the double charge'), 'third')),
    );
    const { matters } = await recall({ client_email: 'info@example.com' });
    expect(matters.map(({ call_id }) => call_id)).toEqual(['second', 'first']);
  });
});

describe('a matter that a person settles', () => {
  const rows = [
    call('2026-01-08', left('the double charge'), 'first'),
    call('2026-01-09', left('the double charge'), 'second'),
  ];

  it('is settled under the name of any of its calls, and may be opened again', async () => {
    const { ports, recall, settle } = customer(...rows);
    expect(await settle('second', 'settled', 'agent-7')).toMatchObject({
      call_id: 'first',
      calls: 2,
      status: 'settled',
    });
    expect((await recall()).matters).toEqual([]);
    expect(ports.analytics.rows()).toContainEqual(
      expect.objectContaining({ call_id: 'first', matterChange: expect.objectContaining({ by: 'agent-7' }) }),
    );
    expect(await settle('first', 'open', 'ben@example.com')).toMatchObject({ status: 'open', calls: 2 });
    expect((await recall()).matters).toMatchObject([{ call_id: 'first', calls: 2 }]);
  });

  it('counts for all calls that had joined by then, whatever a re-analysis makes of them', async () => {
    const { ports, recall, settle } = customer(...rows);
    await settle('first', 'settled');
    const [first, second] = ports.analytics.rows();
    ports.analytics.put({ ...first, ...solved('the double charge') } as (typeof rows)[0]);
    expect((await recall()).matters).toEqual([]);
    ports.analytics.put({ ...first, ...left('a parcel', 'delivery') } as (typeof rows)[0]);
    ports.analytics.put({ ...second, ...left('a parcel', 'delivery') } as (typeof rows)[0]);
    expect((await recall()).matters).toEqual([]);
  });

  it('a later unresolved call about the same is a new matter', async () => {
    const { ports, recall, settle } = customer(...rows);
    await settle('first', 'settled');
    ports.analytics.put(call('2026-01-16', left('the double charge'), 'third'));
    expect((await recall()).matters).toMatchObject([{ call_id: 'third', calls: 1 }]);
  });

  it('a call that left nothing open is refused', async () => {
    const { settle } = customer(call('2026-01-08', solved('the double charge'), 'first'));
    const codes = await Promise.all(
      ['first', 'unknown'].map((id) => settle(id, 'settled').catch((error: LiveAssistError) => error.code)),
    );
    expect(codes).toEqual(['matter_not_found', 'matter_not_found']);
  });
});
