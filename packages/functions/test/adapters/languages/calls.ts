import type { CallWindow } from '@live-assist/core';
import type { ModelAnswer } from '@live-assist/core/prompt/prompt-answer';
import { windowOf } from '../../../../core/test/support/story.ts';

type Form = NonNullable<ModelAnswer['commitments'][number]['due']>;

/** A promise of the agent in a call, and the day on which it is due. */
export interface Promised {
  quote: string;
  words: string;
  form: Form['form'];
  n: number;
  month?: number;
  dueAt: string | null;
}

/** A call in another language than English. It ends on Tuesday 3 March 2026. */
export interface ForeignCall {
  language: string;
  /** Agent and customer in turn, the agent first. */
  turns: readonly string[];
  promises: readonly Promised[];
  /** Words of the agent that say what was done. */
  done: string | null;
  /** Words of the agent that refuse, or deny, what a model might take for done or promised. */
  denied: string;
}

export const FOREIGN_CALLS: readonly ForeignCall[] = [
  {
    language: 'de',
    turns: [
      'Guten Tag, Kundenbetreuung, was kann ich für Sie tun?',
      'Meine Erstattung ist immer noch nicht da, und ich brauche das Formular.',
      'Das Formular schicke ich Ihnen bis Freitag per E-Mail. Die Versandkosten kann ich leider nicht erstatten.',
      'Das hilft mir sehr, vielen Dank.',
    ],
    promises: [
      {
        quote: 'Das Formular schicke ich Ihnen bis Freitag per E-Mail',
        words: 'bis Freitag',
        form: 'weekday',
        n: 5,
        dueAt: '2026-03-06',
      },
    ],
    done: null,
    denied: 'Die Versandkosten kann ich leider nicht erstatten.',
  },
  {
    language: 'de',
    turns: [
      'Guten Morgen, wie kann ich Ihnen helfen?',
      'Der Router blinkt rot, seit gestern habe ich kein Internet mehr.',
      'Ich habe die Leitung neu gestartet. Der Techniker ruft Sie übermorgen an, ist das in Ordnung?',
      'Ja, das passt mir gut.',
      'Die Gutschrift kommt bis zum Monatsletzten. Einen Ersatzrouter bekommen Sie nicht.',
      'Schade, aber danke.',
    ],
    promises: [
      {
        quote: 'Der Techniker ruft Sie übermorgen an',
        words: 'übermorgen',
        form: 'days',
        n: 2,
        dueAt: '2026-03-05',
      },
      {
        quote: 'Die Gutschrift kommt bis zum Monatsletzten',
        words: 'bis zum Monatsletzten',
        form: 'end_of_month',
        n: 0,
        dueAt: '2026-03-31',
      },
    ],
    done: 'Ich habe die Leitung neu gestartet.',
    denied: 'Einen Ersatzrouter bekommen Sie nicht.',
  },
  {
    language: 'de',
    turns: [
      'Willkommen bei der Hotline, worum geht es?',
      'Mein Paket ist nie angekommen, ich bin sehr verärgert.',
      'Das tut mir leid. Wir liefern es am 12. März noch einmal aus.',
      'Und was ist mit dem Geld?',
      'Ich melde mich so bald wie möglich. Das Geld wurde noch nie überwiesen.',
      'Na gut.',
    ],
    promises: [
      {
        quote: 'Wir liefern es am 12. März noch einmal aus',
        words: 'am 12. März',
        form: 'date',
        n: 12,
        month: 3,
        dueAt: '2026-03-12',
      },
      // A model that makes a day of "as soon as possible".
      {
        quote: 'Ich melde mich so bald wie möglich',
        words: 'so bald wie möglich',
        form: 'days',
        n: 1,
        dueAt: null,
      },
    ],
    done: null,
    denied: 'Das Geld wurde noch nie überwiesen.',
  },
  {
    language: 'es',
    turns: [
      'Buenos días, atención al cliente, ¿en qué puedo ayudarle?',
      'Todavía espero el formulario de reembolso.',
      'Le envío el formulario el viernes. Los gastos de envío no se los podemos devolver.',
      'Perfecto, muchas gracias.',
    ],
    promises: [
      {
        quote: 'Le envío el formulario el viernes',
        words: 'el viernes',
        form: 'weekday',
        n: 5,
        dueAt: '2026-03-06',
      },
    ],
    done: null,
    denied: 'Los gastos de envío no se los podemos devolver.',
  },
  {
    language: 'es',
    turns: [
      'Hola, le atiende el servicio técnico, dígame.',
      'No tengo conexión desde ayer por la tarde.',
      'Ya he reiniciado la línea desde aquí. Le llamo mañana por la mañana, ¿le parece bien?',
      'Sí, de acuerdo.',
      'El técnico nunca ha pasado por su casa.',
      'Eso ya lo sé.',
    ],
    promises: [
      {
        quote: 'Le llamo mañana por la mañana',
        words: 'mañana por la mañana',
        form: 'days',
        n: 1,
        dueAt: '2026-03-04',
      },
    ],
    done: 'Ya he reiniciado la línea desde aquí.',
    denied: 'El técnico nunca ha pasado por su casa.',
  },
  {
    language: 'es',
    turns: [
      'Buenas tardes, ¿cuál es su consulta?',
      'Me han cobrado dos veces la misma factura.',
      'El abono estará en su cuenta en tres días. La carta llegará antes de fin de mes.',
      'Espero que sea verdad.',
      'No hay ningún descuento aplicado a su cuenta.',
      'Vale, adiós.',
    ],
    promises: [
      {
        quote: 'El abono estará en su cuenta en tres días',
        words: 'en tres días',
        form: 'days',
        n: 3,
        dueAt: '2026-03-06',
      },
      {
        quote: 'La carta llegará antes de fin de mes',
        words: 'antes de fin de mes',
        form: 'end_of_month',
        n: 0,
        dueAt: '2026-03-31',
      },
    ],
    done: null,
    denied: 'No hay ningún descuento aplicado a su cuenta.',
  },
  {
    language: 'fr',
    turns: [
      'Bonjour, service client, que puis-je faire pour vous ?',
      'Je n’ai toujours pas reçu le formulaire de remboursement.',
      'Je vous envoie le formulaire demain. Je ne peux pas rembourser les frais de port.',
      'Merci, ça m’aide beaucoup.',
    ],
    promises: [
      {
        quote: 'Je vous envoie le formulaire demain',
        words: 'demain',
        form: 'days',
        n: 1,
        dueAt: '2026-03-04',
      },
    ],
    done: null,
    denied: 'Je ne peux pas rembourser les frais de port.',
  },
  {
    language: 'fr',
    turns: [
      'Assistance technique bonjour, je vous écoute.',
      'Ma box ne marche plus depuis hier soir.',
      "J'ai réinitialisé votre ligne. Le technicien passera lundi prochain, ça vous convient ?",
      'Oui, très bien.',
      "La pièce n'a jamais été commandée.",
      'Ah bon.',
    ],
    promises: [
      {
        quote: 'Le technicien passera lundi prochain',
        words: 'lundi prochain',
        form: 'weekday',
        n: 1,
        dueAt: '2026-03-09',
      },
    ],
    done: "J'ai réinitialisé votre ligne.",
    denied: "La pièce n'a jamais été commandée.",
  },
  {
    language: 'fr',
    turns: [
      'Bonjour, vous êtes bien au service des commandes.',
      'Ma commande est arrivée cassée, c’est inadmissible.',
      'Nous vous livrons une nouvelle lampe le 20 mars. Le dossier sera traité dans deux semaines.',
      'J’espère bien.',
      'Aucun bon d’achat n’est prévu.',
      'Au revoir.',
    ],
    promises: [
      {
        quote: 'Nous vous livrons une nouvelle lampe le 20 mars',
        words: 'le 20 mars',
        form: 'date',
        n: 20,
        month: 3,
        dueAt: '2026-03-20',
      },
      {
        quote: 'Le dossier sera traité dans deux semaines',
        words: 'dans deux semaines',
        form: 'weeks',
        n: 2,
        dueAt: '2026-03-17',
      },
    ],
    done: null,
    denied: 'Aucun bon d’achat n’est prévu.',
  },
  {
    language: 'pt',
    turns: [
      'Bom dia, apoio ao cliente, em que posso ajudar?',
      'Ainda estou à espera do formulário de reembolso.',
      'Envio-lhe o formulário até sexta-feira. Os portes não podem ser devolvidos.',
      'Está ótimo, muito obrigada.',
    ],
    promises: [
      {
        quote: 'Envio-lhe o formulário até sexta-feira',
        words: 'até sexta-feira',
        form: 'weekday',
        n: 5,
        dueAt: '2026-03-06',
      },
    ],
    done: null,
    denied: 'Os portes não podem ser devolvidos.',
  },
  {
    language: 'pt',
    turns: [
      'Boa tarde, assistência técnica, diga por favor.',
      'A minha internet está muito lenta desde ontem.',
      'Já reiniciei a sua linha. Ligo-lhe amanhã de manhã, pode ser?',
      'Pode, sim, obrigado.',
      'O técnico nunca recebeu o seu pedido.',
      'Pois, era isso.',
    ],
    promises: [
      {
        quote: 'Ligo-lhe amanhã de manhã',
        words: 'amanhã de manhã',
        form: 'days',
        n: 1,
        dueAt: '2026-03-04',
      },
    ],
    done: 'Já reiniciei a sua linha.',
    denied: 'O técnico nunca recebeu o seu pedido.',
  },
  {
    language: 'pt',
    turns: [
      'Olá, fala do serviço de encomendas.',
      'A encomenda chegou partida e ninguém me responde.',
      'Mandamos uma nova jarra no dia 18. A carta chega até o fim do mês.',
      'Espero que sim.',
      'Não foi feito nenhum reembolso.',
      'Está bem, adeus.',
    ],
    promises: [
      {
        quote: 'Mandamos uma nova jarra no dia 18',
        words: 'no dia 18',
        form: 'date',
        n: 18,
        dueAt: '2026-03-18',
      },
      {
        quote: 'A carta chega até o fim do mês',
        words: 'até o fim do mês',
        form: 'end_of_month',
        n: 0,
        dueAt: '2026-03-31',
      },
    ],
    done: null,
    denied: 'Não foi feito nenhum reembolso.',
  },
];

/** The call as one window; its turns are ten seconds apart. */
export function windowOfForeign(
  { turns }: ForeignCall,
  callId: string,
  more: Partial<CallWindow> = {},
): CallWindow {
  const said = turns.map((transcript, place) => ({
    speaker: place % 2 === 0 ? 'agent' : 'customer',
    transcript,
    timestamp: new Date(Date.UTC(2026, 2, 3, 10, 0, place * 10)).toISOString(),
  }));
  return windowOf(callId, 1, said, { created_at: '2026-03-03T10:05:00.000Z', ...more });
}
