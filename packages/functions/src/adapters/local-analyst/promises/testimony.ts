import type { Sentence } from '../reading.ts';
import { doneStatement } from '../statements.ts';
import { contentStems } from '../stems.ts';
import {
  CALLS_OFF,
  CAME,
  DONE_BY_SPEAKER,
  LACKING,
  NEGATED,
  NEVER_CAME,
  REACHED_ME,
  RESERVED,
  TRIED,
  UNWANTED,
} from './receipt-patterns.ts';

/** What a sentence reports, independent of any promise. */
export interface Heard {
  /** Spoken of as possible, asked for, or to come. */
  doubtful: boolean;
  done: boolean;
  neverCame: boolean;
  denied: boolean;
  came: boolean;
  /** What came is lacking something. */
  lacking: boolean;
  reserved: boolean;
  tried: boolean;
  /** The words that call it off, up to their reason; null if none do. */
  calledOff: string | null;
  /** The words that say it is not wanted, up to their reason; null if none do. */
  unwanted: string | null;
  /** Stems of the caller before "called me"; null when the sentence reports no call. */
  reachedBy: ReadonlySet<string> | null;
  /** "I'm calling you back with the result": the call itself keeps it. */
  callsNow: boolean;
  /** True if it was done, or came, at the time of the words. */
  now: boolean;
  /** The words for the day in the past on which it was; null if there are none. */
  when: string | null;
}

/** Reads what a sentence reports. */
export function hear(sentence: Sentence): Heard {
  const { plain } = sentence;
  const told = plain.replace(SAID_BEFORE, ' ').replace(OVERDUE, ' ');
  const reached = REACHED_ME.exec(plain);
  const when = PAST_DAY.exec(plain)?.[0] ?? null;
  const own = doneStatement(sentence);
  const denied = NEGATED.test(plain);
  const unwanted = clauseOf(plain, UNWANTED());
  return {
    doubtful: DOUBTFUL.test(told),
    done: own !== null || (WAS_DONE.test(plain) && !denied) || (DONE_BY_SPEAKER.test(plain) && !denied),
    neverCame: NEVER_CAME().test(unwanted === null ? plain : plain.replace(unwanted, ' ')),
    denied,
    came: CAME().test(plain),
    lacking: LACKING.test(plain),
    reserved: RESERVED.test(plain),
    tried: TRIED().test(plain),
    calledOff: clauseOf(plain, CALLS_OFF()),
    unwanted,
    reachedBy: reached === null ? null : contentStems(plain.slice(0, reached.index)),
    callsNow: CALLS_NOW.test(plain),
    now: NOW.test(plain) || (own?.form === 'own' && when === null && /(?:'ve|\bhave)\b/i.test(plain)),
    when,
  };
}

const DOUBTFUL =
  /\b(?:if|unless|whether|when|would|could|should|might|may|will|going to|want|need|please|hope|neighbou?r's|friend's|(?:brother|sister|mother|father|daughter|son|colleague)'s)\b|'ll\b/i;
// What was said or owed before is no doubt of now.
const SAID_BEFORE =
  /\b(?:you(?:r [a-z]+)?|they|he|she|somebody|someone|i was|we were) (?:said|told(?: me| us)?|promised(?: me| us)?|assured me|mentioned|(?:you |they )?were going to)\b[^.!?]{0,90}?(?=\band\b|\bbut\b|,|$)/gi;
const OVERDUE =
  /\bshould(?:'ve| have)\b|\b(?:don't|no longer|no|not) (?:want|need)\b|\bneed(?:n't)? to (?:call|send|come|ring|refund|post)\b|\bany ?more\b/gi;
const WAS_DONE =
  /\b(?:was|were|has been|have been|has now been|have now been) (?:\w+ly )?(?:delivered|sent|dispatched|posted|refunded|credited|paid|processed|fixed|removed|taken off|waived)\b|\b(?:was|were|has been|have been|came|called) (?:with you|round|out to you|at your (?:place|house|home|address|property|flat))\b/i;
const NOW =
  /\b(?:just(?! (?:to|want|a)\b)|now|right here|here it is|this (?:minute|moment|morning|afternoon)|today|as we speak|there you go)\b/i;
const CALLS_NOW =
  /\b(?:i'm|i am|we're) (?:just )?(?:calling|ringing|phoning|getting) (?:you )?back\b|\b(?:i'm|i am|we're) (?:just )?(?:calling|ringing|phoning) you (?:back |as |with |about |to (?:tell|let) you)|\b(?:calling|ringing|phoning)\b[^.!?]{0,40}\bas (?:promised|agreed)\b/i;
const PAST_DAY =
  /\b(?:(?:on|last|this past) )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:yesterday|last night|this morning|today)\b|\b(?:\d{1,2}|an?|one|two|three|four|five|six|seven) (?:day|week)s? ago\b/i;

/** The words from what a pattern finds to the next comma or reason. */
function clauseOf(plain: string, pattern: RegExp): string | null {
  const found = pattern.exec(plain);
  if (found === null) return null;
  return plain.slice(found.index).split(/[,.;!?]|\b(?:because|since|but|as it|until|before)\b/i)[0] ?? null;
}
