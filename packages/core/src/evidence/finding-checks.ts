import type { Evidence, Finding, TurnEvidence } from '../analytics/findings.ts';
import type { Call, Speaker } from '../call/call.ts';
import type { ToolRules } from '../call/tool-name.ts';
import { type CallLanguages, languageOfSpeaker } from '../language/call-languages.ts';
import type { OpenCommitment } from '../ports/analyst.ts';
import type { ToldStatus } from '../shared/commitment-status.ts';
import { type CallEvidence, callEvidence, type Wanted } from './call-evidence.ts';
import { asShown } from './evidence.ts';
import { addsNoFacts, type Grounds, groundsOf, sharedSubstance, shareOfEvidence } from './grounding.ts';
import { refuses } from './promise/refusals.ts';
import { shownClaim } from './shown-text.ts';
import { denies, isTakenBack, type TakenBackOptions } from './taken-back.ts';
import { isYetToCome, mayTell } from './told/who-may-tell.ts';

const EVERY_EVIDENCE = 3;
// Bounds the row: fifty closings with the longest texts still fit (300 KB).
const CLOSING_EVIDENCE = 1;

/** The proof that a list of findings requires for each of its entries. */
export interface Proof {
  /** Speakers whose words count. */
  by: readonly Speaker[];
  /** True if a tool call that acted counts. */
  tools: boolean;
  /** Least share of the words of a text that its evidence must hold, from 0 to 1. */
  least: number;
  /** If set, the words around the quote must not take it back. */
  meant?: TakenBackOptions | undefined;
}

/** The checks of the gate for one call. */
export interface FindingChecks {
  /** True if a model worded the findings. */
  worded: boolean;
  call: CallEvidence;
  /** The language in which a quote was said, or null. */
  languageOf(item: TurnEvidence): string | null;
  /** Returns the finding with the evidence that holds; null if nothing proves it. */
  passed(finding: Finding, proof: Proof): Finding | null;
  /** True if the text is safe to show and its evidence contains everything that it says. */
  isBorneOut(text: string, evidence: readonly Evidence[], least: number): boolean;
  /** True if the text is not taken back in any turn of its evidence. */
  isMeant(text: string, evidence: readonly Evidence[], options?: TakenBackOptions): boolean;
  /** True if a model words no more than a refusal: what is refused is neither done nor to be done. */
  refusesIn(finding: Finding): boolean;
  /** The findings, of which refusals have lost their evidence. */
  withoutRefusals(findings: readonly Finding[]): Finding[];
  /** The same, of which those have lost their evidence too that a model takes from words for what is still to come. */
  withoutUndone(findings: readonly Finding[]): Finding[];
  /** Returns the evidence that tells this of a promise; [] if none does. */
  closes(
    promise: Pick<OpenCommitment, 'text' | 'owner'>,
    status: ToldStatus,
    evidence: readonly Evidence[],
  ): Evidence[];
}

/** How findings are checked. */
export interface CheckOptions {
  /** True if a model worded the findings; each is then held to the words of its evidence. */
  worded: boolean;
  languages: CallLanguages;
}

/** Creates the checks of the gate for one call. */
export function findingChecks(
  call: Call,
  rules: ToolRules,
  { worded, languages }: CheckOptions,
): FindingChecks {
  const languageOf = ({ speaker }: TurnEvidence) => languageOfSpeaker(languages, speaker);
  const seen = withStandingRemembered(callEvidence(call, rules));
  const { standing, textOf, deedOf, around } = seen;
  const read = new Map<string, Grounds>();
  const groundsIn = (words: readonly string[]): Grounds => {
    const text = words.join('\n');
    const grounds = read.get(text) ?? groundsOf(text);
    read.set(text, grounds);
    return grounds;
  };
  // The name of a tool shows what it did: one that sends links has refunded nothing, whatever it answers.
  const isOfDeed = (text: string, item: Evidence) =>
    !worded || 'quote' in item || sharedSubstance(text, groundsIn([deedOf(item)])) > 0;

  const isBorneOut: FindingChecks['isBorneOut'] = (text, evidence, least) => {
    if (evidence.length === 0 || shownClaim(text) !== text) return false;
    const grounds = groundsIn(evidence.map(textOf));
    const said = evidence.find((item) => 'quote' in item);
    const language = said === undefined ? languages.call : languageOf(said);
    return (
      addsNoFacts(text, grounds, language) && (!worded || shareOfEvidence(text, grounds, language) >= least)
    );
  };
  const isMeant: FindingChecks['isMeant'] = (text, evidence, options) =>
    evidence.every(
      (item) =>
        !('quote' in item) ||
        !isTakenBack(text, textOf(item), item.quote, { ...options, language: languageOf(item) }),
    );

  // Requires half of the words of the promise, or two: "send" alone is in many tool names.
  const isDoneByTool = (promise: Pick<OpenCommitment, 'text' | 'owner'>, item: Evidence) => {
    const grounds = groundsIn([textOf(item)]);
    return sharedSubstance(promise.text, grounds) >= 2 || shareOfEvidence(promise.text, grounds) >= 0.5;
  };
  const tells = (
    promise: Pick<OpenCommitment, 'text' | 'owner'>,
    status: ToldStatus,
    item: Evidence,
  ): boolean => {
    if ('quote' in item && !mayTell(promise, status, item, languageOf(item))) return false;
    if (!worded) return true;
    if (!('quote' in item)) return isDoneByTool(promise, item);
    if (sharedSubstance(promise.text, groundsIn([around(item)])) === 0) return false;
    return status !== 'kept' || (!denies(item.quote, languageOf(item)) && isMeant(item.quote, [item]));
  };
  const refusesIn = ({ text, evidence }: Finding): boolean => {
    const said = evidence.find((item) => 'quote' in item);
    return worded && refuses(text, said === undefined ? languages.call : languageOf(said));
  };
  const isToCome = ({ evidence }: Finding): boolean =>
    worded && evidence.every((item) => 'quote' in item && isYetToCome(item.quote, languageOf(item)));
  const without = (findings: readonly Finding[], isNone: (finding: Finding) => boolean) =>
    findings.map((finding) => (isNone(finding) ? { ...finding, evidence: [] } : finding));
  return {
    worded,
    refusesIn,
    withoutRefusals: (findings) => without(findings, refusesIn),
    withoutUndone: (findings) => without(findings, (finding) => refusesIn(finding) || isToCome(finding)),
    call: seen,
    languageOf,
    passed: ({ text: worded, evidence: given }, { by, tools, least, meant }) => {
      const text = shownClaim(worded);
      if (text === null) return null;
      const ofDeed = given.map((item) => asShown(item, text)).filter((item) => isOfDeed(text, item));
      const evidence = standing(ofDeed, { by, tools, most: EVERY_EVIDENCE });
      const isKept =
        isBorneOut(text, evidence, least) && (meant === undefined || isMeant(text, evidence, meant));
      return isKept ? { text, evidence } : null;
    },
    isBorneOut,
    isMeant,
    closes: (promise, status, given) => {
      const ofDeed = given.map((item) => asShown(item, '')).filter((item) => isOfDeed(promise.text, item));
      // A tool call proves that something was done, never that it was not.
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
