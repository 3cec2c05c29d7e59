import type { Judgement } from '../analytics/analytics.ts';
import { CATEGORIES, type Category, GENERAL_ENQUIRY } from '../analytics/categories.ts';
import { MAX_TEXT } from '../analytics/findings.ts';
import { NUMBER_WORDS } from '../shared/english-words.ts';
import { filled, type Messages } from '../words/messages.ts';
import type { CheckedFindings } from './gate.ts';

type Judged = Pick<Judgement, 'category' | 'resolved' | 'sentimentScore' | 'escalationRisk'>;
type Kept = Pick<CheckedFindings, 'about' | 'deliverables' | 'commitments' | 'outline'>;

/**
 * Builds one paragraph, in the language of the call, from findings that passed the evidence gate and words of ours alone: the topic, what was done,
 * what was promised, how it ended. Whole parts are left out if it would exceed {@link MAX_TEXT}.
 *
 * @example summaryOfFindings(judgement, checked, messagesIn(language))
 * // 'About refund: the refund form never came. Promised: I’ll email you the form by Friday. Left unresolved.'
 */
export function summaryOfFindings(judgement: Judged, kept: Kept, messages: Messages): string {
  if (kept.outline !== null) return summaryOfRules(judgement, kept, kept.outline);
  return joined(partsOfModel(judgement, kept, messages));
}

/**
 * The same where nothing was judged: what stands in the call, without a topic and without how it ended. Empty if there is
 * nothing to tell.
 *
 * @param isMessage - True of a message that an agent left on an answering machine.
 */
export function summaryOfUnjudged(kept: Kept, isMessage: boolean, messages: Messages): string {
  return joined([...(isMessage ? [messages.messageLeft] : []), ...statements(kept, messages)]);
}

/** Joins the parts from the first on, and leaves out those with which it would be too long. */
function joined(parts: readonly string[]): string {
  let summary = '';
  for (const part of parts) {
    const longer = summary === '' ? part : `${summary} ${part}`;
    if (longer.length <= MAX_TEXT) summary = longer;
  }
  return summary;
}

function partsOfModel({ category, resolved }: Judged, kept: Kept, messages: Messages): string[] {
  const [about] = kept.about;
  const { categories, aboutTopic, aboutTopicSaid } = messages;
  const named = isCategory(category) ? categories[category] : topic(category);
  return [
    about === undefined
      ? filled(aboutTopic, { topic: named })
      : filled(aboutTopicSaid, { topic: named, said: bare(about.text) }),
    resolved ? messages.resolved : messages.unresolved,
    ...statements(kept, messages),
  ];
}

function statements({ deliverables, commitments }: Kept, messages: Messages): string[] {
  const ofAgent = commitments.filter(({ owner }) => owner === 'agent');
  const ofCustomer = commitments.filter(({ owner }) => owner === 'customer');
  return [
    ...listed(messages.done, deliverables),
    ...listed(messages.promisedByAgent, ofAgent),
    ...listed(messages.promisedByCustomer, ofCustomer),
  ];
}

function isCategory(name: string): name is Category {
  return (CATEGORIES as readonly string[]).includes(name);
}

type Passed = NonNullable<CheckedFindings['outline']>;

function summaryOfRules(judgement: Judged, kept: Kept, outline: Passed): string {
  const opening =
    outline.request?.text ??
    (judgement.category === GENERAL_ENQUIRY
      ? ''
      : `The customer called about: ${topic(judgement.category)}.`);
  const end = ending(judgement, kept, outline);
  const done = kept.deliverables.map(({ text }) => shortened(text, 90));
  const middles =
    done.length > 0
      ? [done, done.slice(0, 1)].map((some) => `Done for the customer: ${some.join('; ')}.`)
      : [outline.refusal?.text ?? ''];
  // The ending comes last and is always kept, so earlier parts give way to it.
  const whole = [...middles.map((middle) => [opening, middle, end]), [opening, end], [end]]
    .map((parts) => parts.filter((part) => part !== '').join(' '))
    .find((summary) => summary.length <= MAX_TEXT);
  return whole ?? '';
}

const NUMBERS = ['no', ...NUMBER_WORDS.slice(1, 11)];

function ending(
  { resolved, sentimentScore }: Judged,
  { commitments, deliverables }: Kept,
  outline: Passed,
): string {
  const promised = commitments.filter(({ owner }) => owner === 'agent');
  const askedForOther = outline.handOver === null && outline.escalation !== null;
  const how =
    outline.handOver !== null
      ? 'The customer was passed on to someone else'
      : resolved
        ? askedForOther
          ? 'The request was dealt with, though the customer asked for someone else'
          : 'The request was dealt with'
        : deliverables.length > 0
          ? 'Nothing in the call confirms that this settled it'
          : 'The request was left unresolved';
  const mood =
    sentimentScore <= 33
      ? ' The customer sounded unhappy.'
      : sentimentScore >= 67
        ? ' The customer sounded pleased.'
        : '';
  // While a promise is open, "resolved" would say too much.
  if (promised.length > 0) return `${how}. Promised: ${promisesOf(promised)}.${mood}`;
  return resolved && !askedForOther && outline.handOver === null
    ? `The request was resolved.${mood}`
    : `${how}.${mood}`;
}

// One in full, so that the ending fits; of more, how many there are.
function promisesOf(promised: readonly { text: string }[]): string {
  const [first = { text: '' }, ...others] = promised;
  const more = others.length;
  const rest = more === 0 ? '' : `, and ${NUMBERS[more] ?? more} more`;
  return `${shortened(first.text, 120)}${rest}`;
}

function topic(category: string): string {
  return category.replace(/[-_]+/g, ' ');
}

function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const word = cut.lastIndexOf(' ');
  return `${(word > most / 2 ? cut.slice(0, word) : cut).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
}

function listed(message: string, findings: readonly { text: string }[]): string[] {
  const list = findings.map(({ text }) => bare(text)).join('; ');
  return list === '' ? [] : [filled(message, { list })];
}

function bare(text: string): string {
  return text.trim().replace(/(?<![.;。\s])[.;。\s]+$/u, '');
}
