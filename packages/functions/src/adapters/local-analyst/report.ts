import type { Evidence, Finding, Judgement, Outline } from '@live-assist/core';
import type { Escalation } from './escalation.ts';
import { type CallSentences, isQuotable, quoteOf, type Sentence, shorten, tidy } from './reading.ts';
import type { CustomerRequest } from './request.ts';
import { retold } from './retold.ts';
import type { Feeling } from './sentiment.ts';
import { saysFailed, saysRefused } from './statements.ts';

/** The results of the other parts of the analyst, for the report. */
export interface Findings {
  category: string;
  resolved: boolean;
  escalation: Escalation;
  feeling: Feeling;
  deliverables: Finding[];
  commitments: Judgement['commitments'];
  /** The customer's request in their words; null when the call does not contain it. */
  request: CustomerRequest | null;
  /** Evidence that promises of earlier calls were missed, one entry per promise. */
  missed: Judgement['closings'][number]['evidence'][];
}

/** The points that only the summary needs, each with evidence: the request, the refusal, the hand-over. */
export function outlineOf(reading: CallSentences, found: Findings): Outline {
  const { request, escalation } = found;
  const refusal = found.deliverables.length === 0 ? lastRefusal(reading.agent) : undefined;
  const taken = { text: handOverOf(escalation), evidence: escalation.evidence };
  return {
    request: request === null ? null : { text: retold(request.words), evidence: [request.evidence] },
    refusal:
      refusal === undefined
        ? null
        : { text: `It was refused: “${passage(refusal.text, 120)}”.`, evidence: [quoteOf(refusal)] },
    handOver: escalation.handedOver ? taken : null,
    escalation: escalation.risk >= 50 ? taken : null,
  };
}

/** At most three insights for a supervisor, each with a quote. */
export function insightsOf({ customer, agent }: CallSentences, found: Findings): Finding[] {
  const { escalation, feeling, request } = found;
  const insights: Finding[] = [];
  const shown = new Set<Sentence>();
  // Each sentence is quoted once.
  const add = (what: string, sentence: Sentence | undefined) => {
    if (sentence === undefined) return;
    shown.add(sentence);
    insights.push({
      text: `${what}: “${passage(sentence.text, 150)}”.`,
      evidence: [quoteOf(sentence)],
    });
  };
  const first = (sentences: readonly Sentence[], cue: RegExp) =>
    sentences.find((sentence) => !shown.has(sentence) && cue.test(sentence.plain) && isQuotable(sentence));

  if (escalation.risk >= 50 && escalation.evidence.length > 0)
    insights.push({
      text: handOverOf(escalation),
      evidence: escalation.evidence,
    });
  for (const evidence of found.missed) {
    const sentence = customer.find((said) => evidence.some((item) => isQuoteOf(item, said)));
    // A bare "No." says nothing by itself, and the promise is in the words of another day.
    if (sentence !== undefined && sentence.plain.split(' ').length >= 4)
      add('An earlier promise was not kept', sentence);
    else insights.push({ text: 'A promise of an earlier call was not kept.', evidence });
  }
  add('The customer speaks of leaving', first(customer, LEAVING));
  add('The customer has been in touch about this before', first(customer, AGAIN));
  const upset = feeling.emotions.find(({ emotion }) => UPSET.has(emotion))?.emotion;
  add(
    upset === undefined ? 'The customer was unhappy' : `The customer was unhappy (${upset})`,
    // "It's a joke." tells less than what was said beside it.
    first(feeling.complaints, /(?<!\S)(?:\S+\s+){4}\S/) ?? first(feeling.complaints, /\S/),
  );
  if (!found.resolved && found.deliverables.length === 0)
    add('The request could not be met', lastRefusal(agent));
  if (request !== null && !shown.has(request.sentence))
    insights.push({ text: `The customer’s request: “${request.words}”.`, evidence: [request.evidence] });
  return insights.slice(0, 3);
}

function isQuoteOf(item: Evidence, { turn, text }: Sentence): boolean {
  return (
    'quote' in item &&
    item.window_number === turn.windowNumber &&
    item.turn === turn.index &&
    item.quote === text
  );
}

/** At most three actions after the call. */
export function actionsOf(found: Findings): Finding[] {
  const owed = found.commitments
    .filter(({ owner }) => owner === 'agent')
    .map(({ text, evidence }) => ({ text: shorten(`Keep the promise: “${text}”.`, 300), evidence }));
  const awaited = found.commitments
    .filter(({ owner }) => owner === 'customer')
    .map(({ text, evidence }) => ({ text: shorten(`Wait for the customer: “${text}”.`, 300), evidence }));
  const { request } = found;
  const handOver =
    found.escalation.handedOver && found.escalation.evidence.length > 0
      ? [{ text: 'Make sure that the hand-over was taken up.', evidence: found.escalation.evidence }]
      : [];
  const open =
    !found.resolved && request !== null
      ? [
          {
            text: shorten(
              `${found.deliverables.length > 0 ? 'Check that the request is settled' : 'Follow up on the open request'}: “${request.words}”.`,
              300,
            ),
            evidence: [request.evidence],
          },
        ]
      : [];
  return [...owed, ...handOver, ...open, ...awaited].slice(0, 3);
}

/** Two to four tags. */
export function tagsOf({ category, resolved, escalation, feeling, commitments }: Findings): string[] {
  const tags = [
    shorten(category, 40),
    resolved ? 'resolved' : 'unresolved',
    escalation.risk >= 50 && 'escalation',
    commitments.some(({ owner }) => owner === 'agent') && 'follow-up-promised',
    feeling.complaints.length > 0 &&
      (feeling.emotions.find(({ emotion }) => UPSET.has(emotion))?.emotion ?? 'unhappy-customer'),
  ];
  return [...new Set(tags.filter((tag) => tag !== false))].slice(0, 4);
}

const UPSET = new Set(['anger', 'frustration', 'disappointment']);

const AGAIN =
  /\b(?:(?:second|third|fourth|fifth|sixth) time|(?:called|rang|phoned|contacted you|been in touch|written) (?:\w+ ){0,3}(?:before|already|twice|last (?:week|month|time)|yesterday|several times|many times|(?:two|three|four) times)|already (?:called|contacted|written|been in touch)|last time i (?:called|spoke)|again and again|keep(?:s)? calling)\b/i;
const LEAVING =
  /\b(?:(?:switch(?:ing)?|mov(?:e|ing)|go(?:ing)?) to (?:another|a different|the competition|your competitor)|(?:cancel|close|closing|cancelling) (?:my|our) (?:account|contract|subscription|membership)|taking my business|never (?:use|buy|shop|fly) (?:\w+ ){0,3}again|leave you)\b/i;

function lastRefusal(agent: readonly Sentence[]): Sentence | undefined {
  const refusals = agent.filter(
    (sentence) =>
      !sentence.isQuestion && isQuotable(sentence) && (saysFailed(sentence) || saysRefused(sentence)),
  );
  // "It just says unavailable" refuses too, but says nothing of what.
  return refusals.findLast(({ plain }) => plain.split(' ').length >= 7) ?? refusals.at(-1);
}

function handOverOf({ handedOver }: Escalation): string {
  return handedOver
    ? 'The customer was passed on to someone else.'
    : 'The customer asked to speak to someone else.';
}

function passage(text: string, most: number): string {
  return shorten(tidy(text), most);
}
