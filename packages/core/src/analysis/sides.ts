import type { Judgement } from '../analytics/analytics.ts';
import type { Call, Speaker } from '../call/call.ts';
import { plainWords } from '../call/repeats.ts';
import { lazyPattern } from '../shared/lazy-pattern.ts';

// Each is one thing that speaks for a company, in the languages in which calls are read.
const LIKE_AN_AGENT = [
  lazyPattern(
    () =>
      /\b(?:thank(?:s| you) for (?:calling(?! (?:me|back|us back|so))|contacting|holding|choosing|your patience|being a customer)|welcome to \w+|you re (?:through|speaking) (?:to|with)|vielen dank fur ihren anruf|danke fur ihren anruf|merci d avoir appele|merci de votre appel|gracias por (?:llamar|su llamada|contactar)|grazie per aver(?:ci)? (?:chiamato|contattato)|obrigad[oa] por (?:ligar|contactar|entrar em contato)|bedankt voor het bellen)\b|お電話ありがとうございます/,
  ),
  lazyPattern(
    () =>
      /\b(?:how (?:can|may|could) (?:i|we) (?:help|assist)|what can i (?:do|help) (?:for )?you|wie kann ich (?:ihnen )?(?:helfen|weiterhelfen|behilflich)|was kann ich fur sie tun|(?:comment|en quoi) puis je vous aider|en que (?:le |te |la )?puedo ayudar|como (?:le |te )?puedo ayudar|como posso (?:ajudar|aiutar)|em que posso ajudar|waarmee kan ik|hoe kan ik u helpen)\b|ご用件/,
  ),
  lazyPattern(
    () =>
      /\b(?:anything else (?:that )?(?:i|we) can|anything else i could|(?:help|assist) you with (?:anything else|today)|kann ich sonst noch|puis je vous aider (?:pour )?autre chose|algo mas en (?:lo )?que|posso aiutarla (?:con|in) altro|posso ajudar em mais|kan ik nog iets)\b/,
  ),
  lazyPattern(
    () =>
      /\b(?:(?:can|could|may) i (?:have|get|take|please have|ask for) your|for security(?: purposes| reasons)?|verify your|confirm your (?:name|address|date|account|email|postcode|zip)|what is your (?:account|order|booking|policy|customer|member)|whats your (?:account|order)|ihre kundennummer|votre numero de (?:client|compte|dossier)|su numero de (?:cliente|cuenta|pedido)|il suo codice cliente|o seu numero de|uw klantnummer)\b|お名前を(?:お伺い|頂)/,
  ),
  lazyPattern(
    () =>
      /\b(?:i m (?:so |very |really |terribly )?sorry (?:to hear|about that|for (?:the|that|your|any))|i (?:do )?apologi[sz]e for|(?:sorry|apologies) for (?:the|any) (?:inconvenience|delay|trouble)|i understand (?:your|how|that you)|das tut mir (?:sehr )?leid|ich entschuldige mich fur|je suis (?:vraiment )?desolee? (?:pour|de)|lamento (?:mucho )?(?:el|la|las|que|o|a)|mi scuso per|mi dispiace per|pedimos desculpa|het spijt me)\b|申し訳(?:ございません|ありません)/,
  ),
  lazyPattern(
    () =>
      /\b(?:let me (?:just |quickly )?(?:check|look|see what|pull|run|bring|transfer|find|get that|open|take a look)|i can see (?:here|that|your|the|a|you)|bear with me|(?:put|place) you on (?:a brief )?hold|put you through|i ll transfer you|ich sehe (?:hier|gerade)|ich schaue|einen moment bitte|je regarde|je vois que|un instant s il vous plait|dejeme (?:ver|revisar|verificar)|permitame|mi faccia (?:vedere|controllare)|deixe me (?:ver|verificar)|ik kijk even|ik zie (?:hier|dat))\b|確認いたします|少々お待ち/,
  ),
  lazyPattern(
    () =>
      /\bi (?:have|ve) (?:just )?(?:booked|processed|cancelled|canceled|refunded|credited|arranged|updated|added|ordered|sent|opened|raised|issued)\b[^.?!]{0,60}\b(?:for you|your|you)\b|\bon your (?:account|order|booking|file)\b|\bin your account\b/,
  ),
  lazyPattern(
    () =>
      /\bthis is [#\w]+ (?:[#\w]+ )?speaking\b|\b(?:am i|who am i|do i have the pleasure of) speaking (?:to|with)\b|\bmy name is [#\w]+ (?:and )?(?:how|i ll be)\b|\b(?:sie sprechen mit|mit wem spreche ich|avec qui ai je|con quien tengo el gusto|con chi parlo|com quem eu falo|met wie spreek ik)\b/,
  ),
  lazyPattern(
    () =>
      /\b(?:do|would) you (?:want|like) me to\b|\b(?:it|the system) says here\b|\b(?:soll ich ihnen|voulez vous que je|quiere que (?:le|lo|la)|vuole che (?:le|la)|quer que eu|wilt u dat ik)\b/,
  ),
];
// What those say who want something of a company.
const LIKE_A_CUSTOMER = [
  lazyPattern(
    () =>
      /\bmy (?:\w+ )?(?:broadband|internet|order|parcel|package|card|bill|invoice|phone|flight|booking|subscription|router|delivery|refund|payment|account|statement|policy|claim|washing machine|line|connection|modem|reservation|service|battery|screen|laptop|computer|car|meter)\b[^.?!]{0,20}\b(?:is|s|has|was|isn t|hasn t|wasn t|never|keeps|won t|doesn t|stopped|didn t|got)\b|\b(?:mein|meine) (?:\w+ )?(?:internet|bestellung|paket|karte|rechnung|leitung|anschluss|konto|lieferung|ruckerstattung)\b|\b(?:mon|ma) (?:colis|commande|carte|facture|ligne|connexion|compte|remboursement)\b|\bmi (?:pedido|paquete|tarjeta|factura|linea|conexion|cuenta|reembolso)\b|\b(?:il mio|la mia) (?:pacco|ordine|carta|fattura|linea|conto|rimborso)\b|\b(?:meu|minha) (?:pedido|encomenda|cartao|fatura|linha|conta|reembolso)\b|\bmijn (?:pakket|bestelling|kaart|factuur|internet|rekening)\b/,
  ),
  lazyPattern(
    () =>
      /\bi (?:want|would like|d like|need|wanted|am trying|m trying|am looking|m looking) to (?:cancel|return|change|order|speak|talk|complain|report|know|find out|check|book|get|pay|make|buy|upgrade|ask|see if|dispute|close)\b|\bi m calling (?:about|because|to|regarding|in regards|for)\b|\bi am calling (?:about|because|to|regarding|for)\b|\bich (?:mochte|will|wollte) (?:kundigen|stornieren|wissen|reklamieren|mich beschweren)\b|\bje (?:voudrais|veux|souhaite|souhaiterais) (?:annuler|savoir|resilier|changer)\b|\bquiero (?:cancelar|saber|cambiar|devolver)\b|\bvorrei (?:annullare|sapere|cambiare|disdire)\b|\b(?:quero|queria|gostaria de) (?:cancelar|saber|trocar|devolver)\b|\bik wil (?:graag )?(?:opzeggen|annuleren|weten)\b/,
  ),
  lazyPattern(
    () =>
      /\bi (?:ordered|bought|paid|never (?:got|received|made)|was (?:charged|told|promised)|have (?:a problem|an issue|a question)|ve been (?:waiting|charged|trying)|have been (?:waiting|charged|trying))\b|\bwhen will (?:it|my|i|you)\b|\bcan you help me\b|\byou (?:charged|promised|sent) me\b|\bi m (?:really |very |so )?(?:frustrated|angry|upset|annoyed)\b/,
  ),
];
const LEAST_KINDS = 2;
const OUTWEIGHED = 3;
const MOST_READ = 400;

/** Do the words of each side sound like those of the other, and not like their own? */
function lookSwapped(call: Call): boolean {
  const signs = {
    agent: [new Set<number>(), new Set<number>()],
    customer: [new Set<number>(), new Set<number>()],
  };
  let read = 0;
  for (const { speaker, text } of call.turns) {
    if (speaker === 'other') continue;
    // How a call opens and goes on for a while tells who is who.
    read += 1;
    if (read > MOST_READ) break;
    const plain = unaccented(plainWords(text.slice(0, MOST_COMPARED)).replace(/'/g, ' '));
    const [agentLike, customerLike] = signs[speaker];
    for (const [i, like] of LIKE_AN_AGENT.entries()) if (like().test(plain)) agentLike?.add(i);
    for (const [i, like] of LIKE_A_CUSTOMER.entries()) if (like().test(plain)) customerLike?.add(i);
  }
  const [agentAsAgent = new Set(), agentAsCustomer = new Set()] = signs.agent;
  const [customerAsAgent = new Set(), customerAsCustomer = new Set()] = signs.customer;
  const against = customerAsAgent.size + agentAsCustomer.size;
  const forLabels = agentAsAgent.size + customerAsCustomer.size;
  // Where nothing speaks for the labels, each side must sound like the other, or one of them twice.
  const isClear =
    customerAsAgent.size >= LEAST_KINDS || (customerAsAgent.size > 0 && agentAsCustomer.size > 0);
  if (forLabels === 0) return isClear && against >= LEAST_KINDS;
  return customerAsAgent.size >= LEAST_KINDS && against >= OUTWEIGHED * forLabels;
}

function unaccented(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

/** Two turns that are the same so far are the same. */
const MOST_COMPARED = 2_000;
const ALIKE_WORDS = 3;
/** As long as three words, in a script without spaces too. */
const ALIKE_LENGTH = 12;
const ALIKE_LEAST = 2;
const ALIKE_SHARE = 0.6;

/** Does each side say what the other says? One channel was recorded twice then. */
function areAlike(call: Call): boolean {
  // Each sentence once: a word of courtesy that both sides repeat tells nothing.
  const said = (speaker: Speaker) => [
    ...new Set(
      call.turns
        .filter((turn) => turn.speaker === speaker)
        .map(({ text }) => plainWords(text.slice(0, MOST_COMPARED)))
        .filter((plain) => plain.split(' ').length >= ALIKE_WORDS || plain.length >= ALIKE_LENGTH),
    ),
  ];
  const [agent, customer] = [said('agent'), said('customer')];
  const share = (turns: string[], others: string[]) => {
    const known = new Set(others);
    const found = turns.filter((plain) => known.has(plain)).length;
    return found >= ALIKE_LEAST ? found / turns.length : 0;
  };
  return share(agent, customer) >= ALIKE_SHARE && share(customer, agent) >= ALIKE_SHARE;
}

/**
 * Why it cannot be believed who says what in a call, as flags; empty when the sides make sense. Labels are never swapped
 * in silence: the recorder of the call knows better.
 */
export function doubtsAboutSides(call: Call): string[] {
  if (areAlike(call)) return ['channels_alike:both_sides_say_the_same'];
  return lookSwapped(call) ? ['sides_look_swapped:the_customer_speaks_like_an_agent'] : [];
}

/** A judgement without its claims, for a call in which nothing tells who said what, and how many they were. */
export function withoutClaims(judgement: Judgement): { judgement: Judgement; dropped: number } {
  const { keyInsights, actionItems, deliverables, improvementAreas, commitments, closings, about, settles } =
    judgement;
  const claims = [
    keyInsights,
    actionItems,
    deliverables,
    improvementAreas,
    commitments,
    closings,
    about ?? [],
    settles ?? [],
  ];
  return {
    judgement: {
      ...judgement,
      keyInsights: [],
      actionItems: [],
      deliverables: [],
      improvementAreas: [],
      commitments: [],
      closings: [],
      settles: [],
      about: [],
      outline: { request: null, refusal: null, handOver: null, escalation: null },
    },
    dropped: claims.reduce((sum, list) => sum + list.length, 0),
  };
}
