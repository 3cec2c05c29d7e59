import { describe, expect, it } from 'vitest';
import { ledgerOf } from '../../src/ledger/customer-ledger.ts';
import { byHand, call, moment, promise, promisesAt, tells } from './ledger-story.ts';

const FORM = { dueAt: '2026-11-06' };
const made = call('11-02 10:00', { commitments: [promise('p', FORM)] }, 'first');
const complaint = call('11-16 10:00', { closings: [tells('p', 'missed')] }, 'second');

describe('a promise', () => {
  it('is open until something closes it', () => {
    expect(promisesAt('11-03 10:00', made, call('11-03 09:00'))).toMatchObject({
      p: { status: 'open', closing: null, missed: null, overdue: false, leadsAsMissed: false },
    });
  });

  it('rows of the previous system hold no promises', () => {
    const legacy = { call_id: 'x', client_email: 'ana@example.com', created_at: '2025-01-01T00:00:00+00:00' };
    expect(Object.keys(promisesAt('11-03 10:00', legacy, made))).toEqual(['p']);
  });

  it('names who made it, and in which row', () => {
    const others = call('11-02 10:00', {
      commitments: [promise('p', { agent_id: 'agent-2' }), promise('q', { owner: 'customer' })],
    });
    const { p, q } = promisesAt('11-03 10:00', others);
    expect([p?.madeIn.agent_id, q?.madeIn.agent_id]).toEqual(['agent-2', 'agent-1']);
  });
});

describe('a promise that was missed', () => {
  it('stays open and leads, however many calls about something else follow', () => {
    const third = call('11-20 10:00', {}, 'third');
    expect(promisesAt('11-20 11:00', made, complaint, third).p).toMatchObject({
      status: 'open',
      overdue: true,
      leadsAsMissed: true,
      missed: { times: 1, lastAt: moment('11-16 10:00'), call_id: 'second' },
      disputed: false,
      closing: null,
    });
  });

  it('counts once for a call and a day', () => {
    const chat = call(
      '11-17 10:00',
      {
        closings: [
          tells('p', 'missed', { at: moment('11-16 09:00') }),
          tells('p', 'missed', { at: moment('11-16 12:00') }),
          tells('p', 'missed', { at: moment('11-17 09:00') }),
        ],
      },
      'chat',
    );
    expect(promisesAt('11-20 10:00', made, chat).p?.missed?.times).toBe(2);
    expect(promisesAt('11-20 10:00', made, complaint, chat).p?.missed).toMatchObject({
      times: 3,
      call_id: 'chat',
    });
  });

  it('what was stored as broken is read as missed, of a call and by hand', () => {
    const former = call('11-16 10:00', { endedAt: undefined, closings: [tells('p', 'broken')] }, 'former');
    expect(promisesAt('11-20 10:00', made, former).p).toMatchObject({
      status: 'open',
      missed: { times: 1, lastAt: moment('11-16 10:00') },
    });
    const hand = byHand(made, 'p', { status: 'broken', at: moment('11-16 10:00') });
    expect(promisesAt('11-20 10:00', hand).p).toMatchObject({ status: 'open', missed: { times: 1 } });
  });

  it.each([
    ['11-06 10:00', null, 'asked'],
    ['11-06 16:00', '16:00', 'asked'],
    ['11-06 16:01', '16:00', 'missed'],
    ['11-07 00:00', null, 'missed'],
  ])('asked about at %s (its time: %s) it was %s', (at, dueTime, how) => {
    const first = call('11-02 10:00', { commitments: [promise('p', { ...FORM, dueTime })] });
    const asks = call(at, { closings: [tells('p', 'missed')] });
    expect(promisesAt('11-08 10:00', first, asks).p).toMatchObject(
      how === 'asked' ? { asked: 1, missed: null } : { asked: 0, missed: { times: 1 } },
    );
  });

  it('asked about before its day, it leads only once that day has ended', () => {
    const asks = call('11-04 10:00', { closings: [tells('p', 'missed')] });
    expect(promisesAt('11-05 10:00', made, asks).p).toMatchObject({ overdue: false, leadsAsMissed: false });
    expect(promisesAt('11-07 10:00', made, asks).p).toMatchObject({ overdue: true, leadsAsMissed: false });
  });

  it('one without a day is missed as soon as it is said to be', () => {
    const first = call('11-02 10:00', { commitments: [promise('p')] });
    const asks = call('11-03 10:00', { closings: [tells('p', 'missed')] });
    expect(promisesAt('11-04 10:00', first, asks).p).toMatchObject({ leadsAsMissed: true, overdue: false });
  });

  it('the calendar of the centre decides when its day has ended', () => {
    const atMidnight = call('11-06 23:30', { closings: [tells('p', 'missed')] });
    expect(promisesAt('11-08 10:00', made, atMidnight).p?.asked).toBe(1);
  });
});

describe('a promise that was attempted', () => {
  it('stays open: "I tried to call you yesterday"', () => {
    const tried = call('11-05 10:00', { closings: [tells('p', 'attempted'), tells('p', 'attempted')] });
    expect(promisesAt('11-05 11:00', made, tried).p).toMatchObject({ status: 'open', attempted: 1 });
  });
});

describe('a promise that was kept', () => {
  const kept = call('11-18 10:00', { closings: [tells('p', 'kept')] }, 'third');

  it('is closed by the call that says so, after a complaint too', () => {
    expect(promisesAt('11-20 10:00', made, complaint, kept).p).toMatchObject({
      status: 'kept',
      overdue: false,
      leadsAsMissed: false,
      closing: { status: 'kept', by: 'analyst', call_id: 'third', at: moment('11-18 10:00') },
    });
  });

  it('is reopened by a later complaint, and disputed until it is closed again', () => {
    const never = call('11-19 10:00', { closings: [tells('p', 'missed')] }, 'fourth');
    expect(promisesAt('11-20 10:00', made, kept, never).p).toMatchObject({
      status: 'open',
      disputed: true,
      leadsAsMissed: true,
      missed: { times: 1, call_id: 'fourth' },
    });
    const now = call('11-20 10:00', { closings: [tells('p', 'kept')] });
    expect(promisesAt('11-21 10:00', made, kept, never, now).p).toMatchObject({
      status: 'kept',
      disputed: false,
    });
  });

  it('before its day, it is reopened all the same', () => {
    const early = call('11-03 10:00', { closings: [tells('p', 'kept')] });
    const never = call('11-04 10:00', { closings: [tells('p', 'missed')] });
    expect(promisesAt('11-05 10:00', made, early, never).p).toMatchObject({ status: 'open', disputed: true });
  });

  it.each([
    ['"It was sent on Monday"', {}, 'open'],
    ['"I have just sent it"', { now: true }, 'kept'],
  ])('after "it never came" in the same call %s leaves it %s', (_, more, status) => {
    const both = call('11-16 10:00', {
      closings: [
        tells('p', 'missed', { at: moment('11-16 09:50') }),
        tells('p', 'kept', { at: moment('11-16 09:55'), ...more }),
      ],
    });
    expect(promisesAt('11-20 10:00', made, both).p).toMatchObject({ status, missed: { times: 1 } });
  });

  it('on a later day of the same chat, what came meanwhile keeps it', () => {
    const chat = call('11-18 10:00', {
      closings: [
        tells('p', 'missed', { at: moment('11-16 09:50') }),
        tells('p', 'kept', { at: moment('11-18 09:55') }),
      ],
    });
    expect(promisesAt('11-20 10:00', made, chat).p?.status).toBe('kept');
  });

  it.each([
    ['2026-11-05', false],
    ['2026-11-06', false],
    ['2026-11-09', true],
    [undefined, null],
  ])('done on %s it was late: %s', (on, late) => {
    const said = call('11-18 10:00', { closings: [tells('p', 'kept', { on })] });
    expect(promisesAt('11-20 10:00', made, said).p?.late).toBe(late);
    const undated = call('11-02 10:00', { commitments: [promise('p')] });
    expect(promisesAt('11-20 10:00', undated, said).p?.late).toBeNull();
  });
});

describe('a promise that was promised again', () => {
  const again = call(
    '11-16 10:00',
    {
      commitments: [promise('q', { dueAt: '2026-11-20' })],
      closings: [
        tells('p', 'replaced', { by: 'q', at: moment('11-16 09:50') }),
        tells('p', 'missed', { at: moment('11-16 09:55') }),
      ],
    },
    'second',
  );

  it('goes on as the newer one, which knows what was missed and when it was promised first', () => {
    const { p, q } = promisesAt('11-17 10:00', made, again);
    expect(p).toMatchObject({ status: 'replaced', closing: { status: 'replaced', call_id: 'second' } });
    expect(q).toMatchObject({
      status: 'open',
      dueAt: '2026-11-20',
      renewed: { times: 1, firstMadeAt: moment('11-02 10:00') },
      missed: { times: 1 },
      leadsAsMissed: false,
      overdue: false,
    });
  });

  it('leads as missed again only when the new day has ended', () => {
    expect(promisesAt('11-20 23:00', made, again).q?.leadsAsMissed).toBe(false);
    expect(promisesAt('11-21 01:00', made, again).q).toMatchObject({ overdue: true, leadsAsMissed: true });
  });

  it('a chain of three has one open promise', () => {
    const third = call(
      '11-23 10:00',
      {
        commitments: [promise('r', { dueAt: '2026-11-27' })],
        closings: [tells('q', 'missed'), tells('q', 'replaced', { by: 'r' })],
      },
      'third',
    );
    const all = promisesAt('11-24 10:00', made, again, third);
    expect(Object.values(all).map(({ status }) => status)).toEqual(['replaced', 'replaced', 'open']);
    expect(all.r).toMatchObject({
      renewed: { times: 2, firstMadeAt: moment('11-02 10:00') },
      missed: { times: 2, call_id: 'third' },
      leadsAsMissed: false,
    });
  });

  it('without a new day keeps the old one, and leads at once', () => {
    const undated = call(
      '11-16 10:00',
      { commitments: [promise('q')], closings: [tells('p', 'missed'), tells('p', 'replaced', { by: 'q' })] },
      'second',
    );
    expect(promisesAt('11-17 10:00', made, undated).q).toMatchObject({
      dueAt: '2026-11-06',
      overdue: true,
      leadsAsMissed: true,
    });
  });

  it.each([
    ['is not in the ledger', call('11-16 10:00', { closings: [tells('p', 'replaced', { by: 'gone' })] })],
    ['was made in another call', call('11-17 10:00', { closings: [tells('p', 'replaced', { by: 'q' })] })],
  ])('a replacement that %s counts as not said', (_, replacing) => {
    const other = call('11-16 09:00', { commitments: [promise('q')] });
    expect(promisesAt('11-20 10:00', made, other, replacing).p?.status).toBe('open');
  });

  it('is owed again when a person says that the newer one was no promise', () => {
    const dismissed = byHand(again, 'q', { status: 'dismissed', at: moment('11-17 10:00') });
    expect(promisesAt('11-18 10:00', made, dismissed)).toMatchObject({
      p: { status: 'open', missed: { times: 1 } },
      q: { status: 'dismissed' },
    });
  });

  it('two promises that replace each other are not lost', () => {
    const one = call('11-02 10:00', {
      commitments: [promise('a'), promise('b')],
      closings: [tells('a', 'replaced', { by: 'b' }), tells('b', 'replaced', { by: 'a' })],
    });
    expect(Object.values(promisesAt('11-03 10:00', one)).map(({ status }) => status)).toEqual([
      'replaced',
      'open',
    ]);
  });
});

describe('a promise that was withdrawn', () => {
  it('is closed, and a later complaint does not open it', () => {
    const withdrawn = call('11-05 10:00', { closings: [tells('p', 'withdrawn')] }, 'second');
    expect(promisesAt('11-20 10:00', made, withdrawn, complaint).p).toMatchObject({
      status: 'withdrawn',
      closing: { status: 'withdrawn', by: 'analyst' },
    });
  });
});

describe('a promise that waits for the other side', () => {
  const photo = promise('photo', { owner: 'customer' });
  const check = promise('p', { dueAt: '2026-11-04', conditional: true, waitsFor: 'photo' });
  const both = call('11-02 10:00', { commitments: [photo, check] }, 'first');

  it('has no day, is not overdue and does not lead', () => {
    expect(promisesAt('11-20 10:00', both).p).toMatchObject({
      conditional: true,
      dueAt: null,
      overdue: false,
      status: 'open',
    });
  });

  it('counts its days from the day on which that act is told', () => {
    const sent = call('11-10 10:00', { closings: [tells('photo', 'kept')] });
    expect(promisesAt('11-11 10:00', both, sent).p).toMatchObject({
      conditional: false,
      dueAt: '2026-11-12',
    });
    expect(promisesAt('11-13 10:00', both, sent).p?.overdue).toBe(true);
  });

  it('or is ticked', () => {
    const ticked = byHand(both, 'photo', { status: 'kept', on: '2026-11-09', at: moment('11-10 10:00') });
    expect(promisesAt('11-11 10:00', ticked).p).toMatchObject({ conditional: false, dueAt: '2026-11-11' });
  });

  it('a complaint says that it does not wait any more', () => {
    expect(promisesAt('11-20 10:00', both, complaint).p).toMatchObject({
      conditional: false,
      leadsAsMissed: true,
    });
  });

  it('two that wait for each other wait for ever', () => {
    const each = call('11-02 10:00', {
      commitments: [
        promise('a', { conditional: true, waitsFor: 'b' }),
        promise('b', { conditional: true, waitsFor: 'a' }),
      ],
    });
    expect(Object.values(promisesAt('11-20 10:00', each)).map(({ conditional }) => conditional)).toEqual([
      true,
      true,
    ]);
  });
});

describe('a promise that is kept again and again', () => {
  const monthly = call('11-02 10:00', { commitments: [promise('p', { ...FORM, recurring: true })] });

  it('is never overdue, and kept once it stays open', () => {
    const kept = call('11-18 10:00', { closings: [tells('p', 'kept')] });
    expect(promisesAt('11-20 10:00', monthly).p?.overdue).toBe(false);
    expect(promisesAt('11-20 10:00', monthly, kept).p).toMatchObject({ status: 'open', recurring: true });
    const ticked = byHand(monthly, 'p', { status: 'kept', at: moment('11-18 10:00') });
    expect(promisesAt('11-20 10:00', ticked).p?.status).toBe('open');
  });

  it('leads when one time was missed, until it is kept the next time', () => {
    const kept = call('11-18 10:00', { closings: [tells('p', 'kept')] });
    expect(promisesAt('11-17 10:00', monthly, complaint).p?.leadsAsMissed).toBe(true);
    expect(promisesAt('11-20 10:00', monthly, complaint, kept).p?.leadsAsMissed).toBe(false);
  });
});

describe('an open promise is stale', () => {
  it.each([
    ['its day', '2027-02-04', [], true],
    ['its day', '2027-02-03', [], false],
    ['a complaint', '2027-02-13', [complaint], false],
    ['a complaint', '2027-02-15', [complaint], true],
  ])('90 days after %s: on %s', (_, day, more, stale) => {
    const due = call('11-01 10:00', { commitments: [promise('p', { dueAt: '2026-11-05' })] }, 'first');
    const time = day.slice(5);
    const entries = promisesAt(`${time} 10:00`, due, ...more);
    expect(entries.p).toBeDefined();
    expect(staleAt(day, due, ...more)).toBe(stale);
  });

  it('90 days after it was made, without a day', () => {
    const undated = call('11-01 10:00', { commitments: [promise('p')] });
    expect(staleAt('2027-01-30', undated)).toBe(false);
    expect(staleAt('2027-01-31', undated)).toBe(true);
  });
});

function staleAt(day: string, ...rows: Parameters<typeof promisesAt>[1][]): boolean | undefined {
  const [entry] = ledgerOf(rows, { now: Date.parse(`${day}T10:00:00Z`), timeZone: 'UTC' });
  return entry?.stale;
}
