import type { CallAnalytics } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { windowOf } from '../../../../core/test/support/story.ts';
import { bodyOf } from '../../support/app.ts';
import { FIRM, plainAnswer } from '../../support/fake-model-server.ts';
import { appWithModel } from '../../support/openai-app.ts';
import { ANA } from '../../support/provider-app.ts';

interface Said {
  language: string;
  asks: string;
  /** A promise of the agent, and the same with its number the other way: as figures or as words. */
  promise: string;
  alike: string;
  /** The same with a number that was not said. */
  forged: string;
  /** Words of the agent that refuse something, and what a model makes of them that has not read the refusal. */
  denied: string;
  turned: string;
}

const CALLS: Said[] = [
  {
    language: 'de',
    asks: 'Guten Tag, mein Anschluss ist seit gestern gestört, und ich brauche dringend einen Termin.',
    promise: 'Der Techniker kommt morgen um zehn Uhr zu Ihnen nach Hause.',
    alike: 'Der Techniker kommt um 10 Uhr zu Ihnen nach Hause',
    forged: 'Der Techniker kommt um 11 Uhr zu Ihnen nach Hause',
    denied: 'Eine Erstattung der Gebühr ist in Ihrem Vertrag leider ausgeschlossen.',
    turned: 'Eine Erstattung der Gebühr in Ihrem Vertrag',
  },
  {
    language: 'fr',
    asks: 'Bonjour, je n’ai toujours pas reçu le remboursement de ma commande du mois dernier.',
    promise: 'Nous vous remboursons quatre-vingt-dix euros dans les quinze jours.',
    alike: 'Nous vous remboursons 90 euros dans les 15 jours',
    forged: 'Nous vous remboursons 95 euros dans les 15 jours',
    denied: 'Je refuse de vous envoyer un autre appareil avant son retour.',
    turned: 'Envoyer un autre appareil avant son retour',
  },
  {
    language: 'es',
    asks: 'Buenos días, todavía no me han devuelto el dinero de la factura que pagué dos veces.',
    promise: 'Le devolvemos cuarenta y cinco euros en su cuenta la próxima semana.',
    alike: 'Le devolvemos 45 euros en su cuenta la próxima semana',
    forged: 'Le devolvemos 40 euros en su cuenta la próxima semana',
    denied: 'Me niego a cambiar el contrato sin la firma del titular.',
    turned: 'Cambiar el contrato sin la firma del titular',
  },
  {
    language: 'pt',
    asks: 'Bom dia, ainda não recebi o reembolso da fatura que paguei duas vezes no mês passado.',
    promise: 'Devolvemos trinta e cinco euros à sua conta na próxima semana.',
    alike: 'Devolvemos 35 euros à sua conta na próxima semana',
    forged: 'Devolvemos 30 euros à sua conta na próxima semana',
    denied: 'Recusamos a troca do aparelho sem a fatura original da loja.',
    turned: 'Troca do aparelho sem a fatura original da loja',
  },
  {
    language: 'ja',
    asks: 'もしもし、先週注文した商品がまだ届いていません。返金をお願いします。',
    promise: '三千円を十日以内にお客様の口座へ返金いたします。',
    alike: '3000円を10日以内にお客様の口座へ返金いたします',
    forged: '五千円を十日以内にお客様の口座へ返金いたします',
    denied: '',
    turned: '',
  },
];

/** The promises that are kept when a model says that the agent made this one. */
async function kept({ asks, promise, denied }: Said, text: string, quote: string): Promise<string[]> {
  const content = JSON.stringify(
    plainAnswer({
      commitments: [{ quotes: [{ quote, line: 1 }], text, owner: 'agent', due: null, ...FIRM }],
    }),
  );
  const app = await appWithModel(() => ({ content }));
  const turns = [asks, promise, denied]
    .filter((transcript) => transcript !== '')
    .map((transcript, n) => ({ speaker: n === 0 ? 'customer' : 'agent', transcript }));
  await app.ports.records.add(windowOf('call-1', 1, turns));
  const answer = await app.post('/getCallAnalytics', { call_id: 'call-1', client_email: ANA });
  const { commitments, analysis } = await bodyOf<CallAnalytics>(answer);
  expect(commitments.length + analysis.dropped).toBe(1);
  return commitments.map((commitment) => commitment.text);
}

describe('numbers and denials in another language, as a model tells of them', () => {
  it.each(CALLS)('a number may stand in figures or in words: $language', async (call) => {
    expect(await kept(call, call.promise, call.promise)).toHaveLength(1);
    expect(await kept(call, call.alike, call.promise)).toEqual([call.alike]);
  });

  it.each(CALLS)('a number that was not said is never stored: $language', async (call) => {
    expect(await kept(call, call.forged, call.promise)).toEqual([]);
  });

  it.each(CALLS.filter(({ denied }) => denied !== ''))(
    'what the agent refuses is no promise: $language',
    async (call) => {
      expect(await kept(call, call.turned, call.denied)).toEqual([]);
    },
  );
});
