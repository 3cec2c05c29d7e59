import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDueWords, resolveDueDate } from '../../src/evidence/due-date.ts';
import { addDays, weekday } from '../../src/shared/calendar.ts';

// 2026-03-03 is a Tuesday.
const TUESDAY = '2026-03-03';

const UNDERSTOOD: [words: string, day: string][] = [
  ['today', '2026-03-03'],
  ['tonight', '2026-03-03'],
  ['this afternoon', '2026-03-03'],
  ['this evening', '2026-03-03'],
  ['later today', '2026-03-03'],
  ['by noon today', '2026-03-03'],
  ['by the end of the day', '2026-03-03'],
  ['by end of day', '2026-03-03'],
  ['by close of business', '2026-03-03'],
  ['within the hour', '2026-03-03'],
  ['in an hour', '2026-03-03'],
  ['in a few minutes', '2026-03-03'],
  ['in 20 minutes', '2026-03-03'],
  ['in 2 hours', '2026-03-03'],
  ['tomorrow', '2026-03-04'],
  ['tomorrow morning', '2026-03-04'],
  ['by 5 p.m. tomorrow', '2026-03-04'],
  ['by close of business tomorrow', '2026-03-04'],
  ['the day after tomorrow', '2026-03-05'],
  ['in 24 hours', '2026-03-04'],
  ['within forty-eight hours', '2026-03-05'],
  ['in 24/48 hours', '2026-03-05'],
  ['within 24 to 48 hours', '2026-03-05'],
  ['on the next business day', '2026-03-04'],
  ['by Friday', '2026-03-06'],
  ['on Monday', '2026-03-09'],
  ['this Friday', '2026-03-06'],
  ['on Tuesday', '2026-03-10'],
  ['next Friday', '2026-03-13'],
  ['by Friday next week', '2026-03-13'],
  ['Friday of this week', '2026-03-06'],
  ['no later than Friday at 3 pm', '2026-03-06'],
  ['by Friday at the latest', '2026-03-06'],
  ['by Friday or Monday', '2026-03-09'],
  ['this week', '2026-03-06'],
  ['by the end of the week', '2026-03-06'],
  ['over the weekend', '2026-03-08'],
  ['next week', '2026-03-13'],
  ['early next week', '2026-03-13'],
  ['by the end of the month', '2026-03-31'],
  ['next month', '2026-04-30'],
  ['in a week', '2026-03-10'],
  ['in a day or two', '2026-03-05'],
  ['by 5 pm', '2026-03-03'],
  ["in two weeks' time", '2026-03-17'],
  ['within one to two weeks', '2026-03-17'],
  ['in 3 days', '2026-03-06'],
  ['in 1 business day', '2026-03-04'],
  ['in 4 business days', '2026-03-09'],
  ['within three to five business days', '2026-03-10'],
  ['within the next 3-5 working days', '2026-03-10'],
  ['in a month', '2026-04-03'],
  ['in 2 months', '2026-05-03'],
  ['on 3 March', '2026-03-03'],
  ['on March 2', '2027-03-02'],
  ['by March 9th', '2026-03-09'],
  ['the 9th of March', '2026-03-09'],
  ['Friday, March 6', '2026-03-06'],
  ['March 9, 2027', '2027-03-09'],
  ['3rd of April 2026', '2026-04-03'],
  ['by the thirteenth of March', '2026-03-13'],
  ['before April first', '2026-04-01'],
  ['the twenty-first of March', '2026-03-21'],
  ['on Tuesday the 10th of March', '2026-03-10'],
  ['2026-03-03', '2026-03-03'],
  ['29 February', '2028-02-29'],
];

const VAGUE = [
  '',
  'soon',
  'shortly',
  'as soon as possible',
  'in a few days',
  'sometime',
  'or',
  'today or soon',
  'last Friday',
  'yesterday',
  'in 0 days',
  'within 5 to 3 days',
];

const NO_SUCH_DAY = ['31 June', 'February 30', '2026-13-01', '2026-02-29', 'March 0', '45 March'];

describe('a due date', () => {
  it.each(UNDERSTOOD)('"%s" on Tuesday 3 March 2026 is %s', (words, day) => {
    expect(resolveDueDate(words, TUESDAY)).toBe(day);
  });

  it.each(VAGUE)('"%s" means no day', (words) => {
    expect(resolveDueDate(words, TUESDAY)).toBeNull();
  });

  it.each(NO_SUCH_DAY)('"%s" does not exist', (words) => {
    expect(resolveDueDate(words, TUESDAY)).toBeNull();
  });

  it('a due date with interchangeable day and month is null', () => {
    expect(resolveDueDate('03/04/2026', TUESDAY)).toBeNull();
  });

  it('a due date before the call is null', () => {
    expect(resolveDueDate('March 2, 2026', TUESDAY)).toBeNull();
    expect(resolveDueDate('2026-03-02', TUESDAY)).toBeNull();
  });

  it('a due date on a past day of this week is null', () => {
    expect(resolveDueDate('Monday of this week', TUESDAY)).toBeNull();
  });

  it('a due date with a wrong weekday is null', () => {
    expect(resolveDueDate('Friday, March 7', TUESDAY)).toBeNull();
  });

  it('due dates ignore case, white space and punctuation', () => {
    expect(resolveDueDate('  By  FRIDAY. ', TUESDAY)).toBe('2026-03-06');
  });

  it('working days skip the weekend', () => {
    expect(resolveDueDate('in 1 business day', '2026-03-06')).toBe('2026-03-09');
    expect(resolveDueDate('in 1 business day', '2026-03-07')).toBe('2026-03-09');
    expect(resolveDueDate('in 5 business days', '2026-03-06')).toBe('2026-03-13');
  });

  it('"this week" said at the weekend means its Sunday', () => {
    expect(resolveDueDate('by the end of the week', '2026-03-07')).toBe('2026-03-08');
    expect(resolveDueDate('by the end of the week', '2026-03-08')).toBe('2026-03-08');
  });

  it('"next Friday" said on a Sunday is in the week that begins tomorrow', () => {
    expect(resolveDueDate('next Friday', '2026-03-08')).toBe('2026-03-13');
  });

  it('a due date in a shorter month stays at its end', () => {
    expect(resolveDueDate('in a month', '2026-01-31')).toBe('2026-02-28');
  });

  const aDay = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1990-01-01', n));

  it('a due date is a day, never before the call', () => {
    fc.assert(
      fc.property(fc.constantFrom(...UNDERSTOOD.map(([words]) => words)), aDay, (words, callDay) => {
        const day = resolveDueDate(words, callDay);
        if (day === null) return;
        expect(day).toBe(addDays(day, 0));
        expect(day >= callDay).toBe(true);
      }),
    );
  });

  it('a due date given by a weekday is that weekday, one to seven days ahead', () => {
    const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
    fc.assert(
      fc.property(fc.constantFrom(...names), aDay, (name, callDay) => {
        const day = resolveDueDate(`by ${name}`, callDay) ?? '';
        expect(names[weekday(day) - 1]).toBe(name);
        expect(day > callDay && day <= addDays(callDay, 7)).toBe(true);
      }),
    );
  });

  it('a due date in working days is never on a weekend', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), aDay, (count, callDay) => {
        const day = resolveDueDate(`within ${count} business days`, callDay) ?? '';
        expect(weekday(day)).toBeLessThan(6);
        expect(day >= addDays(callDay, count)).toBe(true);
      }),
    );
  });

  it('any words give null or a day from the call on', () => {
    const word = fc.constantFrom(
      ...'by on the next this end of day week month friday tomorrow march 3rd 31 2026 in within a 5 to or'.split(
        ' ',
      ),
      ...'business days hours at 5 pm noon , . - 12/13 ’'.split(' '),
      'constructor',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), aDay, (words, callDay) => {
        const day = resolveDueDate(words.join(' '), callDay);
        if (day === null) return;
        expect(day).toBe(addDays(day, 0));
        expect(day >= callDay).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('due words in a sentence', () => {
  it.each([
    ["I'll ring you on Monday to confirm.", 'on Monday'],
    ['He will call you tomorrow to check.', 'tomorrow'],
    ["You'll have it by the thirteenth of November.", 'by the thirteenth of November'],
    ["I'll call you back by Friday, promised.", 'by Friday'],
    ['You should receive it in three to five business days', 'in three to five business days'],
    ['I will get this out in the mail for you this afternoon. Does that sound good?', 'this afternoon'],
    ['It arrives on Friday, March 6, 2026 at the latest.', 'on Friday, March 6, 2026 at the latest'],
    ['The refund comes within 5 to 7 business days.', 'within 5 to 7 business days'],
    ['We say tomorrow, better the day after tomorrow.', 'the day after tomorrow'],
    ['I can do it by Friday or Monday.', 'by Friday or Monday'],
    ['Done tomorrow. Friday is too late.', 'tomorrow'],
  ])('%s', (sentence, words) => {
    expect(findDueWords(sentence)).toBe(words);
  });

  it.each([
    '',
    'I will do it soon.',
    'I called last Friday.',
    'That was two days ago.',
    'I have waited 3 weeks for it.',
    'It was booked within the last 24 hours.',
    'You can cancel within 24 hours of booking.',
    'We are open Monday to Friday.',
    "Have you seen today's offer?",
  ])('findDueWords finds nothing in: %s', (sentence) => {
    expect(findDueWords(sentence)).toBeNull();
  });

  it('due words are found wherever they are understood, and occur in the sentence', () => {
    for (const [words] of UNDERSTOOD) {
      const sentence = `Yes, we will send it ${words}. Thank you.`;
      const found = findDueWords(sentence);
      expect(found, sentence).not.toBeNull();
      expect(sentence).toContain(found);
      expect(resolveDueDate(found ?? '', TUESDAY), sentence).toBe(resolveDueDate(words, TUESDAY));
    }
  });

  it('due words are always words of the sentence', () => {
    const word = fc.constantFrom(
      'by',
      'on',
      'the',
      'end',
      'of',
      'Friday',
      'next',
      'week',
      'in',
      '3',
      'days',
      '.',
      'or',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const sentence = words.join(' ');
        expect(sentence).toContain(findDueWords(sentence) ?? '');
      }),
    );
  });

  it('due words are found after any number of figures', () => {
    expect(findDueWords(`${'1 '.repeat(300)}by Friday`)).toBe('by Friday');
  });

  // Each of these stretches looks like a date at first.
  it.each([
    '1 ',
    'first ',
    'in 1 day or ',
    '31 June ',
    'Friday March 7 ',
    'may 1 may ',
    'by 1 by ',
    'of last week by Friday ',
    "won't by 5 ",
    'from 9 until ',
    'at nine thirty past ',
    'your Monday visit ',
    'I said no Friday and ',
    'not today, ',
  ])('due words are searched in "%s…" about as fast as in ordinary text', { retry: 2 }, (words) => {
    const timeIn = (unit: string) => {
      const text = unit.repeat(20_000 / unit.length);
      const times = Array.from({ length: 12 }, () => {
        const begin = performance.now();
        findDueWords(text);
        return performance.now() - begin;
      });
      return Math.min(...times);
    };
    expect(timeIn(words) / timeIn('we will have a look at the matter today and then ')).toBeLessThan(5);
  });
});
