import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';
import type { CallSentences, Sentence } from './reading.ts';
import { contentStems, overlap } from './stems.ts';

const BOOKING = contentStems('book reserve order schedule confirm');
const UNDOING = contentStems('cancel refund return');

/** True if these stems are those of something booked or ordered, not of its end. */
export function isBooking(stems: ReadonlySet<string>): boolean {
  return overlap(stems, BOOKING) > 0 && overlap(stems, UNDOING) === 0;
}

/**
 * The turn in which the customer last gave up what was booked for them, or the agent took it back; -1 if there is none.
 * What was booked before that turn is no longer there.
 */
export function givenUpAt({ sentences }: CallSentences): number {
  return sentences.findLast(givesUp)?.turnOrder ?? -1;
}

function givesUp({ turn, plain, isQuestion }: Sentence): boolean {
  if (plain.length > 300 || DOUBTFUL().test(plain)) return false;
  if (turn.speaker === 'agent') return !isQuestion && AGENT_CANCELS().test(plain);
  if (turn.speaker !== 'customer') return false;
  return isQuestion ? ASKS_TO_CANCEL().test(plain) : GIVES_UP().test(plain);
}

const THING =
  '(?:it|that|this|them|the (?:[a-z-]+ ){0,2}?(?:booking|reservation|appointment|order|ride|taxi|cab|flight|room|table|ticket|trip|one|delivery|purchase)|my (?:[a-z-]+ ){0,2}?(?:booking|reservation|appointment|order|ride|taxi|cab|flight|room|table|ticket|trip))';
const GIVES_UP = lazyPattern(
  () =>
    new RegExp(
      [
        `\\b(?:cancel|scrap|drop|forget|undo|skip) (?:about )?${THING}\\b`,
        '\\bnever ?mind\\b',
        `\\b(?:don't|do not|won't|no longer) (?:really )?(?:need|want|require) (?:${THING}|(?:a|an|any) (?:ride|taxi|cab|room|table|flight|ticket|appointment))\\b`,
        "\\b(?:i'll|i will|i'm (?:going to|gonna)|i am (?:going to|gonna)|i'd rather|let me|i can|think i'll) (?:just )?(?:take|use|grab|rent|ride|go with|get|have) [^.!?]{1,40}\\binstead\\b",
        "\\b(?:i'll|i will|i'm (?:going to|gonna)|i am (?:going to|gonna)) (?:just )?(?:take|use|grab|rent|ride) (?:one of )?(?:that|those|these)\\b",
        '\\bchanged my mind\\b',
      ].join('|'),
      'i',
    ),
);
const ASKS_TO_CANCEL = lazyPattern(
  () => new RegExp(`\\b(?:can|could|would|will) you (?:please |just )*(?:cancel|undo) ${THING}`, 'i'),
);
const AGENT_CANCELS = lazyPattern(
  () =>
    new RegExp(
      `\\b(?:i|we)(?:'ll| will|'ve| have|) (?:just |now |then |go ahead and |gone ahead and )*cancel(?:l?ed)? ${THING}\\b|\\b(?:booking|reservation|appointment|order|ride|flight|it|that)(?: has been|'s been| is|'s)(?: now)? cancell?ed\\b`,
      'i',
    ),
);
const DOUBTFUL = lazyPattern(
  () =>
    /\b(?:if|unless|whether|in case|would have|had to|fee|policy|later|tomorrow|how (?:do|can)|able to)\b/i,
);
