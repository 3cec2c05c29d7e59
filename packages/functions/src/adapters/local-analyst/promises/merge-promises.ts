import type { Judgement } from '@live-assist/core';
import type { Sentence } from '../reading.ts';
import { contentStems, overlap } from '../stems.ts';
import { withDayInText } from './day-in-text.ts';
import { movesDay } from './within-call.ts';

/** A promise as it is found, before it is compared with the others of its call. */
export interface Promised {
  promise: Judgement['commitments'][number];
  /** Stems of what is promised, without the time. */
  act: ReadonlySet<string>;
  /** Stems of the promised act alone, without acts before it ("I'll open a ticket and …"). */
  deed: ReadonlySet<string>;
  /** Place of its sentence in the call. */
  place: number;
}

const INSTEAD = /\binstead\b|\brather (?:than|you)\b/i;
// "You'll have that by Friday" says again what was promised a moment ago.
const NEAR = 8;

/** Adds a promise to those of its call: the same said again counts once, and the same with another day replaces it. */
export function merge(found: Promised[], next: Promised, sentences: readonly Sentence[]): void {
  const { promise, act, place } = next;
  const at = found.findIndex(
    (other) => other.promise.owner === promise.owner && isSame(other, next, sentences),
  );
  const former = found[at];
  if (former === undefined) {
    found.push(next);
    return;
  }
  // Said again with its name: "I'll get that sent out." "I'll send the cable out."
  if (isSameDay(former.promise.due, promise.due) && act.size > former.act.size && former.act.size < 2)
    found[at] = next;
  if (promise.due === null || isSameDay(former.promise.due, promise.due)) return;
  if (former.promise.due === null) {
    found[at] = act.size < former.act.size ? dated(former, next) : next;
    return;
  }
  const isEqual = act.size === former.act.size && overlap(act, former.act) === act.size;
  const before = sentences.slice(Math.max(former.place + 1, place - 2), place).map(({ plain }) => plain);
  const isMoved = movesDay(sentences[place]?.plain ?? '', before.join(' '));
  if (place === former.place || !(isEqual || isMoved)) found.push(next);
  else found[at] = act.size < former.act.size ? dated(former, next) : next;
}

/** The former promise with the day of the later words, which may only say "it". */
function dated({ promise, act, deed }: Promised, later: Promised): Promised {
  const { due, evidence } = later.promise;
  const [said, was] = [evidence[0], promise.evidence[0]];
  const text = due === null ? promise.text : withDayInText(promise.text, promise.due, due);
  return {
    promise: { ...promise, text, due, evidence: [said, was].filter((item) => item !== undefined) },
    act,
    deed,
    place: later.place,
  };
}

function isSame(former: Promised, next: Promised, sentences: readonly Sentence[]): boolean {
  if (next.promise.owner === 'customer') {
    const [was, is] = [customersKind(former), customersKind(next)];
    if (was !== null && is !== null && was !== is) return false;
    // "I'll find my number and get back to you." "Thanks, I'll contact you soon."
    if (was !== null && was === is && isBare(next, is) && next.promise.due === null) return true;
  }
  const shared = overlap(former.act, next.act);
  if (isReceiptOf(former, next, shared)) return true;
  const fewer = Math.min(former.act.size, next.act.size);
  if (fewer === 0) return next.act.size === 0 && isSaidAgain(former, next);
  if (shared === fewer && (former.act.size === next.act.size || fewer >= 2)) return true;
  if (shared >= 2 && shared >= 0.6 * fewer) return true;
  if (next.place - former.place > NEAR) return false;
  // "Can't you email it instead?" "All right, I'll email you the form."
  const between = sentences.slice(former.place + 1, next.place + 1);
  if (shared > 0 && between.some(({ plain }) => INSTEAD.test(plain))) return true;
  const isAgain = former.promise.due === null || isSameDay(former.promise.due, next.promise.due);
  return shared === fewer && (next.act.size < former.act.size || isAgain);
}

const SENT = /\b(?:credit|deliver|dispatch|mail|post|process|refund|replac|return|send|sent|ship)/i;
const RECEIVED =
  /^(?:and |so )?(?:(?:you)\b.{1,30}\b(?:get|getting|have|receive|receiving|see)\b|(?:it|that|they|this|the [a-z]+)\b.{1,20}\b(?:appear|arrive|go back|reach|reflect|show|be (?:reflected|there|with you|(?:in|on) your))\b)/i;
const OF_THAT = /\b(?:it|that|them|they|this)\b/i;
/** "I'll refund you." "You should see the refund within five days": the other end of the same. */
function isReceiptOf(former: Promised, { promise, place }: Promised, shared: number): boolean {
  const { text, due } = former.promise;
  if (place - former.place > 3 || !SENT.test(text) || !RECEIVED.test(promise.text)) return false;
  if (due !== null && promise.due !== null && !isSameDay(due, promise.due)) return false;
  return shared > 0 || OF_THAT.test(promise.text);
}

const SEARCHES = /\b(?:look|find|search|locate|gather|check|track|dig)\b/i;
const RETURNS = /\b(?:contact|reach|touch|back|call|ring|phone|message|write)\b/i;
/** Of what a customer undertakes most often: whether they look for something, or come back. */
function customersKind({ promise: { text } }: Promised): 'search' | 'return' | null {
  const [searches, returns] = [SEARCHES.test(text), RETURNS.test(text)];
  return searches === returns ? null : searches ? 'search' : 'return';
}

const OF_KIND = {
  search: contentStems('look find search locate gather track details information try'),
  return: contentStems('contact reach touch back call ring phone message write you again know'),
};
/** True if the words name nothing but the kind. */
const isBare = ({ act }: Promised, kind: keyof typeof OF_KIND) =>
  [...act].every((stem) => OF_KIND[kind].has(stem));

function isSaidAgain(former: Promised, next: Promised): boolean {
  return next.place - former.place <= NEAR && isSameDay(former.promise.due, next.promise.due);
}

function isSameDay(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && bareDay(a) === bareDay(b);
}

const bareDay = (due: string) =>
  due.toLowerCase().replace(/^(?:by|on|before|until|at|the|this|end of|in) /, '');
