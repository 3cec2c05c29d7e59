import { describe, expect, it } from 'vitest';
import { byHand, call, moment, promise, promisesAt, tells } from './ledger-story.ts';

const made = call('11-02 10:00', { commitments: [promise('p', { dueAt: '2026-11-06' })] }, 'first');
const tickedAt = (time: string, more: object = {}) =>
  byHand(made, 'p', { status: 'kept', at: moment(time), ...more });

describe('a change by hand', () => {
  it('ticked ten minutes before the end of the call that complained first, a promise stays kept', () => {
    const complaint = call('11-16 10:30', {
      closings: [tells('p', 'missed', { at: moment('11-16 10:05') })],
    });
    expect(promisesAt('11-16 11:00', tickedAt('11-16 10:20'), complaint).p).toMatchObject({
      status: 'kept',
      closing: { by: 'person', at: moment('11-16 10:20'), call_id: null, evidence: [] },
      missed: { times: 1 },
    });
  });

  it('ticked, and then said never to have come, it is open and disputed', () => {
    const complaint = call('11-16 10:30', {
      closings: [tells('p', 'missed', { at: moment('11-16 10:25') })],
    });
    expect(promisesAt('11-16 11:00', tickedAt('11-16 10:20'), complaint).p).toMatchObject({
      status: 'open',
      disputed: true,
      leadsAsMissed: true,
    });
  });

  it.each(['withdrawn', 'replaced', 'kept', 'attempted'])(
    'what is said later, %s, leaves a tick as it is',
    (status) => {
      const later = call('11-16 10:30', {
        commitments: [promise('q')],
        closings: [tells('p', status, { by: 'q' })],
      });
      expect(promisesAt('11-17 10:00', tickedAt('11-10 10:00'), later).p).toMatchObject({
        status: 'kept',
        closing: { by: 'person' },
      });
    },
  );

  it.each([
    ['2026-11-05', false],
    ['2026-11-09', true],
    [undefined, true],
  ])('done on %s, its day being 6 November, it was late: %s', (on, late) => {
    expect(promisesAt('11-11 10:00', tickedAt('11-10 10:00', { on })).p?.late).toBe(late);
  });

  it('dismissed, it stays dismissed whatever calls tell, until a person opens it', () => {
    const dismissed = byHand(made, 'p', { status: 'dismissed', at: moment('11-03 10:00') });
    const complaint = call('11-16 10:00', { closings: [tells('p', 'missed')] });
    expect(promisesAt('11-17 10:00', dismissed, complaint).p).toMatchObject({
      status: 'dismissed',
      missed: null,
    });
    const opened = byHand(made, 'p', { status: 'open', at: moment('11-18 10:00') });
    expect(promisesAt('11-19 10:00', opened, complaint).p).toMatchObject({
      status: 'open',
      missed: { times: 1 },
    });
  });

  it('opened by hand, whatever had closed it does not count, and what is told later does', () => {
    const kept = call('11-10 10:00', { closings: [tells('p', 'kept')] });
    const opened = byHand(made, 'p', { status: 'open', at: moment('11-11 10:00') });
    expect(promisesAt('11-12 10:00', opened, kept).p).toMatchObject({ status: 'open', closing: null });
    const keptAgain = call('11-13 10:00', { closings: [tells('p', 'kept')] });
    expect(promisesAt('11-14 10:00', opened, kept, keptAgain).p?.status).toBe('kept');
  });

  it('a promise withdrawn by hand is not opened by a complaint', () => {
    const withdrawn = byHand(made, 'p', { status: 'withdrawn', at: moment('11-10 10:00') });
    const complaint = call('11-16 10:00', { closings: [tells('p', 'missed')] });
    expect(promisesAt('11-17 10:00', withdrawn, complaint).p?.status).toBe('withdrawn');
  });

  describe('of its day alone', () => {
    const moved = (dueAt: string | null, more: object = {}) =>
      byHand(made, 'p', { at: moment('11-09 10:00'), due: { dueAt, at: moment('11-09 10:00') }, ...more });

    it('a promise has the new day, and is not red before it has ended', () => {
      const complaint = call('11-08 10:00', { closings: [tells('p', 'missed')] });
      expect(promisesAt('11-10 10:00', moved('2026-11-12'), complaint).p).toMatchObject({
        status: 'open',
        dueAt: '2026-11-12',
        overdue: false,
        leadsAsMissed: false,
        missed: { times: 1 },
      });
      expect(promisesAt('11-13 10:00', moved('2026-11-12'), complaint).p?.leadsAsMissed).toBe(true);
    });

    it('a promise may have none', () => {
      expect(promisesAt('11-20 10:00', moved(null)).p).toMatchObject({ dueAt: null, overdue: false });
    });

    it('its status stays beside it', () => {
      const both = moved('2026-11-12', { status: 'kept', statusAt: moment('11-08 10:00') });
      const complaint = call('11-16 10:00', { closings: [tells('p', 'missed')] });
      expect(promisesAt('11-10 10:00', both).p).toMatchObject({ status: 'kept', dueAt: '2026-11-12' });
      expect(promisesAt('11-17 10:00', both, complaint).p).toMatchObject({ status: 'open', disputed: true });
    });
  });

  describe('of a promise that was promised again before', () => {
    const again = call(
      '11-16 10:00',
      { commitments: [promise('q')], closings: [tells('p', 'replaced', { by: 'q' })] },
      'second',
    );
    const third = call(
      '11-20 10:00',
      { commitments: [promise('r')], closings: [tells('q', 'replaced', { by: 'r' })] },
      'third',
    );

    it('holds for that promise and for the newest of its chain', () => {
      const all = promisesAt('11-22 10:00', tickedAt('11-21 10:00'), again, third);
      expect(Object.values(all).map(({ status }) => status)).toEqual(['kept', 'replaced', 'kept']);
    });

    it('does not hold for what was promised after it', () => {
      const all = promisesAt('11-22 10:00', tickedAt('11-18 10:00'), again, third);
      expect(all).toMatchObject({ p: { status: 'kept' }, q: { status: 'kept' }, r: { status: 'open' } });
    });

    it('made before it was promised again, it holds for that promise alone', () => {
      const all = promisesAt('11-22 10:00', tickedAt('11-10 10:00'), again, third);
      expect(all).toMatchObject({ p: { status: 'kept' }, q: { status: 'replaced' }, r: { status: 'open' } });
    });

    it('only a complaint after it opens the newest again', () => {
      const complaint = call('11-25 10:00', { closings: [tells('r', 'missed')] });
      const all = promisesAt('11-26 10:00', tickedAt('11-21 10:00'), again, third, complaint);
      expect(all).toMatchObject({ p: { status: 'kept' }, r: { status: 'open', disputed: true } });
    });
  });
});
