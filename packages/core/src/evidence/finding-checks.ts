import type { Closing, Evidence, Finding } from '../analytics/analytics.ts';
import type { Call, Speaker } from '../call/call.ts';
import type { ToolRules } from '../call/tool-name.ts';
import type { OpenCommitment } from '../ports/analyst.ts';
import { type CallEvidence, callEvidence, type Wanted } from './call-evidence.ts';
import { isPlain } from './evidence.ts';
import { addsNoFacts, type Grounds, groundsOf, sharedSubstance, shareOfEvidence } from './grounding.ts';
import { denies, isTakenBack, type TakenBackOptions } from './taken-back.ts';

const EVERY_EVIDENCE = 3;
// Bounds the row: fifty closings of the longest texts still fit (300 KB).
const CLOSING_EVIDENCE = 1;

/** What a list of claims asks of the evidence of each. */
export interface Proof {
  by: readonly Speaker[];
  /** Does a tool call count that did something? */
  tools: boolean;
  least: number;
  /** Also what is said about the words of the quote must not take them back. */
  meant?: TakenBackOptions | undefined;
}

/** The checks of the gate, over one call. */
export interface ClaimChecks {
  call: CallEvidence;
  /** The claim with the evidence of it that stands; null when it is not borne out. */
  passed(claim: Finding, proof: Proof): Finding | null;
  /** Is this text fit to be shown, and does its evidence hold all that it says? */
  isBorneOut(text: string, evidence: readonly Evidence[], least: number): boolean;
  /** Is the text nowhere taken back where its evidence was said? */
  isMeant(text: string, evidence: readonly Evidence[], options?: TakenBackOptions): boolean;
  /** The evidence that ends a promise of an earlier call so; [] when none does. */
  closes(promise: OpenCommitment, status: Closing['status'], evidence: readonly Evidence[]): Evidence[];
}

/** @param worded - A model has worded the claims, so each is held to the words of its evidence. */
export function claimChecks(call: Call, rules: ToolRules, worded: boolean): ClaimChecks {
  const seen = withStandingRemembered(callEvidence(call, rules));
  const { standing, wordsOf, deedOf, around } = seen;
  const read = new Map<string, Grounds>();
  const groundsIn = (words: readonly string[]): Grounds => {
    const text = words.join('\n');
    const grounds = read.get(text) ?? groundsOf(text);
    read.set(text, grounds);
    return grounds;
  };
  // What a tool did is in its name: one that sends links has refunded nothing, whatever it answers.
  const isOfDeed = (text: string, item: Evidence) =>
    !worded || 'quote' in item || sharedSubstance(text, groundsIn([deedOf(item)])) > 0;

  const isBorneOut: ClaimChecks['isBorneOut'] = (text, evidence, least) => {
    if (evidence.length === 0 || !isPlain(text)) return false;
    const grounds = groundsIn(evidence.map(wordsOf));
    return addsNoFacts(text, grounds) && (!worded || shareOfEvidence(text, grounds) >= least);
  };
  const isMeant: ClaimChecks['isMeant'] = (text, evidence, options) =>
    evidence.every((item) => !('quote' in item) || !isTakenBack(text, wordsOf(item), item.quote, options));

  // Half of the promise, or two words of it: "send" alone is in many tools.
  const isDoneByTool = (promise: OpenCommitment, item: Evidence) => {
    const grounds = groundsIn([wordsOf(item)]);
    return sharedSubstance(promise.text, grounds) >= 2 || shareOfEvidence(promise.text, grounds) >= 0.5;
  };
  const tells = (promise: OpenCommitment, status: Closing['status'], item: Evidence): boolean => {
    if (!worded) return true;
    if (!('quote' in item)) return isDoneByTool(promise, item);
    if (sharedSubstance(promise.text, groundsIn([around(item)])) === 0) return false;
    return status !== 'kept' || (!denies(item.quote) && isMeant(item.quote, [item]));
  };
  return {
    call: seen,
    passed: ({ text, evidence: given }, { by, tools, least, meant }) => {
      const ofDeed = given.filter((item) => isOfDeed(text, item));
      const evidence = standing(ofDeed, { by, tools, most: EVERY_EVIDENCE });
      const isKept =
        isBorneOut(text, evidence, least) && (meant === undefined || isMeant(text, evidence, meant));
      return isKept ? { text, evidence } : null;
    },
    isBorneOut,
    isMeant,
    closes: (promise, status, given) => {
      const ofDeed = given.filter((item) => isOfDeed(promise.text, item));
      // A tool call shows that something was done, never that it was not.
      const wanted = { by: ['agent', 'customer'] as const, tools: status === 'kept', most: CLOSING_EVIDENCE };
      const evidence = standing(ofDeed, wanted);
      return evidence.every((item) => tells(promise, status, item)) ? evidence : [];
    },
  };
}

/** A model may prove fifty claims by the same words of one long turn: they are looked up in it once. */
function withStandingRemembered(seen: CallEvidence): CallEvidence {
  const known = new Map<string, boolean>();
  const isStanding = (item: Evidence, { by, tools }: Wanted): boolean => {
    const key = JSON.stringify([item, by, tools]);
    const stood = known.get(key) ?? seen.standing([item], { by, tools, most: 1 }).length > 0;
    known.set(key, stood);
    return stood;
  };
  return {
    ...seen,
    standing: (evidence, wanted) => evidence.filter((item) => isStanding(item, wanted)).slice(0, wanted.most),
  };
}
