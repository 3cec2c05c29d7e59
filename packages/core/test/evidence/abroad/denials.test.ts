import { describe, expect, it } from 'vitest';
import { deniesIn, hasDenials } from '../../../src/evidence/abroad/denials.ts';
import { isTakenBack } from '../../../src/evidence/taken-back.ts';

const DENIED: Record<string, readonly string[]> = {
  de: [
    'Das Formular ist nicht angekommen.',
    'Wir haben kein Geld überwiesen.',
    'Das habe ich nie gesagt.',
    'Es ist keine Rechnung da.',
    'Das ist unmöglich.',
    'Da war niemand.',
  ],
  es: [
    'El formulario no ha llegado.',
    'Nunca me llamaron.',
    'No hay ningún reembolso.',
    'Nadie ha venido.',
    'Es imposible.',
    'Tampoco lo he recibido.',
  ],
  fr: [
    "Le formulaire n'est pas arrivé.",
    'Je n’ai jamais appelé.',
    'Aucun remboursement prévu.',
    'Rien reçu.',
    "Ce n'est plus possible.",
    'Il ne vient plus.',
  ],
  it: [
    'Il modulo non è arrivato.',
    'Non mi hanno mai chiamato.',
    'Nessun rimborso.',
    'È impossibile.',
    'Nemmeno una lettera.',
  ],
  pt: [
    'O formulário não chegou.',
    'Nunca me ligaram.',
    'Não há nenhum reembolso.',
    'Ninguém apareceu.',
    'É impossível.',
  ],
  nl: [
    'Het formulier is niet aangekomen.',
    'Er is geen geld overgemaakt.',
    'Ik heb nooit gebeld.',
    'Er was niemand.',
    'Dat is onmogelijk.',
  ],
};
const AFFIRMED: Record<string, readonly string[]> = {
  de: [
    'Kein Problem, ich schicke das Formular.',
    'Keine Sorge, das Geld kommt.',
    'Das Formular ist angekommen.',
    'Sie bekommen das morgen, nicht wahr?',
    'Niederlassung Nord',
  ],
  es: [
    'No se preocupe, le envío el formulario.',
    'No hay problema, lo mando.',
    'De nada, el dinero ha llegado.',
    'Le llamo mañana, ¿no?',
    'El nombre y el número',
  ],
  fr: [
    "Pas de problème, je l'envoie.",
    'Ne vous inquiétez pas, le colis arrive.',
    'De rien.',
    "N'hésitez pas à rappeler.",
    'Le passage du technicien',
  ],
  it: [
    'Non si preoccupi, lo mando.',
    'Nessun problema, il modulo parte oggi.',
    'Di niente.',
    'Il nome del maiale',
  ],
  pt: [
    'Não se preocupe, eu envio.',
    'Não há problema, o dinheiro vai.',
    'De nada.',
    'Ligo amanhã, não?',
    'O nome da nona rua',
  ],
  nl: [
    'Geen probleem, ik stuur het.',
    'Geen zorgen, het geld komt.',
    'U krijgt het morgen, niet waar?',
    'De genietbare dag',
  ],
};

describe('negation in other languages', () => {
  it.each(Object.entries(DENIED))('what is denied is known: %s', (language, sentences) => {
    expect(sentences.filter((sentence) => !deniesIn(sentence, language))).toEqual([]);
  });

  it.each(Object.entries(AFFIRMED))(
    'phrases that hold such a word and deny nothing: %s',
    (language, sentences) => {
      expect(sentences.filter((sentence) => deniesIn(sentence, language))).toEqual([]);
    },
  );

  it('of a language without rules nothing is known', () => {
    expect([hasDenials('ko'), hasDenials(null), hasDenials('de')]).toEqual([false, false, true]);
    expect(deniesIn('도착하지 않았습니다.', 'ko')).toBe(false);
  });

  it('a promise that is denied in its clause is taken back; one beside a denial, or before a tag, is not', () => {
    const taken = (turn: string, quote: string, language: string, text = quote) =>
      isTakenBack(text, turn, quote, { language });
    expect(
      taken('Ich kann Ihnen das Geld leider nicht überweisen.', 'das Geld', 'de', 'Geld überweisen'),
    ).toBe(true);
    expect(
      taken(
        'Das Porto zahlen wir nicht, das Formular schicke ich Ihnen.',
        'das Formular schicke ich Ihnen',
        'de',
      ),
    ).toBe(false);
    expect(taken('Ich rufe Sie morgen an, ist das in Ordnung?', 'Ich rufe Sie morgen an', 'de')).toBe(false);
    expect(taken('Soll ich Ihnen das Formular schicken?', 'Ihnen das Formular schicken', 'de')).toBe(true);
    expect(taken('Le llamo mañana, ¿le parece bien?', 'Le llamo mañana', 'es')).toBe(false);
    expect(taken('Je vous rappelle demain, ça vous va ?', 'Je vous rappelle demain', 'fr')).toBe(false);
    expect(taken('La richiamo domani, va bene?', 'La richiamo domani', 'it')).toBe(false);
    expect(taken('Ligo-lhe amanhã, pode ser?', 'Ligo-lhe amanhã', 'pt')).toBe(false);
    expect(taken('Ik bel u morgen terug, is dat goed?', 'Ik bel u morgen terug', 'nl')).toBe(false);
    expect(taken('Não posso devolver o dinheiro.', 'devolver o dinheiro', 'pt')).toBe(true);
  });
});

describe('a denial after an "and"', () => {
  it.each([
    ['de', 'Ich schicke Ihnen morgen das Formular', ' und Sie müssen nichts weiter tun.'],
    ['es', 'Le envío el formulario mañana', ' y no tiene que hacer nada más.'],
    ['fr', 'Je vous envoie le formulaire demain', " et vous n'avez rien à faire."],
    ['it', 'Le invio il modulo domani', ' e non deve fare nulla.'],
    ['pt', 'Envio-lhe o formulário amanhã', ' e não precisa fazer nada.'],
    ['nl', 'Ik stuur u morgen het formulier', ' en u hoeft niets te doen.'],
  ])('of a new statement takes back nothing (%s)', (language, said, more) => {
    expect(isTakenBack(said, `${said}${more}`, said, { language })).toBe(false);
  });

  it.each([
    ['de', 'Ich überweise Ihnen das Geld', ' und die Zinsen nicht.'],
    ['de', 'Ich rufe Ihren Mann', ' und Sie nicht an.'],
    ['nl', 'Ik bel uw man', ' en u niet.'],
    ['fr', 'Je vous rembourse', ' et les frais pas.'],
  ])('of the same statement does (%s)', (language, said, more) => {
    expect(isTakenBack(said, `${said}${more}`, said, { language })).toBe(true);
  });
});
