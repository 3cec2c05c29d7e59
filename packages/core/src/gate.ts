import type { Addressed } from './addressed-to-analyst.ts';
import type {
  Claimed,
  Closing,
  Commitment,
  Evidence,
  Judgement,
  Outline,
  TurnEvidence,
} from './analytics.ts';
import { dayInZone } from './calendar.ts';
import type { Call, Speaker } from './call.ts';
import { callEvidence } from './call-evidence.ts';
import {
  type Grounds,
  groundsOf,
  holdsNothingNew,
  sharedSubstance,
  shareOfEvidence,
  soundsLikePromise,
} from './claim-text.ts';
import { resolveDueDate } from './due-date.ts';
import { holdsQuote, isPlain } from './evidence.ts';
import type { OpenCommitment } from './ports.ts';
import { isTakenBack, type TakenBackOptions } from './taken-back.ts';
import { NO_TOOL_RULES, type ToolRules } from './tool-name.ts';

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
  /** What only a summary needs; null when the analyst gives none. */
  outline: Outline | null;
  /** What is meant for the analyst, and so is evidence of nothing. */
  addressed: Addressed;
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
  /**
   * What the tools of the centre do, where their names do not say it.
   *
   * @default each tool is read by its name
   */
  tools?: ToolRules | undefined;
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

/** What a list of claims asks of the evidence of each. */
interface Proof {
  by: readonly Speaker[];
  /** Does a tool call count that did something? */
  tools: boolean;
  least: number;
  /** Also what is said about the words of the quote must not take them back. */
  meant?: TakenBackOptions | undefined;
}

/**
 * The evidence gate: keeps the claims that the call bears out and counts those that it does not. A deliverable is
 * what the agent said or what a tool did that acts; a promise is in the words of the one who made it, who does not take
 * them back; a promise of an earlier call is closed only by words of this one or by a tool that acts. What a look-up
 * returned is evidence of no claim, and neither is what is meant for the analyst.
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
  { worded = false, tools = NO_TOOL_RULES }: GateOptions = {},
): CheckedClaims {
  const { standing, wordsOf, deedOf, around, addressed } = callEvidence(call, tools);
  const read = new Map<string, Grounds>();
  const groundsIn = (words: readonly string[]): Grounds => {
    const text = words.join('\n');
    const grounds = read.get(text) ?? groundsOf(text);
    read.set(text, grounds);
    return grounds;
  };
  let dropped = 0;
  const refuse = () => {
    dropped += 1;
    return [];
  };
  // What a tool did is in its name: one that sends links has refunded nothing, whatever it answers.
  const isOfDeed = (text: string, item: Evidence) =>
    !worded || 'quote' in item || sharedSubstance(text, groundsIn([deedOf(item)])) > 0;
  const isBorneOut = (text: string, evidence: readonly Evidence[], least: number): boolean => {
    if (evidence.length === 0 || !isPlain(text)) return false;
    const grounds = groundsIn(evidence.map(wordsOf));
    return holdsNothingNew(text, grounds) && (!worded || shareOfEvidence(text, grounds) >= least);
  };
  const isMeant = (text: string, evidence: readonly Evidence[], options?: TakenBackOptions): boolean =>
    evidence.every((item) => !('quote' in item) || !isTakenBack(text, wordsOf(item), item.quote, options));
  const passed = ({ text, evidence: given }: Claimed, proof: Proof): Claimed[] => {
    const { by, tools: countsTools, least, meant } = proof;
    const evidence = standing(
      given.filter((item) => isOfDeed(text, item)),
      { by, tools: countsTools, most: EVERY_EVIDENCE },
    );
    if (!isBorneOut(text, evidence, least)) return [];
    return meant === undefined || isMeant(text, evidence, meant) ? [{ text, evidence }] : [];
  };
  const claims = (list: readonly Claimed[], proof: Proof): Claimed[] =>
    list.flatMap((claim) => {
      const [kept] = passed(claim, proof);
      return kept === undefined ? refuse() : [kept];
    });

  const callDay = endedAt === null ? null : dayInZone(endedAt, timeZone);
  const unkept: string[] = [];
  const made = judgement.commitments.flatMap((claim): Made[] => {
    const { text, owner } = claim;
    const evidence = standing(claim.evidence, { by: [owner], tools: false, most: COMMITMENT_EVIDENCE });
    const said = evidence.find((item) => 'quote' in item);
    if (said === undefined || !isBorneOut(text, evidence, KEPT_WORDS) || !isMeant(text, evidence)) {
      unkept.push(text);
      return refuse();
    }
    const words = wordsOf(said);
    // What a customer asks for, or says that the other side owes them, is no promise of theirs.
    if (worded && owner === 'customer' && !soundsLikePromise(said.quote)) return refuse();
    return [{ text, owner, evidence, said, words, dueAt: dueDate(claim.due, words, callDay) }];
  });

  const open = new Map(openCommitments.map((commitment) => [commitment.id, commitment]));
  const closings = judgement.closings.flatMap(({ commitment_id, status, evidence: given }) => {
    const promise = open.get(commitment_id);
    // A tool call shows that something was done, never that it was not.
    const wanted = { by: ['agent', 'customer'] as const, tools: status === 'kept', most: CLOSING_EVIDENCE };
    const evidence = standing(
      given.filter((item) => promise === undefined || isOfDeed(promise.text, item)),
      wanted,
    );
    // One promise has one end: a second closing of it is refused like one that was never asked for.
    if (evidence.length === 0 || promise === undefined || !open.delete(commitment_id)) return refuse();
    if (worded && sharedSubstance(promise.text, groundsIn(evidence.map(around))) === 0) return refuse();
    const isSaid = evidence.every((item) => !('quote' in item) || isMeant(item.quote, [item]));
    if (worded && status === 'kept' && !isSaid) return refuse();
    return [{ commitment_id, status, evidence }];
  });

  const outlined = (claim: Claimed | null | undefined): Claimed | null =>
    claim === null || claim === undefined
      ? null
      : (passed(claim, { by: ANYONE, tools: true, least: 0 })[0] ?? null);
  const { outline } = judgement;
  return {
    // An agent says a matter back as a question.
    about: claims(judgement.about ?? [], {
      by: ['agent'],
      tools: false,
      least: KEPT_WORDS,
      meant: { mayBeAsked: true },
    }),
    keyInsights: claims(judgement.keyInsights, {
      by: ANYONE,
      tools: true,
      least: OTHER_WORDS,
      meant: worded ? { mayBeAsked: true, mayBeDenied: true } : undefined,
    }).map((claim) => (worded ? inCustomersWords(claim) : claim)),
    actionItems: claims(
      // What is left to do because of a promise falls with it.
      judgement.actionItems.map((claim) =>
        unkept.some((text) => claim.text.includes(text)) ? { ...claim, evidence: [] } : claim,
      ),
      {
        // What the customer asks for is not yet for the company to do.
        by: worded ? ['agent'] : ANYONE,
        tools: true,
        least: OTHER_WORDS,
        meant: worded ? {} : undefined,
      },
    ),
    deliverables: claims(judgement.deliverables, {
      by: ['agent'],
      tools: true,
      least: KEPT_WORDS,
      meant: {},
    }),
    // Advice is not in the words of the call; a model chooses it from a list. It is about what the agent said.
    improvementAreas: claims(judgement.improvementAreas, { by: ['agent'], tools: false, least: 0 }),
    commitments: numbered(call.callId, made),
    closings,
    outline:
      outline === undefined
        ? null
        : {
            request: outlined(outline.request),
            refusal: outlined(outline.refusal),
            handOver: outlined(outline.handOver),
            escalation: outlined(outline.escalation),
          },
    dropped,
    addressed,
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
