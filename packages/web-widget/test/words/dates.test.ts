import { describe, expect, it } from 'vitest';
import { datesIn } from '../../src/words/dates.ts';
import { ENGLISH, pieces } from '../../src/words/messages.ts';
import { plainText } from '../../src/words/plain-text.ts';
import { NOW } from '../support/boxes.ts';

const british = datesIn('en-GB', NOW.getTime());

describe('dates', () => {
  it.each([
    ['2026-11-22', 'today', 'today', 'Sun 22 Nov'],
    ['2026-11-23', 'tomorrow', 'tomorrow', 'Mon 23 Nov'],
    ['2026-11-21', 'yesterday', 'yesterday', 'Sat 21 Nov'],
    ['2026-11-20', 'Friday', '2 days ago', 'Fri 20 Nov'],
    ['2026-11-27', 'Friday', 'in 5 days', 'Fri 27 Nov'],
    ['2026-11-15', 'Sun 15 Nov', '7 days ago', 'Sun 15 Nov'],
    ['2026-10-20', 'Tue 20 Oct', '5 weeks ago', 'Tue 20 Oct'],
    ['2026-06-01', 'Mon 1 Jun', '6 months ago', 'Mon 1 Jun'],
    ['2023-01-02', 'Mon, 2 Jan 2023', '4 years ago', 'Mon, 2 Jan 2023'],
  ])('%s is %s, %s, %s', (date, dayName, relative, absolute) => {
    expect([british.dayName(date), british.relative(date), british.absolute(date)]).toEqual([
      dayName,
      relative,
      absolute,
    ]);
  });

  it('dates say how long ago a call ended', () => {
    const ago = (minutes: number) => british.ago(new Date(NOW.getTime() - minutes * 60_000).toISOString());
    expect([ago(0), ago(3), ago(125), ago(60 * 24), ago(60 * 24 * 5)]).toEqual([
      'this minute',
      '3 minutes ago',
      '2 hours ago',
      'yesterday',
      '5 days ago',
    ]);
    // A clock that goes ahead of ours.
    expect(ago(-90)).toBe('this minute');
  });

  it('dates are empty where there is none, and English where the locale is not known', () => {
    expect([null, undefined, '', 'soon', 17n, {}].map((value) => british.absolute(value))).toEqual(
      Array(6).fill(''),
    );
    expect(datesIn('not_a_locale!', NOW.getTime()).dayName('2026-11-20')).toBe('Friday');
  });
});

describe('messages', () => {
  it('messages are cut at their values, which may be left out or be missing', () => {
    expect(pieces(ENGLISH.overdue, { day: 'Friday', text: 'Email {it}' })).toEqual([
      'Overdue since ',
      'Friday',
      ': ',
      'Email {it}',
      '',
    ]);
    expect(pieces('Überfällig', { day: 'Freitag' })).toEqual(['Überfällig']);
    expect(pieces('{missing}')).toEqual(['', '', '']);
  });

  it('messages may follow the plurals of a language', () => {
    const older = ({ count }: Record<string, string | number>) =>
      count === 1 ? '{count} weiteres' : '{count} weitere';
    expect([1, 2].map((count) => pieces(older, { count }).join(''))).toEqual(['1 weiteres', '2 weitere']);
  });
});

describe('a text of a call', () => {
  it('a text of a call loses what turns or hides words, keeps what writes them, and comes to an end', () => {
    expect(plainText('refund\u202Etxt\u200B\u0000')).toBe('refundtxt');
    expect(plainText('می\u200Cخواهم')).toBe('می\u200Cخواهم');
    expect(plainText('👩\u200D👧')).toBe('👩\u200D👧');
    expect(plainText('a'.repeat(10_000))).toBe(`${'a'.repeat(600)}…`);
    expect([null, 7, {}].map(plainText)).toEqual(['', '', '']);
  });
});
