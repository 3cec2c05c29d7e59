import { describe, expect, it } from 'vitest';
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
