import { describe, expect, it } from 'vitest';
import { openBefore } from '../../src/customer/ledger.ts';
import { foldCommitments, type StoredAnalytics } from '../../src/index.ts';

const promise = (id: string) => ({ id, text: 'Mail the form', owner: 'agent', dueAt: null, evidence: [] });
const closing = (commitment_id: string, status: string) => ({ commitment_id, status, at: '', evidence: [] });
const call = (day: number, more: object = {}): StoredAnalytics =>
  ({
    call_id: `call-${day}`,
    client_email: 'ana@example.com',
    created_at: `2026-11-0${day}T10:00:00.000Z`,
    analysis: { attempt: 1 },
    commitments: [],
    closings: [],
    ...more,
  }) as unknown as StoredAnalytics;

const statusOf = (rows: StoredAnalytics[]) =>
  foldCommitments(rows, '2026-11-09').map(({ id, status }) => [id, status]);

describe('the state of a promise', () => {
  const made = call(1, { commitments: [promise('p')] });

  it('a promise is open until it is closed', () => {
    expect(statusOf([made, call(2)])).toEqual([['p', 'open']]);
  });

  it('the first closing in call order decides the state of a promise, in any order of the rows', () => {
    const rows = [
      call(3, { closings: [closing('p', 'broken')] }),
      call(2, { closings: [closing('p', 'kept')] }),
      made,
    ];
    expect(statusOf(rows)).toEqual([['p', 'kept']]);
    expect(statusOf(rows.toReversed())).toEqual([['p', 'kept']]);
  });

  it('a manual change decides the state of a promise, and undoing it opens the promise again', () => {
    const closed = call(2, { closings: [closing('p', 'kept')] });
    const changed = (status: string) =>
      ({ ...made, commitmentChanges: { p: { status, at: '' } } }) as StoredAnalytics;
    expect(statusOf([changed('dismissed'), closed])).toEqual([['p', 'dismissed']]);
    expect(statusOf([changed('open'), closed])).toEqual([['p', 'open']]);
  });

  it('a closed promise names who closed it, when, and the words', () => {
    const said = [{ window_number: 1, turn: 0, speaker: 'customer', quote: 'I got the form' }];
    const closed = call(2, {
      closings: [{ ...closing('p', 'kept'), at: '2026-11-02T10:00:00.000Z', evidence: said }],
    });
    expect(foldCommitments([made, closed], '2026-11-09')[0]?.closing).toEqual({
      status: 'kept',
      by: 'analyst',
      at: '2026-11-02T10:00:00.000Z',
      call_id: 'call-2',
      evidence: said,
    });
    const byHand = {
      ...made,
      commitmentChanges: { p: { status: 'broken', at: '2026-11-03T10:00:00.000Z', by: 'agent-7' } },
    };
    expect(foldCommitments([byHand as StoredAnalytics, closed], '2026-11-09')[0]?.closing).toEqual({
      status: 'broken',
      by: 'person',
      at: '2026-11-03T10:00:00.000Z',
      call_id: null,
      evidence: [],
    });
  });

  it.each([
    ['2026-11-05', '2026-11-05', false, false],
    ['2026-11-05', '2026-11-06', true, false],
    ['2026-11-05', '2027-02-03', true, false],
    ['2026-11-05', '2027-02-04', true, true],
    [null, '2027-02-04', false, false],
  ])('a promise due on %s is, on %s, overdue: %s, stale: %s', (dueAt, today, overdue, stale) => {
    const due = call(1, { commitments: [{ ...promise('p'), dueAt }] });
    expect(foldCommitments([due], today)[0]).toMatchObject({ overdue, stale });
    const kept = call(2, { closings: [closing('p', 'kept')] });
    expect(foldCommitments([due, kept], today)[0]).toMatchObject({ overdue: false, stale: false });
  });

  it.each([
    ['16:00', 15 * 60, false],
    ['16:00', 16 * 60, false],
    ['16:00', 16 * 60 + 1, true],
    [null, 23 * 60 + 59, false],
    [undefined, 23 * 60 + 59, false],
  ])('due on the day at %s is, after %s minutes of it, overdue: %s', (dueTime, minutes, overdue) => {
    const due = call(1, { commitments: [{ ...promise('p'), dueAt: '2026-11-05', dueTime }] });
    expect(foldCommitments([due], '2026-11-05', minutes)[0]).toMatchObject({
      dueTime: dueTime ?? null,
      overdue,
      stale: false,
    });
    expect(foldCommitments([due], '2026-11-04', minutes)[0]?.overdue).toBe(false);
    expect(foldCommitments([due], '2026-11-06', 0)[0]?.overdue).toBe(true);
    const kept = call(2, { closings: [closing('p', 'kept')] });
    expect(foldCommitments([due, kept], '2026-11-05', minutes)[0]?.overdue).toBe(false);
  });

  it('the state of promises ignores rows of the previous system', () => {
    const legacy = { call_id: 'x', client_email: 'ana@example.com', created_at: '2025-01-01T00:00:00+00:00' };
    expect(statusOf([legacy, made])).toEqual([['p', 'open']]);
  });
});

describe('the promises that were open when a call began', () => {
  it('openBefore returns promises of earlier calls and ignores closings in this and later calls', () => {
    const rows = [
      call(1, {
        commitments: [
          promise('kept before'),
          promise('kept by this'),
          promise('kept after'),
          promise('open'),
        ],
      }),
      call(2, { closings: [closing('kept before', 'kept')] }),
      call(3, { closings: [closing('kept by this', 'kept')], commitments: [promise('own')] }),
      call(4, { closings: [closing('kept after', 'kept')], commitments: [promise('later')] }),
    ];
    expect(openBefore(rows, '2026-11-03T10:00:00.000Z').map(({ id }) => id)).toEqual([
      'kept by this',
      'kept after',
      'open',
    ]);
  });
});
