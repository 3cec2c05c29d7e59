import type { Claimed, Judgement } from '@live-assist/core';
import type { Escalation } from './escalation.ts';
import { isQuotable, quoteOf, type Reading, type Sentence, shorten, tidy } from './reading.ts';
import type { Feeling } from './sentiment.ts';
import { saysFailed, saysRefused } from './statements.ts';

/** What the other parts of the analyst have found, to be put into words. */
export interface Findings {
  category: string;
  resolved: boolean;
  escalation: Escalation;
  feeling: Feeling;
  deliverables: Claimed[];
  commitments: Judgement['commitments'];
}

/** The sentence in which the customer says what they want, or null. */
export function requestOf({ customer }: Reading): Sentence | null {
  const early = customer.slice(0, 12);
  const substantial = early.filter(({ plain }) => plain.split(/\s+/).length >= 4);
  return (
    substantial.find(({ plain }) => WANTS.test(plain) && !ONLY_HELP.test(plain)) ??
    substantial.find(
      ({ plain }) => plain.split(/\s+/).length >= 6 && !GREETING.test(plain) && !ONLY_HELP.test(plain),
    ) ??
    null
  );
}

/** One paragraph: what was asked, what was done or refused, how it ended. It says only what the call holds. */
export function summaryOf(reading: Reading, found: Findings): string {
  const request = requestOf(reading);
  const refusal = found.deliverables.length === 0 ? lastRefusal(reading) : undefined;
  const parts = [
    request === null
      ? `The customer called about: ${topic(found.category)}.`
      : `The customer said: “${passage(request.text, 150)}”.`,
    found.deliverables.length > 0 &&
      `Done for the customer: ${found.deliverables.map(({ text }) => shorten(text, 90)).join('; ')}.`,
    refusal !== undefined && `The agent said: “${passage(refusal.text, 120)}”.`,
    ending(found),
  ];
  return shorten(parts.filter((part) => part !== false).join(' '), 500);
}

/** At most three things that a supervisor should know, each with the words that show it. */
export function insightsOf(reading: Reading, found: Findings): Claimed[] {
  const { customer } = reading;
  const quoted = (text: string, sentence: Sentence | null | undefined): Claimed[] =>
    sentence === null || sentence === undefined || !isQuotable(sentence)
      ? []
      : [{ text, evidence: [quoteOf(sentence)] }];
  const { escalation, feeling } = found;
  const strongest = feeling.emotions.find(({ emotion }) => UPSET.has(emotion));
  const request = requestOf(reading);
  return [
    ...(escalation.risk >= 50 && escalation.evidence.length > 0
      ? [
          {
            text: escalation.handedOver
              ? 'The customer was passed on to somebody else.'
              : 'The customer asked for somebody else.',
            evidence: escalation.evidence,
          },
        ]
      : []),
    ...quoted(
      'The customer has been in touch about this before.',
      customer.find(({ plain }) => AGAIN.test(plain)),
    ),
    ...quoted(
      'The customer speaks of leaving.',
      customer.find(({ plain }) => LEAVING.test(plain)),
    ),
    ...quoted(
      strongest === undefined
        ? 'The customer was unhappy.'
        : `The customer was unhappy (${strongest.emotion}).`,
      feeling.unhappy.find(isQuotable),
    ),
    ...(found.resolved || found.deliverables.length > 0
      ? []
      : quoted('The request could not be met.', lastRefusal(reading))),
    ...(request === null
      ? []
      : quoted(shorten(`The customer’s request: “${passage(request.text, 150)}”.`, 200), request)),
  ].slice(0, 3);
}

/** At most three things that are left to do after the call. */
export function actionsOf(reading: Reading, found: Findings): Claimed[] {
  const owed = found.commitments
    .filter(({ owner }) => owner === 'agent')
    .map(({ text, evidence }) => ({ text: shorten(`Keep the promise: “${text}”.`, 300), evidence }));
  const awaited = found.commitments
    .filter(({ owner }) => owner === 'customer')
    .map(({ text, evidence }) => ({ text: shorten(`Wait for the customer: “${text}”.`, 300), evidence }));
  const request = requestOf(reading);
  const handOver =
    found.escalation.handedOver && found.escalation.evidence.length > 0
      ? [{ text: 'Make sure that the hand-over was taken up.', evidence: found.escalation.evidence }]
      : [];
  const open =
    !found.resolved && request !== null && isQuotable(request)
      ? [
          {
            text: shorten(
              `${found.deliverables.length > 0 ? 'Check that the request is settled' : 'Follow up on the open request'}: “${passage(request.text, 150)}”.`,
              300,
            ),
            evidence: [quoteOf(request)],
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
    feeling.unhappy.length > 0 && (feeling.emotions[0]?.emotion ?? 'unhappy-customer'),
  ];
  return [...new Set(tags.filter((tag) => tag !== false))].slice(0, 4);
}

const UPSET = new Set(['anger', 'frustration', 'disappointment']);

const WANTS =
  /\b(?:can't|cannot|unable to|forgot|charged|missing|wrong|want|need|like to|looking (?:for|to)|trying to|help (?:me )?(?:with|to)|(?:can|could|would) you|can i|could i|how (?:do|can|much|long|many)|where(?:'s| is)|when (?:will|does|is)|why|problem|issue|lost|stolen|broken|not working|doesn't work|cancel|refund|book|reserve|change|report|check|status|complain|calling (?:about|because|to)|have a question|wondering|find (?:me )?(?:a|an)|upgrade|return)\b/i;
const ONLY_HELP =
  /^\W*(?:(?:hi|hello|hey|yes|good \w+|there|please|computer|ok)[,.! ]+)*(?:i (?:need|want|could use|would like) (?:some |your )?(?:help|assistance)|can you help(?: me)?(?: with something| out)?|could you help(?: me)?|i have a question)\W*$/i;
const GREETING =
  /^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|my name is|this is|i'm|i am|it's|yes|no|okay|ok|thanks?|thank you)\b.{0,30}$/is;
const AGAIN =
  /\b(?:(?:second|third|fourth|fifth|sixth) time|(?:called|rang|phoned|contacted you|been in touch|spoke|spoken|written) (?:\w+ ){0,3}(?:before|already|twice|last (?:week|month|time)|yesterday|several times|many times|(?:two|three|four) times)|already (?:called|contacted|written|been in touch)|last time i (?:called|spoke)|again and again|keep(?:s)? calling)\b/i;
const LEAVING =
  /\b(?:(?:switch(?:ing)?|mov(?:e|ing)|go(?:ing)?) to (?:another|a different|the competition|your competitor)|(?:cancel|close|closing|cancelling) (?:my|our) (?:account|contract|subscription|membership)|taking my business|never (?:use|buy|shop|fly) (?:\w+ ){0,3}again|leave you)\b/i;

function lastRefusal({ agent }: Reading): Sentence | undefined {
  const refusals = agent.filter(
    (sentence) =>
      !sentence.isQuestion && isQuotable(sentence) && (saysFailed(sentence) || saysRefused(sentence)),
  );
  // "It just says unavailable" refuses too, but says nothing of what.
  return refusals.findLast(({ plain }) => plain.split(' ').length >= 7) ?? refusals.at(-1);
}

function ending({ escalation, resolved, feeling, commitments, deliverables }: Findings): string {
  const how = escalation.handedOver
    ? 'The customer was passed on to somebody else.'
    : resolved
      ? 'The request was resolved.'
      : deliverables.length > 0
        ? 'Nothing in the call confirms that this settled it.'
        : 'The request was left unresolved.';
  const mood =
    feeling.sentimentScore <= 33
      ? ' The customer sounded unhappy.'
      : feeling.sentimentScore >= 67
        ? ' The customer sounded pleased.'
        : '';
  const promised = commitments.filter(({ owner }) => owner === 'agent').length;
  const open =
    promised === 0
      ? ''
      : promised === 1
        ? ' The agent made one promise.'
        : ` The agent made ${promised} promises.`;
  return `${how}${open}${mood}`;
}

function passage(text: string, most: number): string {
  return shorten(tidy(text), most);
}

function topic(category: string): string {
  return category.replaceAll('-', ' ');
}
