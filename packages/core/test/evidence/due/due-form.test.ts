import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOfForm } from '../../../src/evidence/due/due-form.ts';
import { DUE_FORMS } from '../../../src/shared/due-forms.ts';

// A Tuesday.
const SAID = '2026-03-03';
const day = (
  form: (typeof DUE_FORMS)[number],
  n: number,
  words = '5',
  language: string | null = 'ja',
  month = 0,
) => dayOfForm({ form, n, month }, words, language, SAID);

describe('the day of a form that an analyst gives', () => {
  it('a weekday is the next one; the day itself is a week later', () => {
    expect([day('weekday', 5), day('weekday', 2), day('weekday', 1)]).toEqual([
      '2026-03-06',
      '2026-03-10',
      '2026-03-09',
    ]);
    expect([day('weekday', 0), day('weekday', 8)]).toEqual([null, null]);
  });

  it('days, weeks, and the ends of weeks and months are counted from the day on which it was said', () => {
    expect([day('days', 0), day('days', 2), day('weeks', 2)]).toEqual([
      '2026-03-03',
      '2026-03-05',
      '2026-03-17',
    ]);
    expect([day('end_of_week', 0), day('end_of_week', 1), day('end_of_week', 2)]).toEqual([
      '2026-03-06',
      '2026-03-13',
      null,
    ]);
    expect([day('end_of_month', 0), day('end_of_month', 1)]).toEqual(['2026-03-31', '2026-04-30']);
    expect(day('unclear', 3)).toBeNull();
  });

  it('a date needs its figure in the words, has to exist, and is never before the call', () => {
    expect(day('date', 12, '12. März', 'de', 3)).toBe('2026-03-12');
    expect(day('date', 12, 'am zwölften', 'de', 3)).toBeNull();
    expect(day('date', 2, 'le 2', 'fr')).toBe('2026-04-02');
    expect(day('date', 1, 'am 1. Februar', 'de', 2)).toBe('2027-02-01');
    expect(day('date', 31, 'el 31 de junio', 'es', 6)).toBeNull();
  });

  it('a number of days counts only if the words have a figure, where the numbers of the language are known', () => {
    expect(day('days', 1, 'so bald wie möglich', 'de')).toBeNull();
    expect(day('days', 3, 'in den 3 nächsten Tagen', 'de')).toBe('2026-03-06');
    expect(day('days', 1, '明日', 'ja')).toBe('2026-03-04');
  });

  it('a weekday, or an end of a week or month, needs its word, where the words of the language are known', () => {
    expect([day('weekday', 5, 'bald', 'de'), day('weekday', 5, 'bientôt', 'fr')]).toEqual([null, null]);
    expect([day('end_of_week', 0, 'binnenkort', 'nl'), day('end_of_month', 0, 'pronto', 'es')]).toEqual([
      null,
      null,
    ]);
    expect([day('weekday', 5, 'Freitag halt', 'de'), day('end_of_month', 0, 'fin du mois', 'fr')]).toEqual([
      '2026-03-06',
      '2026-03-31',
    ]);
  });

  it('English, and a call whose language is not known, is read by rules alone', () => {
    expect([day('weekday', 5, 'on Fri', 'en'), day('weekday', 5, 'on Fri', null)]).toEqual([null, null]);
  });

  it('no form means a day before the call, or one that does not exist', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DUE_FORMS),
        fc.nat(366),
        fc.nat(12),
        fc.nat(99),
        (form, n, month, words) => {
          const found = dayOfForm({ form, n, month }, String(words), 'ja', SAID);
          if (found === null) return;
          expect(found >= SAID).toBe(true);
          expect(new Date(found).toISOString().slice(0, 10)).toBe(found);
        },
      ),
    );
  });
});
