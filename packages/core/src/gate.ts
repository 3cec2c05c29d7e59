import { turnsToAnalyst } from './addressed-to-analyst.ts';
import type { Claimed, Closing, Commitment, Evidence, Judgement, TurnEvidence } from './analytics.ts';
import { dayInZone } from './calendar.ts';
import type { Call, Speaker, Turn } from './call.ts';
import {
  holdsNothingNew,
  isTurnedAbout,
  sharedSubstance,
  shareOfEvidence,
  soundsLikePromise,
} from './claim-text.ts';
import { resolveDueDate } from './due-date.ts';
import { holdsQuote, isPlain, stands, type Transcript, transcriptOf } from './evidence.ts';
import type { OpenCommitment } from './ports.ts';

/** What is left of a judgement's claims, each with evidence that stands. */
export interface CheckedClaims {
  about: Claimed[];
  keyInsights: Claimed[];
  actionItems: Claimed[];
  deliverables: Claimed[];
  improvementAreas: Claimed[];
  commitments: Commitment[];
  /** Without `at`: the key of the row, which is the time of a closing, is known only when it is written. */
  closings: Omit<Closing, 'at'>[];
  /** How many claims were refused. */
  dropped: number;
  /** Turns that are meant for the analyst, and so are evidence of nothing. */
  toAnalyst: Turn[];
}

/** How a judgement came about. */
export interface GateOptions {
  /**
   * A model has put the claims into words, so each is held to the words of its evidence; rules write sentences of
   * their own, which were read by whoever wrote the rules.
   *
   * @default false
   */
  worded?: boolean;
}

const ANYONE: readonly Speaker[] = ['agent', 'customer', 'other'];
const EVERY_EVIDENCE = 3;
// Bounds the row: twenty promises and fifty closings of the longest texts still fit (300 KB).
const COMMITMENT_EVIDENCE = 2;
const CLOSING_EVIDENCE = 1;
/** Least part of a claim's words that its evidence must hold, where the next call's agent will read it, and elsewhere. */
const KEPT_WORDS = 0.6;
const OTHER_WORDS = 0.5;
const LONGEST_QUOTED = 400;

/**
 * The evidence gate: keeps the claims that the call bears out and counts those that it does not. A deliverable is
 * what the agent said or a tool call did; a promise is in the words of the one who made it; a promise of an
 * earlier call is closed only by words or a tool call of this one. A turn that is meant for the analyst is evidence of
 * nothing.
 *
 * @param openCommitments - The promises that the analyst was given; closings of any other are refused.
 * @param endedAt - When the call was: due dates count from its day in `timeZone`. Without it they are null.
 */
export function checkClaims(
  judgement: Judgement,
  call: Call,
  openCommitments: readonly OpenCommitment[],
  endedAt: number | null,
  timeZone: string,
  { worded = false }: GateOptions = {},
): CheckedClaims {
  const transcript = transcriptOf(call);
  const addressed = turnsToAnalyst(call);
  const toAnalyst = new Set(addressed);
  let dropped = 0;
  const refuse = () => {
    dropped += 1;
    return [];
  };
  const standing = (evidence: readonly Evidence[], by: readonly Speaker[], most: number): Evidence[] =>
    evidence.filter((item) => stands(item, transcript, by) && !isToAnalyst(item)).slice(0, most);
  const isToAnalyst = (item: Evidence) => {
    const turn = 'quote' in item ? transcript.turn(item.window_number, item.turn) : undefined;
    return turn !== undefined && toAnalyst.has(turn);
  };
  const isBorneOut = (text: string, evidence: readonly Evidence[], least: number): boolean => {
    if (evidence.length === 0 || !isPlain(text)) return false;
    const words = evidence.map((item) => wordsOf(item, transcript)).join('\n');
    return holdsNothingNew(text, words) && (!worded || shareOfEvidence(text, words) >= least);
  };
  const deniesIt = (text: string, evidence: readonly Evidence[]): boolean =>
    worded &&
    evidence.some((item) => 'quote' in item && isTurnedAbout(text, wordsOf(item, transcript), item.quote));
  const claims = (
    list: readonly Claimed[],
    by: readonly Speaker[],
    least: number,
    isDenied: typeof deniesIt = () => false,
  ): Claimed[] =>
    list.flatMap(({ text, evidence: given }) => {
      const evidence = standing(given, by, EVERY_EVIDENCE);
      return isBorneOut(text, evidence, least) && !isDenied(text, evidence) ? [{ text, evidence }] : refuse();
    });

  const callDay = endedAt === null ? null : dayInZone(endedAt, timeZone);
  const made = judgement.commitments.flatMap((claim) => {
    const { text, owner } = claim;
    const evidence = standing(claim.evidence, [owner], COMMITMENT_EVIDENCE);
    const said = evidence.find((item) => 'quote' in item);
    if (said === undefined || !isBorneOut(text, evidence, KEPT_WORDS) || deniesIt(text, evidence))
      return refuse();
    const words = wordsOf(said, transcript);
    // What a customer asks for, or says that the other side owes them, is no promise of theirs.
    if (worded && owner === 'customer' && !soundsLikePromise(said.quote)) return refuse();
    return [{ text, owner, evidence, said, words, dueAt: dueDate(claim.due, words, callDay) }];
  });

  const open = new Map(openCommitments.map((commitment) => [commitment.id, commitment]));
  const closings = judgement.closings.flatMap(({ commitment_id, status, evidence: given }) => {
    const evidence = standing(given, ['agent', 'customer'], CLOSING_EVIDENCE);
    const promise = open.get(commitment_id);
    // One promise has one end: a second closing of it is refused like one that was never asked for.
    if (evidence.length === 0 || promise === undefined || !open.delete(commitment_id)) return refuse();
    const about = evidence.map((item) => aroundOf(item, call, transcript, toAnalyst)).join('\n');
    if (worded && sharedSubstance(promise.text, about) === 0) return refuse();
    return [{ commitment_id, status, evidence }];
  });

  return {
    about: claims(judgement.about ?? [], ['agent'], KEPT_WORDS),
    keyInsights: claims(judgement.keyInsights, ANYONE, OTHER_WORDS).map((claim) =>
      worded ? inCustomersWords(claim) : claim,
    ),
    // What the customer asks for is not yet for the company to do.
    actionItems: claims(judgement.actionItems, worded ? ['agent'] : ANYONE, OTHER_WORDS),
    deliverables: claims(judgement.deliverables, ['agent'], KEPT_WORDS, deniesIt),
    // Advice is not in the words of the call; a model chooses it from a list.
    improvementAreas: claims(judgement.improvementAreas, ANYONE, 0),
    commitments: numbered(call.callId, made),
    closings,
    dropped,
    toAnalyst: addressed,
  };
}

// What only the customer says is kept as their words, not as a fact in the words of a model.
function inCustomersWords(claim: Claimed): Claimed {
  const [first] = claim.evidence;
  const onlyCustomer = claim.evidence.every((item) => 'quote' in item && item.speaker === 'customer');
  if (!onlyCustomer || first === undefined || !('quote' in first)) return claim;
  const quote =
    first.quote.length > LONGEST_QUOTED ? `${first.quote.slice(0, LONGEST_QUOTED)}…` : first.quote;
  return { text: `The customer said: “${quote}”`, evidence: claim.evidence };
}

/** Everything that a piece of evidence stands in: the whole turn, or the tool call with what went in and out. */
function wordsOf(item: Evidence, transcript: Transcript): string {
  if ('quote' in item) return transcript.turn(item.window_number, item.turn)?.text ?? '';
  const activity = transcript.activity(item.window_number, item.activity);
  return activity === undefined ? '' : `${activity.name} ${activity.input} ${activity.output}`;
}

// "Did you get the form?" "Yes, I did": what an answer is about stands in the turn before it.
function aroundOf(item: Evidence, call: Call, transcript: Transcript, toAnalyst: ReadonlySet<Turn>): string {
  if (!('quote' in item)) return wordsOf(item, transcript);
  const turn = transcript.turn(item.window_number, item.turn);
  const before = turn === undefined ? undefined : call.turns[call.turns.indexOf(turn) - 1];
  const question = before === undefined || toAnalyst.has(before) ? '' : before.text;
  return `${question}\n${turn?.text ?? ''}`;
}

function dueDate(due: string | null, words: string, callDay: string | null): string | null {
  return due !== null && callDay !== null && holdsQuote(words, due) ? resolveDueDate(due, callDay) : null;
}

interface Made extends Omit<Commitment, 'id'> {
  said: TurnEvidence;
  /** The whole turn in which it was said. */
  words: string;
}

// The id follows from where the promise was said, not from the order in which an analyst lists it, so that a
// change made by hand still finds its promise after a re-analysis.
function numbered(callId: string, made: readonly Made[]): Commitment[] {
  const byTurn = new Map<string, Made[]>();
  for (const promise of made) {
    const turn = `${promise.said.window_number}:${promise.said.turn}`;
    byTurn.set(turn, [...(byTurn.get(turn) ?? []), promise]);
  }
  return [...byTurn].flatMap(([turn, promises]) =>
    promises
      .toSorted((a, b) => a.words.indexOf(a.said.quote) - b.words.indexOf(b.said.quote))
      .map(({ text, owner, dueAt, evidence }, n) => ({
        id: `${callId}:${turn}:${n}`,
        text,
        owner,
        dueAt,
        evidence,
      })),
  );
}
