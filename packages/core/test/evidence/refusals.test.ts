import { describe, expect, it } from 'vitest';
import { decodeCall } from '../../src/call/decode-call.ts';
import { checkFindings } from '../../src/evidence/gate.ts';
import { languagesOfCall } from '../../src/language/languages-of-call.ts';
import { plainJudgement, windowOf } from '../support/story.ts';

const ASKS: Record<string, string> = {
  en: 'Hello, I would like to have my delivery charge back for the order.',
  de: 'Guten Tag, ich möchte meine Versandkosten für die Bestellung zurück haben.',
  es: 'Buenos días, quiero que me devuelvan los gastos de envío del pedido.',
  fr: 'Bonjour, je voudrais le remboursement des frais de ma commande.',
  pt: 'Bom dia, quero o reembolso dos portes da minha encomenda.',
};

/** What is kept when a model takes these words of the agent for done, for promised, and for a task. */
async function kept(language: string, said: string, text = said) {
  const turns = [
    { speaker: 'customer', transcript: ASKS[language] ?? '' },
    { speaker: 'agent', transcript: said },
  ];
  const call = decodeCall('c', [windowOf('c', 1, turns)]);
  const evidence = [{ window_number: 1, turn: 1, speaker: 'agent' as const, quote: said }];
  const finding = { text: text.replace(/[.!]$/, ''), evidence };
  const judgement = plainJudgement({
    deliverables: [finding],
    actionItems: [finding],
    commitments: [{ ...finding, owner: 'agent', due: null }],
  });
  const languages = await languagesOfCall(call);
  const { deliverables, actionItems, commitments } = checkFindings(judgement, call, [], null, 'UTC', {
    ...{ worded: true, languages },
  });
  return [deliverables.length, commitments.length, actionItems.length];
}

describe('what an agent refuses', () => {
  it.each([
    ['en', "I'm afraid I can't refund the delivery charge."],
    ['en', 'We are unable to refund the delivery charge.'],
    ['en', 'A refund of the delivery charge is out of the question.'],
    ['de', 'Die Versandkosten kann ich Ihnen leider nicht erstatten.'],
    ['de', 'Eine Erstattung der Versandkosten ist ausgeschlossen.'],
    ['es', 'No puedo devolverle los gastos de envío.'],
    ['es', 'La devolución de los gastos ha sido rechazada.'],
    ['fr', 'Je ne peux pas vous rembourser les frais de port.'],
    ['fr', 'Il nous est impossible de rembourser les frais.'],
    ['pt', 'Não posso devolver os portes de envio.'],
    ['pt', 'A devolução dos portes foi recusada.'],
  ])('is neither done, nor promised, nor left to do (%s): %s', async (language, said) => {
    expect(await kept(language, said)).toEqual([0, 0, 0]);
  });

  it.each([
    ['en', "I won't charge you for the delivery again."],
    ['de', 'Wir werden Ihnen für diese Bestellung nichts mehr berechnen.'],
    ['en', "I can't refund it today, but I'll refund the delivery charge tomorrow."],
    ['de', 'Heute kann ich das nicht erstatten, aber morgen erstatte ich die Versandkosten.'],
  ])('is another thing than a promise that denies something (%s): %s', async (language, said) => {
    const [, promised] = await kept(language, said);
    expect(promised).toBe(1);
  });
});

describe('what an agent will do', () => {
  it.each([
    ["I'll refund the delivery charge by Friday.", 'Refund of the delivery charge'],
    ["We're going to send you a new card.", 'New card'],
  ])('is promised, and not done: %s', async (said, text) => {
    const [done, promised] = await kept('en', said, text);
    expect([done, promised]).toEqual([0, 1]);
  });

  it('is beside what has been done', async () => {
    const said = "I've refunded the delivery charge, so you will see it by Friday.";
    expect((await kept('en', said, 'Refunded the delivery charge'))[0]).toBe(1);
  });
});
