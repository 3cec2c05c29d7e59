import type { Judgement } from '../../analytics/analytics.ts';
import type { TurnEvidence } from '../../analytics/findings.ts';
import type { Call, Speaker } from '../../call/call.ts';
import { toIso } from '../../shared/timestamps.ts';
import type { Made } from '../commitment-ids.ts';
import { NOT_DUE } from '../due-date.ts';
import type { PromiseTimes } from '../due-of-promise.ts';
import { asShown } from '../evidence.ts';
import type { FindingChecks } from '../finding-checks.ts';
import { soundsLikePromise } from '../grounding.ts';
import { labelOf } from '../label/label.ts';
import { shownClaim } from '../shown-text.ts';
import { agreedRequest } from './agreed-request.ts';

// Bounds the row: twenty promises with the longest texts still fit (300 KB).
const COMMITMENT_EVIDENCE = 2;
const ANYONE: readonly Speaker[] = ['agent', 'customer', 'other'];

/** What the check of promises needs. */
export interface PromiseContext {
  call: Call;
  checks: FindingChecks;
  times: PromiseTimes;
  /** Milliseconds since 1970 of the words of a quote; null if unknown. */
  saidAt: (said: TurnEvidence) => number | null;
  worded: boolean;
  /** Least share of the words of a promise that its evidence must hold. */
  least: number;
  /** Told of what a person should look at. */
  flag: (flag: string) => void;
}

/**
 * Checks the promises of a judgement: each needs words of the side that makes it, not taken back, and says nothing that its
 * evidence lacks. Days and labels are made here. A promise that comes again and again has no day; the day of one that waits
 * for the other side tells how many days it takes once that act is done.
 *
 * Each `yield` is a place to pause.
 *
 * @returns What passed, in the order of the judgement; null stands for what was refused.
 */
export function* checkPromises(
  judged: Judgement['commitments'],
  { call, checks, times, saidAt, worded, least, flag }: PromiseContext,
): Generator<undefined, (Made | null)[]> {
  const { isBorneOut, isMeant } = checks;
  const { standing, textOf } = checks.call;
  const check = (finding: Judgement['commitments'][number]): Made | null => {
    const { owner } = finding;
    const text = shownClaim(finding.text) ?? '';
    const given = finding.evidence.map((item) => asShown(item, text));
    const own = standing(given, { by: [owner], tools: false, most: COMMITMENT_EVIDENCE });
    const said = own.find((item) => 'quote' in item);
    if (said === undefined) return null;
    // A demand of the customer, or a debt of the other side, is not a promise of the customer.
    const isOwn = !worded || owner === 'agent' || soundsLikePromise(said.quote, checks.languageOf(said));
    const others = { by: ANYONE, tools: false, most: 1 + COMMITMENT_EVIDENCE };
    const asked = agreedRequest(call, said, standing(given, others));
    const evidence = [...own, ...asked].slice(0, COMMITMENT_EVIDENCE);
    if (
      !isOwn ||
      checks.refusesIn({ text, evidence: own }) ||
      !isBorneOut(text, evidence, least) ||
      !isMeant(text, own)
    )
      return null;
    const { also, differs = false, ...due } = times.dueOf(finding.due, said, finding.dueForm);
    if (differs) flag(`due_read_differently:${said.window_number}:${said.turn}`);
    const at = saidAt(said);
    const label = labelOf(text, said.quote, finding.due);
    const [conditional, recurring] = [finding.conditional === true, finding.recurring === true];
    return {
      text,
      ...(label !== null && { label }),
      ...(at !== null && { madeAt: toIso(at) }),
      owner,
      ...(recurring ? NOT_DUE : due),
      ...(conditional && { conditional }),
      ...(recurring && { recurring }),
      evidence: also === null ? evidence : [said, also],
      said,
      words: textOf(said),
    };
  };
  const made: (Made | null)[] = [];
  for (const finding of judged) {
    made.push(check(finding));
    yield;
  }
  return made;
}
