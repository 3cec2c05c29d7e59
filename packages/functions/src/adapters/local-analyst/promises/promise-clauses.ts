import type { Judgement } from '@live-assist/core';
import { findDueWords } from '@live-assist/core/evidence/due-date';
import { lazyPattern } from '@live-assist/core/shared/lazy-pattern';
import { shorten, tidy } from '../reading.ts';
import { contentStems } from '../stems.ts';
import { conditionOf, RECURS } from './conditions.ts';
import { OF_NO_MATTER, without } from './earlier-promises.ts';
import type { Promised } from './merge-promises.ts';
import { type Passage, quotesOf } from './passages.ts';
import { type Clause, isMeant } from './promise-filters.ts';
import { framesOf } from './promise-frames.ts';
import { secondIn } from './second-promise.ts';
import type { CourseOfCall } from './within-call.ts';

type Commitment = Judgement['commitments'][number];

/** Finds the promises of a passage, clause by clause: "I'll call you tomorrow, and I'll email you the form on Friday". */
export function promisesIn(passage: Passage, course: CourseOfCall): Promised[] {
  const { plain } = passage;
  const made: Promised[] = [];
  // A condition applies until an unconditional promise follows.
  let unconditional = 0;
  for (let from = 0; from < plain.length; ) {
    const clauses = clausesAfter(from, passage);
    from = Math.min(...clauses.map(({ end }) => end));
    for (const clause of clauses) {
      const { promises, end, waits } = promisesOf(clause, passage, unconditional, course);
      if (promises.length === 0) continue;
      made.push(...promises);
      if (!waits) unconditional = end;
      from = end;
      break;
    }
  }
  return made;
}

function clausesAfter(from: number, { plain, owner }: Passage): Clause[] {
  const rest = plain.slice(from);
  return framesOf(owner)
    .flatMap(({ frame, need }): Clause[] => {
      const match = frame().exec(rest);
      if (match === null) return [];
      const begin = from + match.index;
      const head = match.groups?.head ?? '';
      const deedAt = begin + (head === '' ? 0 : match[0].indexOf(head) + head.length);
      const frameEnd = begin + match[0].length;
      return [{ begin, deedAt, frameEnd, end: clauseEnd(plain, frameEnd), head, need }];
    })
    .toSorted((a, b) => a.begin - b.begin);
}

interface Read {
  promises: Promised[];
  end: number;
  waits: boolean;
}
const NONE: Omit<Read, 'end'> = { promises: [], waits: false };

function promisesOf(clause: Clause, passage: Passage, unconditional: number, course: CourseOfCall): Read {
  const { plain, owner } = passage;
  const { begin, deedAt, frameEnd, end } = clause;
  const condition = conditionOf(plain, clause, owner, unconditional);
  const waits = condition !== null;
  const meant =
    condition !== null && condition.at > begin ? { ...clause, end: Math.min(end, condition.at) } : clause;
  if (!isMeant(meant, plain, owner, unconditional, waits)) return { ...NONE, end };
  const stop = waits && condition.at > begin ? Math.max(end, endOfCondition(plain, condition.at)) : end;
  const leading = waits ? null : leadingDay(plain, begin, unconditional);
  const second = secondIn(plain, clause, waits);
  const firstEnd = second?.at ?? stop;
  const words = passage.text.slice(begin, firstEnd);
  const ofDeed = deedAt === begin ? null : findDueWords(passage.text.slice(deedAt, firstEnd));
  const due = ofDeed ?? findDueWords(words) ?? leading?.due ?? null;
  const recurring = RECURS.test(words);
  if (!isDated(clause, due, recurring || waits, passage, course)) return { ...NONE, end };

  // "They" refers to the person or team that the passage names before.
  const subjectAt = /^(?:they|he|she|who)\b/i.test(plain.slice(begin)) ? unconditional : begin;
  const start =
    condition !== null ? Math.min(condition.at, begin) : Math.min(leading?.at ?? begin, subjectAt);
  const marks = { waits, recurring };
  const made = [
    promised(
      passage,
      [start, firstEnd],
      passage.text.slice(start, firstEnd),
      due,
      marks,
      deedAt === begin ? start : deedAt,
    ),
  ];
  if (second !== null) {
    const rest = passage.text.slice(second.at + second.skip, end);
    const text = `${second.opening(passage.text.slice(begin, frameEnd))} ${rest}`;
    const its = { waits, recurring: RECURS.test(rest) };
    made.push(promised(passage, [second.at, end], text, findDueWords(rest), its, second.at));
  }
  return { promises: made.filter(({ promise }) => promise.text !== ''), end: stop, waits };
}

function isDated(
  { need, begin }: Clause,
  due: string | null,
  isMarked: boolean,
  passage: Passage,
  course: CourseOfCall,
): boolean {
  // "It is cancelled. The refund will be sent to your card": what follows of itself.
  const isOfThings = !/^(?:i|we)\b/i.test(passage.plain.slice(begin));
  if (need === 'sent') return course.isSentToUs(passage);
  if (need === 'nothing' || isMarked) return true;
  if (due === null)
    return (
      need === 'later' && (course.isLeftForLater(passage) || (isOfThings && course.followsDeed(passage)))
    );
  return need === 'day' || !/^today$/i.test(due) || course.isLeftForLater(passage);
}

function promised(
  passage: Passage,
  [begin, end]: [number, number],
  words: string,
  due: string | null,
  { waits, recurring }: { waits: boolean; recurring: boolean },
  deedAt: number,
): Promised {
  const text = shorten(tidy(words), 200);
  const promise: Commitment = {
    text,
    owner: passage.owner,
    due: due === null || waits || recurring ? null : due.slice(0, 80),
    evidence: quotesOf(passage, begin, end),
    ...(waits ? { conditional: true } : {}),
    ...(recurring ? { recurring: true } : {}),
  };
  return {
    promise,
    act: without(contentStems(text), OF_NO_MATTER),
    deed: contentStems(passage.plain.slice(deedAt, end)),
    place: (passage.parts.at(-1) ?? passage.parts[0]).place,
  };
}

// --- Where a promise begins and ends

const CLAUSE_END = lazyPattern(
  () =>
    new RegExp(
      [
        '[;:\\n]|\\s[-–—]\\s|[.!?](?:\\s|$)',
        ",? (?:but|and (?:just|the next)|so (?:please|you|that|don't)|is there|and (?:is|can|could|may|would|do|please|you (?:can|should|may|need)|if|let(?! you know)|thank)|let (?:me|us) know|please|thanks?|thank you)\\b",
        ",? (?:and |plus |then |so |okay |ok |right )+(?:then |also )?(?:i|we|you|they|he|she|it)(?:'ll| will)\\b",
        ",? and (?:the|a|an|your|our|my|by|on|in|at|some(?:one|body)|one|tomorrow|then)(?: [\\w'-]+){0,5}?(?:'ll| will| should)\\b",
        ", and (?:(?:the|your|my|our|it|this|that|there|they|he|she|you|i|we)(?: [\\w-]+){0,4}? (?:is|are|was|were|has|have|can|should|must|won't|isn't|aren't)|(?:it|that|there)'s|i'm|(?:we|you|they)'re)\\b",
        ', (?:i(?! mean)|we|you|they|he|she|it|is|can|could|okay|ok|alright|all right|in case|just in case)\\b',
        ", (?:it|that|they|you)'ll\\b",
        ' (?:and then you just|anything else|(?:so |and )?is that (?:ok|okay|all right|alright)|the card will)\\b',
      ].join('|'),
      'i',
    ),
);

function clauseEnd(plain: string, from: number): number {
  const next = CLAUSE_END().exec(plain.slice(from));
  return next === null ? plain.length : from + next.index;
}

const CONDITION_END = /[;:.!?](?:\s|$)|,? (?:but|and (?:i|we|you|then)|then)\b|, /i;

function endOfCondition(plain: string, at: number): number {
  const next = CONDITION_END.exec(plain.slice(at + 5));
  return next === null ? plain.length : at + 5 + next.index;
}

// "By Friday I'll send you the form": the day stands before the promise.
const LEADS =
  /(?:^|[.,;!?] |\b(?:and|so|then|okay|ok|well|right|but|me) )((?:(?:by|until|on|in|at|within|before|this|next|first thing|tomorrow|today|tonight|later|the|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)[^.;!?,]{0,40}),? ?(?:what |and )?$/i;

function leadingDay(plain: string, begin: number, from: number): { at: number; due: string } | null {
  const start = Math.max(from, begin - 80);
  const found = LEADS.exec(plain.slice(start, begin));
  const [, words = ''] = found ?? [];
  const due = words === '' ? null : findDueWords(words);
  if (found === null || due === null || words.trim().length - due.length > 4) return null;
  return { at: start + found.index + found[0].indexOf(words), due };
}
