import { findDueWords } from '@live-assist/core/evidence/due-date';
import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';
import type { CallSentences, Sentence } from '../reading.ts';
import { doneStatement } from '../statements.ts';
import { contentStems, overlap, stemsOf } from '../stems.ts';
import type { ToolCall } from '../tool-calls.ts';
import { OF_NO_MATTER, without } from './earlier-promises.ts';
import type { Passage } from './passages.ts';

/** What becomes of a promise within its call. */
export interface CourseOfCall {
  /** True if nothing that is said or done later in the call may be what was promised. */
  isLeftForLater(passage: Passage): boolean;
  /** True if its turn tells before it what was done, and asks nothing. */
  followsDeed(passage: Passage): boolean;
  /** True if the other side has just told to whom to turn, and that is its own service. */
  isSentToUs(passage: Passage): boolean;
  /** True if the act is done later in the call. */
  isDone(passage: Passage, deed: ReadonlySet<string>, due: string | null): boolean;
  /** True if the other side declines it, or its owner takes it back. */
  isCalledOff(passage: Passage, act: ReadonlySet<string>): boolean;
}

// Limits for a call that is full of promises: acts, and sentences after a promise.
const MOST_DEEDS = 100;
const READ_AFTER = 40;
const READ_BEFORE = 12;

/** Reads once what the agent does and says in the call, for all its promises. */
export function courseOf(reading: CallSentences, tools: readonly ToolCall[]): CourseOfCall {
  const { sentences } = reading;
  const placeOf = new Map(sentences.map((sentence, place) => [sentence, place]));
  const said = reading.agent
    .filter((sentence) => doneStatement(sentence) !== null)
    .slice(-MOST_DEEDS)
    .map((sentence) => ({ sentence, stems: stemsOf(sentence), place: placeOf.get(sentence) ?? 0 }));
  const byTool = tools
    .filter(({ done }) => done !== null)
    .slice(-MOST_DEEDS)
    .map(({ activity, done }) => ({ stems: contentStems(done ?? ''), window: activity.windowNumber }));
  const lastTool = Math.max(-1, ...tools.map(({ activity }) => activity.windowNumber));
  const lastReport = sentences.findLastIndex(
    (sentence) =>
      sentence.turn.speaker === 'agent' &&
      (doneStatement(sentence) !== null || REPORTS().test(sentence.plain)),
  );
  const lastFound = sentences.findLastIndex(
    ({ turn, plain }) => turn.speaker === 'customer' && FOUND().test(plain),
  );
  return {
    isLeftForLater: ({ owner, parts }) => {
      const last = parts.at(-1) ?? parts[0];
      if (owner === 'customer') return last.place >= lastFound;
      return last.place >= lastReport && lastTool < last.sentence.turn.windowNumber;
    },
    followsDeed: ({ parts: [{ sentence, place }] }) =>
      !ASKS_TO_CONFIRM.test(sentence.turn.text) &&
      sentences
        .slice(Math.max(0, place - READ_BEFORE), place + 1)
        .some((said) => said.turn === sentence.turn && doneStatement(said) !== null),
    isSentToUs: ({ parts: [{ sentence, place }] }) =>
      sentences
        .slice(Math.max(0, place - READ_BEFORE), place)
        .some(
          ({ turn, turnOrder, plain }) =>
            turn.speaker === 'agent' && turnOrder >= sentence.turnOrder - 1 && OUR_SERVICE.test(plain),
        ),
    isDone: ({ owner, parts }, deed, due) => {
      if (owner !== 'agent') return false;
      const [{ sentence, place }] = parts;
      if (due === null)
        if (
          byTool.some(
            ({ stems, window }) => window >= sentence.turn.windowNumber && overlap(stems, deed) >= 2,
          )
        )
          return true;
      return said.some((done) => {
        if (done.sentence.turnOrder <= sentence.turnOrder || done.place <= place) return false;
        const shared = overlap(done.stems, deed);
        if (due === null) return shared >= 2;
        // "There you go, I've just emailed it", of what was promised for tomorrow.
        return shared >= 1 && JUST.test(done.sentence.plain) && isOfNothingElse(done.stems, deed);
      });
    },
    isCalledOff: (passage, act) => isDeclined(passage, act, reading) || isTakenBack(passage, act, reading),
  };
}

const ASKS_TO_CONFIRM = /\b(?:confirm|would you like|do you want|shall i|proceed)\b/i;
const OUR_SERVICE =
  /\b(?:customer (?:service|support|care)|help ?desk|(?:our|the) (?:support|service|complaints)|human agent)\b/i;
const JUST = /\b(?:just|now|already|there you go|here you go|after all)\b/i;
// The agent tells what a step of the call has shown.
const REPORTS = lazyPattern(
  () =>
    /\b(?:i (?:can |do )?see\b|i(?:'ve| have) (?:found|checked|looked|got (?:it|that|your)|spoken)|it (?:looks like|shows|says|appears)|there (?:we|you) (?:go|are)|that(?:'s| is| has been) (?:all )?(?:done|sorted|gone through|updated|changed)|thank(?:s| you) for (?:holding|waiting|your patience)|(?:has|have) (?:now |also |both )?been (?:now |successfully )?[a-z]+ed\b|so i (?:checked|looked|found))/i,
);
// The customer has what they went to look for.
const FOUND = lazyPattern(
  () =>
    /\b(?:(?:it|that) (?:says|reads)|i(?:'ve| have)? (?:just )?(?:found|got) (?:it|them|the|my)|found (?:it|them)|here (?:it|they) (?:is|are)|here(?:'s| is) (?:it|the|my))\b|\d{3}/i,
);
const FILLING = new Set([
  ...OF_NO_MATTER,
  ...contentStems(
    'just now actually sorry afraid seen after all oh wait there here unfortunately check look system already one okay able',
  ),
]);

function isOfNothingElse(stems: ReadonlySet<string>, act: ReadonlySet<string>): boolean {
  const own = without(stems, FILLING);
  return own.size > 0 && overlap(own, act) === own.size;
}

// --- The other side does not want it

const DECLINED = lazyPattern(
  () =>
    /^\W*(?:(?:oh|ah|well|actually|um|uh|hmm|thanks but|thank you but|okay but)[,. ]+)*(?:no\b(?! (?:problem|worries|rush|hurry|that's (?:perfect|great|fine))),? (?:thanks|thank you|don't|please don't|that's not|it's fine|i don't|i'd rather|no need|there's no|need)|no need\b|please don't\b|don't (?:bother|send|call|ring|email|post)\b(?! (?:it|that|them|me|the \w+|anything)? ?(?:to|at|before|after|on|until|late|too)\b)|there's no need|(?:that|it) (?:won't|will not) be (?:necessary|needed)|(?:that|it)'s not (?:necessary|needed)|i'd (?:rather|prefer) (?:you didn't|not)|i don't (?:want|need) (?:a|an|the|any|it|that|one|you)\b|(?:forget|never mind|leave|cancel|skip) (?:it|that|this|about it)\b|(?:it's|that's) (?:all right|alright|fine|okay|ok), (?:leave|forget|don't|no need)|you (?:don't|do not) (?:have|need) to\b|you needn't|no, (?:leave|forget|cancel|skip))/i,
);
const BARE_NO = /^\W*(?:[a-z]+[,. ]+)?no\b,? (?:thanks|thank you|that's (?:it|all|everything))[^,;]{0,30}$/i;
const DECLINES_IT =
  /\b(?:forget|never mind|don't need|don't want|no longer (?:need|want)|cancel|skip|leave)\b/i;
const KEEPS = /\b(?:don't (?:forget|worry)|instead|but (?:do|please)|just)\b/i;

function isDeclined({ owner, parts }: Passage, act: ReadonlySet<string>, reading: CallSentences): boolean {
  const last = parts.at(-1) ?? parts[0];
  const after = reading.sentences.slice(last.place + 1, last.place + READ_AFTER);
  const order = after.find(({ turn }) => turn.speaker !== owner && turn.speaker !== 'other')?.turnOrder;
  return after.some((sentence, at) => {
    const { turn, turnOrder, plain, isQuestion } = sentence;
    if (turn.speaker === owner || turn.speaker === 'other' || isQuestion || KEEPS.test(plain)) return false;
    if (
      turnOrder === order &&
      turnOrder <= last.sentence.turnOrder + 2 &&
      DECLINED().test(plain.slice(0, 120))
    )
      // "Is there anything else?" "No, thank you" declines nothing.
      return !(BARE_NO.test(plain) && after.slice(0, at).some((said) => said.isQuestion));
    // Later it must say what is not wanted.
    return (
      DECLINES_IT.test(plain) &&
      plain.length < 120 &&
      isOfNothingElse(without(stemsOf(sentence), SPURNING), act)
    );
  });
}
const SPURNING = contentStems('forget never mind want need longer cancel skip leave anymore found fine');

// --- Its owner takes it back

const CANNOT =
  /\b(?:can't|cannot|can not|couldn't|won't|will not|not (?:able|going) to|unable to|not possible|isn't possible)\b/i;
const UNSAYS =
  /\b(?:actually|sorry|afraid|unfortunately|after all|oh|no|hang on|wait|just (?:seen|noticed)|turns out)\b/i;

function isTakenBack({ owner, parts }: Passage, act: ReadonlySet<string>, reading: CallSentences): boolean {
  const last = parts.at(-1) ?? parts[0];
  return reading.sentences.slice(last.place + 1, last.place + READ_AFTER).some((sentence) => {
    const { turn, plain, isQuestion } = sentence;
    if (turn.speaker !== owner || isQuestion || !CANNOT.test(plain) || !UNSAYS.test(plain)) return false;
    const denied = without(without(contentStems(denialIn(plain)), FILLING), DENYING);
    const isNext = turn === last.sentence.turn;
    return denied.size === 0 ? isNext : overlap(denied, act) === denied.size;
  });
}
const DENYING = contentStems("can't cannot couldn't won't unable possible");

/** The words behind the denial, up to its reason: "can't call you tomorrow, I'm off". */
function denialIn(plain: string): string {
  const denial = CANNOT.exec(plain);
  return (
    plain
      .slice(denial === null ? 0 : denial.index + denial[0].length)
      .split(/[,.;]|\b(?:because|as|since|until|before|this one)\b/)[0] ?? ''
  );
}

// --- Its day is changed

const CORRECTS =
  /^\W*(?:(?:oh|no|sorry|actually|wait|hang on|well|or|rather|i mean|i meant|make (?:that|it)|let's (?:say|make it)|say|scratch that|correction|it'll be|that'll be|on second thoughts)\b[,. ]*)+/i;

/** The words for another day in the sentence right after a promise: "Actually, make that Monday." */
export function correctedDay(sentence: Sentence): string | null {
  const { plain } = sentence;
  const opening = CORRECTS.exec(plain);
  if (opening === null || plain.length > 80) return null;
  const due = findDueWords(sentence.text);
  const rest =
    due === null ? '' : plain.slice(opening[0].length).toLowerCase().replace(due.toLowerCase(), '');
  return due !== null && rest.split(/\s+/).filter((word) => /\w/.test(word)).length <= 3 ? due : null;
}

const OBJECTS =
  /\b(?:could (?:you|we|it)|can (?:you|we|it)|would be better|better|prefer|rather|instead|make (?:it|that)|how about|what about|away|at work|i work|busy|can't|won't be|not (?:in|home|here|free)|don't have time|suits? me)\b/i;
const NEW_WORDS = /\b(?:i|we)(?:'ll| will) (?!say\b|make it\b|do\b)/i;
const WEEKDAY = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i;
const SETTLES_ON =
  /^\W*(?:(?:sure|ok|okay|yes|yeah|alright|all right|of course|no problem|fine|right|great|perfect|absolutely|then|so|got it|let's (?:say|do|make it)|i'll make it|we'll (?:say|make it))\b[,. ]*)*/i;

/** The day on which an owner agrees when the other side asks for another: "Friday would be better." "Sure, Friday then." */
export function agreedDay(answer: Sentence, before: Sentence | undefined): string | null {
  if (before === undefined || before.turn.speaker === answer.turn.speaker) return null;
  if (NEW_WORDS.test(answer.plain)) return null;
  if (answer.plain.length > 60 || !OBJECTS.test(before.plain)) return null;
  const due = findDueWords(answer.text) ?? WEEKDAY.exec(answer.text)?.[0] ?? null;
  if (due === null) return null;
  const rest = answer.plain.replace(SETTLES_ON, '').toLowerCase().replace(due.toLowerCase(), '');
  return rest.split(/\s+/).filter((word) => /\w/.test(word)).length <= 3 ? due : null;
}

/** True if words that promise something anew put another day in place of the former one. */
export function movesDay(plain: string, before: string): boolean {
  return MOVES.test(plain) || OBJECTS.test(before);
}
const MOVES =
  /\b(?:then|instead|in that case|make (?:it|that)|actually|sorry|rather|i mean|hang on|it|that|them)\b/i;
