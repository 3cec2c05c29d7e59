import type { TurnEvidence } from '../../analytics/findings.ts';
import type { OpenCommitment } from '../../ports/analyst.ts';
import type { ToldStatus } from '../../shared/commitment-status.ts';
import { lazyPattern } from '../../shared/lazy-pattern.ts';
import { plainQuote } from '../evidence.ts';
import { isEnglishText } from '../grounding.ts';
import { denies } from '../taken-back.ts';

// What the words must say, where they are English; other languages are held to the quote alone.
const ADMITS = lazyPattern(
  () =>
    /\b(?:sorry|apologi[sz]e|forgot(?:ten)?|missed|late|delay(?:ed)?|overdue|slipped|overlooked|fell through|mistake|fault|error|failed|should have|supposed to|meant to|outstanding|not|never|nothing|nobody|no one|still|yet|wrong|broken|missing|lost|stuck)\b|n't\b/i,
);
const TRIED = lazyPattern(
  () =>
    /\b(?:tried|trying|attempt(?:ed|s)?|missed (?:a |your |the |my )?call|voice ?mail|answer ?phone|answering machine|left (?:you |me |us |him |her )?(?:a |another )?(?:message|note|card)|no (?:answer|reply|one (?:was )?(?:in|home))|(?:nobody|no one|no-one) (?:was |were )?(?:at )?(?:home|in|there|answered|opened|picked up)|(?:try|did try) to|you(?:'d| had) (?:rung|called)|(?:could|did)(?:n't| not) (?:reach|get hold of|get through|get in|find|answer|pick up)|wasn't (?:in|home|able to reach)|rang out|engaged)\b/i,
);
const UNWANTED = lazyPattern(
  () =>
    /\b(?:forget|never ?mind|no longer|any ?more|no need|leave it|instead|cancel|skip|scrap|rather (?:you|not)|already (?:got|have|bought|sorted)|sorted it|found (?:it|one|another)|bother)\b/i,
);
const AFTER_ALL = lazyPattern(
  () =>
    /\b(?:out of stock|discontinued|impossible|unable|sold out|instead of|withdrawn?|called off|fallen through|declined|refused|rejected)\b/i,
);
const TO_COME = lazyPattern(() => /(?:'ll|\b(?:will|shall|going to|gonna|about to|let me))\b/i);
const DONE = lazyPattern(
  () =>
    /(?:'ve|\b(?:have|has|had|did|just|already|was|were|been|done|sent|came|got|received|paid|arrived|landed|yesterday|went))\b|\b[a-z]{2,30}ed\b|'s (?:been|gone|come|arrived|there|here|done|in)\b/i,
);

/**
 * True if these words may say this of a promise: `missed` the side that it was made to, or its owner who admits it;
 * `replaced` its owner; `withdrawn` its owner who says that it will not happen, or the other side that does not want it;
 * `kept` either side, of what is done and not of what will be; `attempted` either side.
 */
export function mayTell(
  promise: Pick<OpenCommitment, 'owner'>,
  status: ToldStatus,
  { speaker, quote }: TurnEvidence,
  language: string | null = null,
): boolean {
  const isOwner = speaker === promise.owner;
  if (status === 'replaced') return isOwner;
  const words = plainQuote(quote);
  if (!isEnglishText(words, language)) return true;
  switch (status) {
    case 'missed':
      return !isOwner || ADMITS().test(words);
    case 'attempted':
      return TRIED().test(words);
    case 'withdrawn':
      return isOwner ? denies(words) || AFTER_ALL().test(words) : UNWANTED().test(words) || denies(words);
    case 'kept':
      return !isOwner || !isYetToCome(words, language);
  }
}

/** True if English words speak of what will be done, and of nothing that has been. */
export function isYetToCome(quote: string, language: string | null = null): boolean {
  const words = plainQuote(quote);
  return isEnglishText(words, language) && TO_COME().test(words) && !DONE().test(words);
}
