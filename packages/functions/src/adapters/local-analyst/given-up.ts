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

/** "The old one" is another thing than what was just booked. */
const ANOTHER = '(?!(?:old|other|previous|former|first|existing|original|earlier|second)\\b)';
const THING = `(?:it|that|this|them|the ${ANOTHER}(?:[a-z-]+ ){0,2}?(?:booking|reservation|appointment|order|ride|taxi|cab|flight|room|table|ticket|trip|one|delivery|purchase)|my ${ANOTHER}(?:[a-z-]+ ){0,2}?(?:booking|reservation|appointment|order|ride|taxi|cab|flight|room|table|ticket|trip))`;
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
        `\\b(?:take|remove|delete) ${THING} (?:off|out|away)\\b`,
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

/** A statement of the agent that undoes something which was done before it. */
export interface Undoing {
  /** Place of its sentence in the call. */
  place: number;
  /** What it names. */
  stems: ReadonlySet<string>;
  /** True if it names nothing, as "I've taken it off again": what was done last is meant. */
  leans: boolean;
  /** True if it brings back what was taken away: "I've put it back". */
  restores: boolean;
}

/** What the agent undid. */
export function undoingsIn({ sentences }: CallSentences): Undoing[] {
  const undoings = sentences.flatMap(({ turn, plain, isQuestion }, place) => {
    if (turn.speaker !== 'agent' || isQuestion || plain.length > 300) return [];
    const found = UNDOES().exec(plain) ?? FELL_THROUGH().exec(plain);
    if (found === null || UNSURE().test(plain.slice(0, found.index))) return [];
    const [words] = found;
    const { changed, back, object = '' } = found.groups ?? {};
    const leans = object === '' || /^(?:it|that|this|them|those|everything)$/i.test(object.trim());
    if (changed !== undefined && !leans) return [];
    if (OTHER_ONE.test(object)) return [];
    const stems = leans ? new Set<string>() : contentStems(object);
    return [{ place, stems, leans, restores: back !== undefined || /\b(?:revers|undo|undid)/i.test(words) }];
  });
  return undoings.slice(-MOST_UNDOINGS);
}

/** Each is compared with what was done. */
const MOST_UNDOINGS = 100;

/** True if what was stated at this place is undone by a later statement. */
export function isUndone(
  { stems, place, isLast }: { stems: ReadonlySet<string>; place: number; isLast: (until: number) => boolean },
  undoings: readonly Undoing[],
): boolean {
  // "I've cancelled the order. I've removed it from your list." undoes no cancellation.
  const takesAway = overlap(stems, TAKING) > 0;
  return undoings.some(
    (undoing) =>
      undoing.place > place &&
      (!takesAway || undoing.restores) &&
      (undoing.leans ? isLast(undoing.place) : overlap(undoing.stems, stems) > 0),
  );
}

const TAKING = contentStems('cancel remove delete close stop withdraw');
const OTHER_ONE = /\b(?:old|other|previous|former|existing|original|earlier)\b/i;
const UNSURE = lazyPattern(
  () => /\b(?:if|unless|could|would|can|should|not|never|once|when)\b[^.!?]{0,40}$|n't\b[^.!?]{0,40}$/i,
);
const OBJECT =
  '(?<object>(?:(?:the|your|a|an|that|this) (?:[a-z-]+ ){0,3}?[a-z-]+|it|that|this|them|those|everything))';
const HAS = "\\b(?:i|we)(?:'ve| have|) (?:just |now |then |also |already |gone ahead and )*";
const UNDONE =
  '(?:(?:cancell?ed|removed|deleted|reversed|undone|undid|withdrawn|withdrew|revoked|released|stopped|voided|recalled)|(?<changed>changed|switched|swapped|corrected)|(?<back>put|moved|changed|set)(?= [a-z -]{1,40}? back\\b)|(?:taken|took)(?= [a-z -]{1,40}? (?:off|out|back)\\b))';
const UNDOES = lazyPattern(() => new RegExp(`${HAS}${UNDONE} ${OBJECT}(?![a-z-])`, 'i'));
/** "It isn't booked after all", "the system has thrown it out". */
const FELL_THROUGH = lazyPattern(
  () =>
    /\b(?:thrown|kicked|bounced) (?:it|that|the (?:booking|order)) out\b|(?:n't| not)\b[^.!?]{0,30}\bafter all\b|(?:\b(?:has|have|did) not|n't) (?:gone|go) through\b|\b(?:it|that)(?:'s| is| has been|'s been)(?: now)? (?:cancell?ed|removed|reversed|undone) again\b/i,
);
