import { lazyPattern } from '../../shared/lazy-pattern.ts';
import { type Candidate, candidatesIn, type Found } from './candidates.ts';
import { english } from './languages/english.ts';
import { languages } from './languages.ts';
import { tokensOf } from './symbols.ts';

/**
 * The phrases of a text that say when: in English, and where English understands none in the language that knows most of its
 * words, understood or not, so that no language reads a part of what another one does not understand.
 */
export function phrasesIn(whole: string): Found {
  const text = whole.slice(0, LONGEST_TEXT);
  const tokens = tokensOf(text);
  let best = candidatesIn(text, tokens, english());
  if (best.candidates.length > 0) return best;
  for (const lexicon of languages()) {
    // Figures alone say nothing in any of them.
    if (!tokens.some((token) => lexicon.beginnings.has(token.text))) continue;
    const found = candidatesIn(text, tokens, lexicon);
    const more = extent(found) - extent(best);
    if (more > 0 || (more === 0 && found.candidates.length > best.candidates.length)) best = found;
  }
  return best;
}

// Two minutes without a full stop, twice.
const LONGEST_TEXT = 4_000;

const extent = ({ candidates, refused }: Found) =>
  [...candidates, ...refused].reduce((sum, { from, end }) => sum + end - from, 0);

/** Of several phrases in a text, the one that its promise is about; null where that cannot be told. */
export function chosen(text: string, { candidates, refused }: Found): Candidate | null {
  const nots = refused.filter(({ isNegated }) => isNegated);
  // "On Friday, not this Friday but the one after", where "tomorrow, not today" is tomorrow
  const isDenied = ({ from, days }: Candidate) =>
    nots.some((not) => from < not.from && days.some((day) => not.days.includes(day)));
  const standing = candidates.filter((candidate) => !isDenied(candidate) && !isOfPast(text, candidate));
  const ranks = standing.map((candidate) => rankOf(text, candidate));
  const best = Math.min(...ranks);
  if (best > 3) return null;
  const [first, ...others] = standing.filter((_, i) => ranks[i] === best);
  const corrected = others.findLast(({ from }) => CORRECTS().test(text.slice(Math.max(0, from - 30), from)));
  if (corrected !== undefined || first === undefined) return corrected ?? first ?? null;
  return others.findLast(({ from }) => THEN().test(text.slice(first.end, from).slice(0, 80))) ?? first;
}

// "I'll ask tomorrow and call you back on Tuesday", not "and it should arrive on Tuesday"
const THEN = lazyPattern(
  () =>
    /^[\s,]*(?:and(?: then)?|then) (?:(?:i|we|you)(?:['’]?ll| will) )?(?:then |also )?(?!(?:i|we|he|she|it|they|that|this|the|a|an|if|some|your|my|our|his|her|their|hopefully|should|not)\b|(?:it|he|she|they|that)['’])[a-z]/i,
);
// What was: "you called us on Monday", "the engineer didn't come on Tuesday".
const WAS = lazyPattern(
  () =>
    /\b(?:(?:i|we|you|he|she|they|who) (?:called|rang|phoned|emailed|wrote|texted|sent|did|was|were|got|paid|received|told|said|spoke|came|went|made|bought|reported|asked|signed)|it (?:came|was|went|arrived)|como [^,]{0,30}(?:ó|ou)|(?:did|was|were|had)n['’]?t|did not|was not)(?![a-zà-ÿ])/i,
);
const isOfPast = (text: string, { from }: Candidate) =>
  !/^(?:by|before|until|till|no later|within)\b/i.test(text.slice(from, from + 10)) &&
  WAS().test(clauseBefore(text, from));
const CLAUSE_ENDS = lazyPattern(() => /[.!?;:,]|\b(?:and|but|so)\b/i);
const clauseBefore = (text: string, at: number) => {
  const clause =
    text
      .slice(Math.max(0, at - 80), at)
      .split(CLAUSE_ENDS())
      .at(-1) ?? '';
  const will = [...clause.matchAll(WILL())].at(-1);
  return will === undefined ? clause : clause.slice(will.index);
};
const RATHER = lazyPattern(
  () =>
    /(?:\b(?:rather than|instead of|as opposed to|without)(?: [a-z]+ing)?|n['’]?t (?:have|need|want)(?: you)? to wait) (?:on |by |for )?$/i,
);
// "I'll call you if it is not there by Friday"
const CONDITIONAL = lazyPattern(
  () =>
    /\b(?:if|unless|in case) (?:anything|something|it|it['’]s|they|there|there['’]s|he|she|you|you['’]re|that)\b/i,
);
const OF_THING = lazyPattern(
  () =>
    /\b(?:before|after|ahead of|following|until|about|regarding|for) (?:your|the|my|our|his|her|their|this|that) [^.,;:!?]*$/i,
);
const WILL = lazyPattern(
  () =>
    /(?:['’]ll|\b(?:will|shall|going to|gonna|can(?!['’]t|not| see| hear| tell| imagine)|let me|promise|should|expect|ich|wir|je|nous|eu|nós|werd\w*|wird|vais|va|allons|vamos|voy|vou|vai))\b/giu,
);
const PAST = lazyPattern(
  () =>
    /\b(?:was|were|had|did|been|promised|said|told|ordered|booked|paid|sent|called|received|arrived|missed|supposed)\b/i,
);
const APART = lazyPattern(
  () =>
    /\b(?:about|regarding|concerning|because|dated|which|who|where|although|since|whether|if|when|unless|after|once)\b/i,
);
const MOVED = lazyPattern(() => /\b(?:to|for|of|from) (?:the )?$/i);
const CORRECTS = lazyPattern(
  () =>
    /\b(?:no|sorry|i mean|rather(?! than)|better|actually|make (?:that|it)|scratch that|wait|correction|instead(?! of)|let['’]s (?:say|make it)|well|nein|non|não)\b[^.!?]{0,12}$/i,
);

/** What corrects a phrase right behind it: "on Thursday, sorry, Friday". */
export const correctedIn = (text: string, { end }: Candidate, candidates: readonly Candidate[]) =>
  candidates.find(({ from }) => from > end && from < end + 30 && CORRECTS().test(text.slice(end, from)));

// 0: what the speaker will do; 1: before they say so; 2: what they will do it about, or cannot; 3: what was, or may be; 4: what will not be; 5: what may come first.
function rankOf(text: string, { from, end, hasDay }: Candidate): number {
  const before = text.slice(Math.max(0, from - 300), from);
  if (RATHER().test(before)) return 4;
  const will = [...before.matchAll(WILL())].at(-1);
  // A time of day is less than a day: "at 3, that is 4 for you, tomorrow".
  const least = hasDay ? 0 : 0.5;
  if (will === undefined) {
    if (OF_THING().test(before)) return 2;
    if (PAST().test(before) || GIVEN().test(before)) return 3;
    return least + (WILL_SOON().test(text.slice(end, end + 40)) ? 0 : 1);
  }
  const between = before.slice(will.index + will[0].length);
  if (CONDITIONAL().test(between)) return 5;
  if (APART().test(between) || AWAY().test(between)) return 2;
  return MOVED().test(before) && between.length > 20 ? 2 : least;
}

// "If it is not there by Friday, I'll …", "as it's Wednesday today, I'll …"
const GIVEN = lazyPattern(
  () =>
    /\b(?:if|unless|since|because|when|as|it['’]s|is|isn['’]t|are|can['’]t|cannot|won['’]t|closed|open)\b/i,
);
const AWAY = lazyPattern(
  () => /^ (?:not |be |have )?(?:not|off|away|closed|out|unavailable|busy|on leave|on holiday)\b/i,
);

const WILL_SOON = lazyPattern(() => /^[\s,]*(?:i|we|you|they|he|she|it|someone)\b/i);
