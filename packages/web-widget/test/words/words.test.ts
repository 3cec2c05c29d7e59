import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datesIn } from '../../src/words/dates.ts';
import { ENGLISH, pieces } from '../../src/words/messages.ts';
import { plainText } from '../../src/words/plain-text.ts';
import { aboutOf, shortText } from '../../src/words/short-text.ts';
import { NOW } from '../support/boxes.ts';

const british = datesIn('en-GB', NOW.getTime());

describe('dates', () => {
  it.each([
    ['2026-11-22', '22 Nov'],
    ['2026-11-20', '20 Nov'],
    ['2026-06-01T10:00:00Z', '1 Jun'],
    ['2023-01-02', '2 Jan 2023'],
  ])('%s is %s', (date, absolute) => {
    expect(british.absolute(date)).toBe(absolute);
  });

  it('dates know which day it is', () => expect(british.today).toBe('2026-11-22'));

  it('dates say how long ago a call ended', () => {
    const ago = (minutes: number) => british.ago(new Date(NOW.getTime() - minutes * 60_000).toISOString());
    expect([ago(0), ago(3), ago(125), ago(60 * 24), ago(60 * 24 * 5)]).toEqual([
      '1 minute ago',
      '3 minutes ago',
      '2 hours ago',
      '21 Nov',
      '17 Nov',
    ]);
    // A clock that goes ahead of ours.
    expect(ago(-90)).toBe('1 minute ago');
  });

  it('dates are empty where there is none, and English where the locale is not known', () => {
    expect([null, undefined, '', 'soon', 17n, {}].map((value) => british.absolute(value))).toEqual(
      Array(6).fill(''),
    );
    expect(datesIn('not_a_locale!', NOW.getTime()).absolute('2026-11-20')).toBe('Nov 20');
  });
});

describe('messages', () => {
  it('messages are cut at their values, which may be left out or be missing', () => {
    expect(pieces(ENGLISH.kept, { day: '27 Nov', text: 'Refund {it}' })).toEqual([
      'Kept ',
      '27 Nov',
      ': ',
      'Refund {it}',
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

describe('a short text', () => {
  it.each([
    ["I'll email you the refund form by Friday", 'Email the refund form'],
    ["We'll send you a new lamp by Wednesday.", 'Send a new lamp'],
    ["I'll call you back tomorrow", 'Call back'],
    ['I will email you a summary of the call today', 'Email a summary of the call'],
    ['My supervisor, Helen, will call you back by Friday', 'Call back'],
    ["We'll refund the full amount within five working days", 'Refund the full amount'],
    ["I'll send you the offers by the 1st of December", 'Send the offers'],
    ['The order will be delivered by Thursday', 'The order will be delivered'],
    ['Create Refund Request', 'Create Refund Request'],
    ['', ''],
  ])('a short text of %j is %j', (text, short) => {
    expect(shortText(text)).toBe(short);
  });

  it('a short text is at most six words without a day, whatever is said', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }), (words) => {
        const short = shortText(words.join(' '));
        expect(short.split(/\s+/).length).toBeLessThanOrEqual(6);
        expect(short).not.toMatch(/\b(today|tomorrow|friday)\b/i);
      }),
    );
  });

  it('a short text of a call is what it was about, else what its customer said first', () => {
    expect(aboutOf({ about: 'Refund of order 4411', summary: 'x' })).toBe('Refund of order 4411');
    expect(aboutOf({ summary: 'The customer said: “My bag is lost”. The request was dealt with.' })).toBe(
      'My bag is lost',
    );
    expect(aboutOf({ summary: '', category: 'meter-reading' })).toBe('meter reading');
  });
});

const WORDS = [
  'I',
  'will',
  'call',
  'you',
  'by',
  'Friday',
  'the',
  'end',
  'of',
  'today',
  'tomorrow,',
  'form',
  'and',
];
