import { describe, expect, it } from 'vitest';
import { deniesIn } from '../../../src/evidence/abroad/denials.ts';
import { addsNoFacts, groundsOf } from '../../../src/evidence/grounding.ts';

/** Wordings that were written down before anyone looked at the lists. */
const DENIED: Record<string, readonly string[]> = {
  de: [
    'Ich kann Ihnen leider keinen Techniker schicken.',
    'Eine Erstattung ist ausgeschlossen.',
    'Das lehnen wir ab.',
    'Der Antrag wurde abgelehnt.',
    'Eine Gutschrift gibt es weder heute noch morgen.',
    'Die Erstattung entfällt.',
    'Wir verzichten auf die Rücknahme.',
    'Ich weigere mich, das zu buchen.',
    'Nichts davon wird ersetzt.',
    'Keinesfalls überweisen wir das.',
    'Auf gar keinen Fall schicke ich das.',
    'Ich schicke Ihnen das ohne Rechnung keineswegs.',
    'Das geht nimmer.',
    'Keiner von uns ruft Sie an.',
    'Nirgends steht, dass wir das zahlen.',
    'Kaum möglich, dass wir das erstatten.',
    'Das Geld ist niemals überwiesen worden.',
    'Davon kann keine Rede sein.',
  ],
  fr: [
    'Je refuse de vous rembourser.',
    'Votre demande est refusée.',
    "Il est exclu que l'on vous rembourse.",
    'Personne ne vous rappellera.',
    'Nul ne passera demain.',
    'Je ne saurais vous le promettre.',
    "Nous n'enverrons guère de technicien.",
    'Sans facture, pas de remboursement.',
    'Impossible de vous rembourser.',
    'Ni remboursement ni échange.',
    'Hors de question que je vous rembourse.',
    'Je ne peux malheureusement rien faire.',
    'Y a pas de remboursement.',
    "J'peux pas vous rembourser.",
    'Nulle part il est écrit que nous payons.',
    'Votre dossier a été rejeté.',
    "Il m'est interdit de vous rembourser.",
    'Aucunement.',
  ],
  es: [
    'Le hemos denegado el reembolso.',
    'Me niego a enviarlo.',
    'Queda descartado el reembolso.',
    'Jamás le llamaremos.',
    'Ni hablar de un reembolso.',
    'En absoluto vamos a pagarlo.',
    'Sin factura no hay devolución.',
    'Su solicitud ha sido rechazada.',
    'Nada de eso se devuelve.',
    'Ninguna de las dos cosas.',
  ],
  pt: [
    'Recusamos o reembolso.',
    'O pedido foi recusado.',
    'De modo nenhum enviamos o técnico.',
    'Jamais vamos devolver isso.',
    'Nada disso será pago.',
    'Está fora de questão devolver o dinheiro.',
    'Nem hoje nem amanhã.',
    'O seu pedido foi negado.',
    'Tampouco ligamos.',
    'Sem fatura não há devolução.',
  ],
};
/** Japanese came later. */
DENIED.ja = [
  '返金はできません。',
  'まだ発送していない。',
  '申し訳ございませんが、交換はいたしかねます。',
  '配送先の変更は不可です。',
  '電話はありませんでした。',
];
const AFFIRMED: Record<string, readonly string[]> = {
  de: [
    'Ich rufe Sie um 10 Uhr an.',
    'Der Techniker kommt am Freitag zwischen acht und zehn.',
    'Ohne Weiteres, ich schicke das heute.',
    'Ich buche das sofort um.',
    'Das Paket kommt ohne Versandkosten.',
    'Nicht nur das Formular, auch die Rechnung schicke ich Ihnen.',
    'Keine Ursache, das erledige ich gern.',
    'Ich habe das Konto wieder freigeschaltet.',
  ],
  fr: [
    'Je vous rappelle à 10 heures.',
    'Le technicien passe vendredi entre huit et dix heures.',
    'Pas de souci, je vous envoie le formulaire.',
    'Je vous envoie la facture sans frais.',
    'Bien sûr, une personne vous rappellera demain.',
    'Je vous envoie non seulement le formulaire, mais aussi la facture.',
    "Aucun problème, c'est fait.",
    'Un pas de plus et votre dossier est complet.',
  ],
  es: [
    'Le llamo a las diez.',
    'Sin problema, se lo envío hoy.',
    'No hay problema, ya está hecho.',
    'No se preocupe, le envío el formulario.',
    'De nada, el técnico va el viernes.',
    'Le hemos devuelto los gastos de envío.',
  ],
  pt: [
    'Ligo-lhe às dez horas.',
    'Sem problema, envio hoje.',
    'Não se preocupe, o técnico passa na sexta.',
    'De nada, já está tratado.',
    'Devolvemos os portes de envio.',
    'Vou enviar-lhe o formulário amanhã.',
  ],
};

AFFIRMED.ja = [
  '明日お電話いたします。',
  '問題ありません、すぐに発送します。',
  '申し訳ございません、本日返金いたします。',
  '間違いなくお届けします。',
];

describe('wordings with which no rule was written: what is denied', () => {
  const all = (kinds: Record<string, readonly string[]>) =>
    Object.entries(kinds).flatMap(([language, texts]) => texts.map((text) => [language, text] as const));

  it.each(all(DENIED))('is not said (%s): %s', (language, text) => {
    expect(deniesIn(text, language)).toBe(true);
  });

  it.each(all(AFFIRMED))('stands (%s): %s', (language, text) => {
    expect(deniesIn(text, language)).toBe(false);
  });
});

const adds = (text: string, evidence: string, language: string) =>
  !addsNoFacts(text, groundsOf(evidence), language);

describe('wordings with which no rule was written: figures and words', () => {
  it.each([
    ['de', 'Ruft um 10 Uhr an', 'Ich rufe Sie um zehn an'],
    ['de', 'Ruft um zehn Uhr an', 'Ich rufe Sie um 10 Uhr an'],
    ['de', 'Erstattung von 35 Euro', 'Ich erstatte Ihnen fünfunddreißig Euro'],
    ['de', 'Erstattung von 1200 Euro', 'Ich erstatte Ihnen zwölfhundert Euro'],
    ['de', 'In 14 Tagen', 'In vierzehn Tagen haben Sie es'],
    ['de', 'Kommt in zwei Wochen', 'Das kommt in 2 Wochen'],
    ['fr', 'Rappelle à 10 heures', 'Je vous rappelle à dix heures'],
    ['fr', 'Remboursement de 75 euros', 'Je vous rembourse soixante-quinze euros'],
    ['fr', 'Remboursement de 90 euros', 'Je vous rembourse quatre-vingt-dix euros'],
    ['fr', 'Dans quinze jours', 'Vous le recevrez dans 15 jours'],
    ['es', 'Llama a las 10', 'Le llamo a las diez'],
    ['es', 'Reembolso de 45 euros', 'Le devuelvo cuarenta y cinco euros'],
    ['es', 'Reembolso de veinticinco euros', 'Le devuelvo 25 euros'],
    ['pt', 'Liga às 10', 'Ligo-lhe às dez'],
    ['pt', 'Devolução de 35 euros', 'Devolvo-lhe trinta e cinco euros'],
    ['it', 'Richiama alle 10', 'La richiamo alle dieci'],
    ['it', 'Rimborso di 28 euro', 'Le rimborso ventotto euro'],
    ['nl', 'Belt om 10 uur', 'Ik bel u om tien uur'],
    ['nl', 'Terugbetaling van 25 euro', 'Ik betaal u vijfentwintig euro terug'],
    ['ja', '10時に電話', '十時にお電話します'],
    ['ja', '三千円の返金', '3000円を返金いたします'],
    ['ja', '２日以内に発送', '二日以内に発送します'],
  ])('the same number is the same (%s): %s', (language, text, said) => {
    expect(adds(text, said, language)).toBe(false);
  });

  it.each([
    ['de', 'Ruft um 11 Uhr an', 'Ich rufe Sie um zehn an'],
    ['de', 'Erstattung von 53 Euro', 'Ich erstatte Ihnen fünfunddreißig Euro'],
    ['fr', 'Remboursement de 95 euros', 'Je vous rembourse quatre-vingts euros'],
    ['fr', 'Remboursement de 60 euros', 'Je vous rembourse soixante-dix euros'],
    ['es', 'Reembolso de 40 euros', 'Le devuelvo cuarenta y cinco euros'],
    ['pt', 'Devolução de 30 euros', 'Devolvo-lhe trinta e cinco euros'],
    ['it', 'Rimborso di 20 euro', 'Le rimborso ventotto euro'],
    ['nl', 'Terugbetaling van 20 euro', 'Ik betaal u vijfentwintig euro terug'],
    ['ja', '五千円の返金', '三千円を返金いたします'],
    ['ja', '5000円の返金', '三千円を返金いたします'],
    ['ja', '三日以内に発送', '二日以内に発送します'],
    ['ja', '百万円の返金', '返金いたします'],
  ])('another number is another (%s): %s', (language, text, said) => {
    expect(adds(text, said, language)).toBe(true);
  });

  it.each([
    ['ja', '一緒に確認', '確認いたします'],
    ['ja', '十分な説明', '説明します'],
  ])('is none (%s): %s', (language, text, said) => {
    expect(adds(text, said, language)).toBe(false);
  });
});
