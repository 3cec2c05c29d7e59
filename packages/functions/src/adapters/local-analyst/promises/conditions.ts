import type { Commitment } from '@live-assist/core';
import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';

const ACT =
  '(?:send|sent|e-?mail(?:ed)?|mail(?:ed)?|post(?:ed)?|return(?:ed)?|pay|paid|upload(?:ed)?|sign(?:ed)?|fill(?:ed)?|complete[d]?|provide[d]?|give|given|gave|bring|brought|drop(?:ped)?|confirm(?:ed)?|submit(?:ted)?|text(?:ed)?|forward(?:ed)?|ship(?:ped)?|hand(?:ed)?|put|scan(?:ned)?|reply|replied|transfer(?:red)?|set(?:tle|tled)|get|got|let (?:me|us) have)';
const WHEN =
  '(?:once|when|whenever|as soon as|after|if|provided(?: that)?|providing|as long as|so long as|assuming|the moment)';
const THEIRS =
  '(?:form|forms|document|documents|papers?|paperwork|payment|deposit|parcel|package|item|items|goods|photos?|pictures?|receipt|return|signature|reply|answer|old [a-z]+|(?:faulty|broken) [a-z]+)';
const RECEIVE = '(?:receive|received|get|got|have|have received|have got)';

// The other side acts first: "once you send me the form", "when the parcel is back with us", "on receipt of".
const ON_ACT_OF_CUSTOMER = lazyPattern(
  () =>
    new RegExp(
      [
        `\\b${WHEN} you(?:'ve| have| can| could|'ll| will)? (?:just |then |kindly |please |already |all )*${ACT}\\b(?! (?:any|a problem|stuck|cut off|disconnected|in touch|lost))`,
        `\\b${WHEN} (?:we|i)(?:'ve)? ${RECEIVE} (?:(?:your|it|that|those|them|all|a copy)\\b|the (?:[a-z]+ )?${THEIRS}\\b)`,
        `\\b${WHEN} (?:your (?:[a-z]+ ){0,2}?[a-z]+|(?:the|that|those) (?:[a-z]+ )?${THEIRS})(?:'s| is| are| has| have|) ?(?:back|arrives?d?|arrived|in\\b|with us|here|cleared|clears|received|come|comes|through|reaches|signed|paid)`,
        '\\b(?:upon|on) (?:receipt|receiving|return|payment) of\\b|\\b(?:upon|on) (?:receiving|your (?:reply|payment|return|signature|confirmation))\\b',
      ].join('|'),
      'i',
    ),
);
const ON_ACT_OF_AGENT = lazyPattern(
  () =>
    new RegExp(
      [
        `\\b${WHEN} you(?:'ve| have| guys)? (?:just |then |actually |finally )*${ACT}\\b`,
        `\\b${WHEN} i(?:'ve)? ${RECEIVE} (?:your|the|it|that|those|them|a|an|my)\\b`,
        `\\b${WHEN} (?:the|my|your|a) (?:[a-z]+ ){0,3}?(?:arrives?|comes?|is here|gets here|turns up|is fixed|works)\\b`,
      ].join('|'),
      'i',
    ),
);
// "Send me the photos and I'll open the claim": an order, then the promise.
const ORDERS =
  /(?:^|[.,;:!] ?|\b(?:so|okay|ok|then|and|well) )(?:(?:if )?you (?:can |could )?|please |just |so |then ){0,3}(?:send|e-?mail|mail|post|upload|forward|text|drop|bring|return|sign|pay|give(?! (?:me|us) (?:until|till|a|an|one|two|some|just|time)\b)|get|fax|scan)(?: (?:me|us|it|them|back|over|off|in|the|that|your|a|this))+\b[^.;!?]{0,60}? (?:and|then|so)(?: then)? ?$/i;
// "If you like, I'll …" offers.
const OFFERS =
  /\bif (?:you(?:'d| would)? (?:like|want|wish|prefer|need|have any|have a|get (?:any|stuck|cut)|don't|can't|still|ever|are|were)|that's|it's|there)\b/i;

/** What a promise waits for. */
export interface Condition {
  /** Where its words begin in the passage; at the promise itself or behind it when they follow. */
  at: number;
}

/**
 * Finds the act of the other side for which a promise waits, or null. Other conditions ("if it fails again") make it no
 * promise; see `promise-filters.ts`.
 *
 * @param from - Where the words before the promise begin that may hold its condition.
 */
export function conditionOf(
  plain: string,
  { begin, end }: { begin: number; end: number },
  owner: Commitment['owner'],
  from: number,
): Condition | null {
  const pattern = owner === 'agent' ? ON_ACT_OF_CUSTOMER() : ON_ACT_OF_AGENT();
  const start = Math.max(from, begin - 160);
  const before = plain.slice(start, begin);
  if (OFFERS.test(before) || OFFERS.test(plain.slice(begin, end + 60))) return null;
  const earlier = pattern.exec(before) ?? (owner === 'agent' ? ORDERS.exec(before) : null);
  if (earlier !== null && !/[.!?;]\s/.test(before.slice(earlier.index + 1)))
    return { at: start + earlier.index + (/^[.,;:!]? ?/.exec(earlier[0])?.[0].length ?? 0) };
  const later = pattern.exec(plain.slice(begin, end + 100));
  return later === null ? null : { at: begin + later.index };
}

/** Matches what is done again and again. */
export const RECURS =
  /(?<!\bas (?:i|we|always)\b[^.,;]{0,20})\b(?:every|each)\s+(?:single\s+|other\s+|(?:two|three|four|six|couple of|few|\d{1,2})\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekday|day|morning|afternoon|evening|night|week|fortnight|month|quarter|year|hour)s?\b|\b(?:once|twice) (?:a|every) (?:day|week|month|year|quarter)\b|\b(?:daily|weekly|fortnightly|monthly|quarterly|yearly|annually)\b|\bon (?:mon|tues|wednes|thurs|fri|satur|sun)days\b/i;
