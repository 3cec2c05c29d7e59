import { lazyPattern } from '../../shared/lazy-pattern.ts';
import type { TimeSymbol } from './symbols.ts';

/** A run of words about time, in the text where it stands. */
export interface Stretch {
  text: string;
  run: readonly TimeSymbol[];
  /** What stands before it and behind it; null at the beginning of the text. */
  before: TimeSymbol | null;
  next: TimeSymbol;
}

const OWNER = lazyPattern(
  () =>
    /^(?:your|my|our|his|their|its|a|an|another|whose|(?!(?:it|that|there|he|she|what|let|here)['’]s$)[a-zà-ÿ]+['’]s)$/i,
);
// What follows a day and is no noun that the day is part of.
const GOES_ON = lazyPattern(
  () =>
    /^(?:(?:i|we|you|he|she|it|they|that|there|this|who|what)(?:['’]?(?:ll|m|re|ve|d|s))?|if|so|but|when|then|please|with|in|to|at|as|once|which|because|unless|okay|ok|right|and|or|for|via|by|on|us|me|him|her|them|my|your|our|his|their|its|these|those|all|any|some|both|here|now|still|how|where|why|since|until|while|whether|about|regarding|concerning|just|also|too|though|although|again|maybe|perhaps|definitely|really|anyway|instead|hopefully|thanks|thank|cheers|is|are|was|will|would|should|can|could|has|have|does|not|sir|madam|mr|mrs|ms|miss|dr|mate|love|like|provided|assuming|depending|subject)$/i,
);
const PLANNED = lazyPattern(
  () =>
    /^(?:appointment|visit|slot|booking|delivery|collection|order|invoice|bill|statement|payment|instal?lment|charge|fee|rent|salary|meeting|session|class|shift|flight|sale|release|schedule|report|newsletter|edition|issue|rate|price|offer|outage|reading|usage|allowance|deadline|direct debit)s?$/i,
);
const WORD = lazyPattern(() => /^[a-zà-ÿ]/i);

/**
 * Whether a day names a thing and not when something is due: "your Monday appointment", "the March invoice", "the weekend
 * outage". "By the Monday deadline" is due then.
 */
export function isOfNoun({ text, run, before, next }: Stretch): boolean {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined || next.kind !== '_' || next.lead !== '' || last.kind === ',')
    return false;
  const word = text.slice(next.at, next.end);
  if (next.isZone === true || !WORD().test(word) || GOES_ON().test(word)) return false;
  if (first.lead === '') {
    const owner = before?.kind === '_' ? text.slice(before.at, before.end) : '';
    if (OWNER().test(owner)) return true;
  }
  if (/[ibs]h*$/.test(first.lead)) return false;
  const kinds = run.map(({ kind }) => kind).join('');
  if (/h$/.test(first.lead)) return /^[WHwM]?P?$/.test(kinds);
  return (
    PLANNED().test(word) && /^(?:f|o?r|)$/.test(first.lead) && /^(?:[WHwMD]P?|[ON]M|M[ON]|XU)$/.test(kinds)
  );
}

const NEGATED = lazyPattern(
  () =>
    /\b(?:(?:wo|ca|do|does|is|are|would|could)n['’]?t|cannot|can ?not|will not|not (?:going|be|able)|shan['’]t|unable|unlikely|never|nicht|pas|não|no (?:pued|podr|va|voy)[a-zéóáí]*)(?![a-zà-ÿ]| (?:forget|fail|worry|hesitate))/i,
);
const CLAUSE = lazyPattern(
  () =>
    /[.!?;:,]|['’](?:m|re|s) going to|\b(?:but|so|and|then|why|if|(?:i|we|you|he|she|it|they|that|there)['’]?ll|will(?! not)|(?:am|are|is) going to|let me|expect|how about|what about|only|maybe|aber|mais|pero|mas)\b/i,
);

// "Why don't I call you on Friday?" is a yes.
const WHY_NOT = lazyPattern(() => /\bwhy (?:(?:i|we|you|they|it) )?(?:do|ca|should|could|would)n['’]?t\b/i);

/** Whether what stands at a place is said not to happen: "I can't send it before Monday", "vor Montag geht das nicht". */
export function isNegated(
  text: string,
  { from, end, isBefore }: { from: number; end: number; isBefore: boolean },
): boolean {
  const said = text.slice(Math.max(0, from - 80), from).replace(WHY_NOT(), ';');
  const clause = said.split(CLAUSE()).at(-1) ?? '';
  if (NEGATED().test(clause)) return true;
  const after =
    text
      .slice(end, end + 80)
      .split(CLAUSE())
      .at(0) ?? '';
  return isBefore && /\bnicht\b/i.test(after);
}
