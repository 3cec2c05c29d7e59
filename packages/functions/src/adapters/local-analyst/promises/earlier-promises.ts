import type { OpenCommitment } from '@live-assist/core';
import { WEEKDAYS } from '@live-assist/core/shared/english-words';
import { contentStems, overlap } from '../stems.ts';

/** A parsed promise of an earlier call, or of an earlier day of this one, for comparison with this call. */
export interface EarlierPromise {
  commitment: OpenCommitment;
  /** Stems of the promised act, without the time and the manner. */
  matter: ReadonlySet<string>;
  /** The part of `matter` that names the thing or the person, not the way it is sent. */
  object: ReadonlySet<string>;
  /** Stems of the person or team who promised: "the claims team". */
  by: ReadonlySet<string>;
  days: ReadonlySet<string>;
  kind: Kind;
  /** True if it had counted as kept before this call. */
  wasKept: boolean;
  /** Turns up to this one, by their order, cannot tell of it; -1 for a promise of an earlier call. */
  madeAt: number;
}
type Kind = 'contact' | 'goods' | 'visit' | 'other';

const DAYS = contentStems(WEEKDAYS.join(' '));
/** Words of a promise about its time or manner, not about its object. */
export const OF_NO_MATTER = new Set([
  ...DAYS,
  ...contentStems(
    'tomorrow tonight today week weeks day days hour hours business working within morning afternoon evening noon going soon later month months end next every each year original successfully promise back one two three four five six seven eight nine ten latest first',
  ),
]);
/** The ways of sending something. */
export const SENDING = contentStems(
  'send email mail post ship deliver forward fax replace dispatch text return courier',
);
/** Payments, which are named like the act: a refund, a credit. */
export const PAYING = contentStems('refund credit');
/** The ways of getting in touch, as verbs and as things: a call, a text. */
export const CONTACT = contentStems(
  'call callback phone ring text message contact touch reach visit back know hear',
);
const CONTACTS_YOU =
  /\b(?:call|phone|ring|text|message|contact|visit|reach out to|get back to|come back to)(?:ing)? you\b|\bin touch\b|\bgive you a (?:call|ring|buzz|bell)\b|\b(?:a|the) call ?back\b|\blet you know\b/i;
const VISITS = /\b(?:come (?:out|round|over|by|to)|coming (?:out|round|over)?|visit|be with you|be there)\b/i;
const VISITORS =
  /\b(?:engineer|technician|plumber|electrician|surveyor|fitter|driver|installer|inspector|nurse|carpenter|mechanic|adjuster|assessor|some(?:one|body))\b/i;
const GETS =
  /\b(?:you(?:'ll| will) (?:have|get|receive)|with you|get (?:the|a|your|that) [a-z ]{1,30} (?:out|over|across) to you)\b/i;

/** Takes a promise apart. */
export function readPromise(
  commitment: OpenCommitment,
  { wasKept = false, madeAt = -1 }: { wasKept?: boolean; madeAt?: number } = {},
): EarlierPromise {
  const stems = contentStems(commitment.text);
  const matter = without(stems, OF_NO_MATTER);
  const visits = VISITS.test(commitment.text) && VISITORS.test(commitment.text);
  const contacts = !visits && CONTACTS_YOU.test(commitment.text);
  const sends = overlap(matter, SENDING) + overlap(matter, PAYING) > 0 || GETS.test(commitment.text);
  const subject = /^(.{0,80}?)(?:['’]ll|\swill|\s(?:is|are) going to)\b/iu.exec(commitment.text)?.[1] ?? '';
  return {
    commitment,
    matter,
    object: without(without(matter, SENDING), contacts ? CONTACT : new Set()),
    by: without(contentStems(subject), OF_NO_MATTER),
    days: new Set([...stems].filter((stem) => DAYS.has(stem))),
    kind: visits ? 'visit' : contacts ? 'contact' : sends ? 'goods' : 'other',
    wasKept,
    madeAt,
  };
}

/** The stems that are not among the others. */
export function without(stems: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> {
  return new Set([...stems].filter((stem) => !others.has(stem)));
}

/** Returns a function that finds the promises equal to one of them, including itself; each pair is compared once. */
export function likeness(
  promises: readonly EarlierPromise[],
): (promise: EarlierPromise) => ReadonlySet<EarlierPromise> {
  const known = new Map<EarlierPromise, ReadonlySet<EarlierPromise>>();
  return (promise) => {
    const same = known.get(promise) ?? new Set(promises.filter((other) => sayTheSame(other, promise)));
    known.set(promise, same);
    return same;
  };
}

// One may be the other renewed: "Email you the refund form by Friday", "email you the form by the end of today".
function sayTheSame(a: EarlierPromise, b: EarlierPromise): boolean {
  if (a.commitment.owner !== b.commitment.owner || a.wasKept !== b.wasKept) return false;
  const shared = overlap(a.matter, b.matter);
  const [fewer, more] = [Math.min(a.matter.size, b.matter.size), Math.max(a.matter.size, b.matter.size)];
  return shared === more || (shared >= 2 && shared >= 0.75 * fewer);
}
