import { describe, expect, it } from 'vitest';
import { numbersAbroad } from '../../../src/evidence/abroad/numbers.ts';
import { addsNoFacts, groundsOf } from '../../../src/evidence/grounding.ts';

const adds = (text: string, evidence: string, language: string) =>
  !addsNoFacts(text, groundsOf(evidence), language);

describe('a number in words that was never said', () => {
  it.each([
    ['de', 'Erstattung von fünfzig Euro', 'Ich erstatte Ihnen zwanzig Euro'],
    ['de', 'Erstattung von fünfunddreißig Euro', 'Ich erstatte Ihnen zwanzig Euro'],
    ['de', 'Erstattung von dreihundert Euro', 'Ich erstatte Ihnen hundert Euro'],
    ['fr', 'Remboursement de cinquante euros', 'Je vous rembourse vingt euros'],
    ['es', 'Reembolso de quinientos euros', 'Le devuelvo cien euros'],
    ['pt', 'Reembolso de cinquenta euros', 'Devolvo-lhe vinte euros'],
    ['it', 'Rimborso di trentacinque euro', 'Le rimborso venti euro'],
    ['nl', 'Terugbetaling van vijftig euro', 'Ik betaal u twintig euro terug'],
  ])('is refused (%s): %s', (language, text, said) => {
    expect(adds(text, said, language)).toBe(true);
    expect(adds(text, text, language)).toBe(false);
  });

  it.each([
    ['de', 'Erstattung von fünfzig Euro', 'Ich erstatte Ihnen 50 Euro'],
    ['it', 'Rimborso di cento euro', 'Le rimborso 100 euro'],
    ['it', 'La ventola in centro ha un accento', 'Ventola'],
  ])('stands in figures, or is none (%s): %s', (language, text, said) => {
    expect(adds(text, said, language)).toBe(false);
  });
});

describe('a number in words, in the languages that are read', () => {
  it.each([
    ['de', 'zweitausenddreihundertfünfundvierzig', ['2345']],
    ['de', 'hundertundeins oder zwanzig', ['101', '20']],
    ['de', 'elf, einundzwanzig, zwölfhundert, eine Million', ['11', '21', '1200', '1000000']],
    ['de', 'die Hunderte von Seiten, der Achtung wert, ein Zweifel', []],
    ['nl', 'tweeëntwintig of driehonderdvijftig', ['22', '350']],
    ['nl', 'duizend en honderdeen', ['1000', '101']],
    ['it', 'duemilacinquecento, ventotto, centotré', ['2500', '28', '103']],
    ['fr', 'quatre-vingt-dix-neuf, soixante et onze, deux cent un', ['99', '71', '201']],
    ['fr', 'mille deux cents euros, quatre-vingts, cent vingt-cinq', ['1200', '80', '125']],
    ['fr', 'septante-deux et huitante', ['72', '80']],
    ['es', 'mil doscientos treinta y uno', ['1231']],
    ['es', 'dos mil quinientas, veintitrés y cien', ['2500', '23', '100']],
    ['es', 'entre ocho y diez', ['8', '10']],
    ['pt', 'duzentos e cinquenta, mil e quinhentos, trinta e um', ['250', '1500', '31']],
    ['ja', '二〇二六年三月十二日', ['2026', '3', '12']],
    ['ja', '一万二千三百円、3万円、百分の一', ['12300', '30000']],
    ['ja', '一番大切な十分な説明を万一のため千葉で', []],
    ['sv', 'femtio', []],
  ])('has one value (%s): %s', (language, text, numbers) => {
    expect(numbersAbroad(text, language)).toEqual(numbers);
  });

  it.each(['de', 'fr', 'es', 'pt', 'it', 'nl', 'ja'])('takes linear time (%s)', (language) => {
    const texts = ['hundert', 'vingt et ', 'y ', 'cento', '十', '1,', 'zweiundzwanzig'];
    for (const part of texts) {
      const begun = performance.now();
      numbersAbroad(part.repeat(Math.ceil(60_000 / part.length)), language);
      expect(performance.now() - begun).toBeLessThan(1_500);
    }
  });
});
