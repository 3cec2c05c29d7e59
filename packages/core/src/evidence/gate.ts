import type { Closing, Commitment, Finding, Judgement, Outline } from '../analytics/analytics.ts';
import type { Call, Speaker } from '../call/call.ts';
import { NO_TOOL_RULES, type ToolRules } from '../call/tool-name.ts';
import type { OpenCommitment } from '../ports/analyst.ts';
import { type Made, numbered } from './commitment-ids.ts';
import { promiseTimes } from './due-of-promise.ts';
import { claimChecks, type Proof } from './finding-checks.ts';
import { soundsLikePromise } from './grounding.ts';
import type { Addressed } from './prompt-injection.ts';

/** What is left of a judgement's claims, each with evidence that stands. */
export interface CheckedFindings {
  about: Finding[];
  keyInsights: Finding[];
  actionItems: Finding[];
  deliverables: Finding[];
  improvementAreas: Finding[];
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
// Bounds the row: twenty promises of the longest texts still fit (300 KB).
const COMMITMENT_EVIDENCE = 2;
/** Least part of a claim's words that its evidence must hold, where the next call's agent will read it, and elsewhere. */
const KEPT_WORDS = 0.6;
const OTHER_WORDS = 0.5;
const LONGEST_QUOTED = 400;

/**
 * The evidence gate: keeps the claims that the call bears out and counts those that it does not. A deliverable is
 * what the agent said or what a tool did that acts; a promise is in the words of the one who made it, who does not take
 * them back; a promise of an earlier call is closed only by words of this one or by a tool that acts. What a look-up
 * returned is evidence of no claim, and neither is what is meant for the analyst.
 *
 * @param openCommitments - The promises that the analyst was given; closings of any other are refused.
 * @param endedAt - When the call was: due dates count from there in the zone of the call, else in `timeZone`, where the
 *   turns have no time. Without it they are null.
 */
export function checkFindings(
  judgement: Judgement,
  call: Call,
  openCommitments: readonly OpenCommitment[],
  endedAt: number | null,
  timeZone: string,
  { worded = false, tools = NO_TOOL_RULES }: GateOptions = {},
): CheckedFindings {
  const { call: seen, passed, isBorneOut, isMeant, closes } = claimChecks(call, tools, worded);
  const { standing, wordsOf, addressed } = seen;
  let dropped = 0;
  const refuse = () => {
    dropped += 1;
    return [];
  };
  const claims = (list: readonly Finding[], proof: Proof): Finding[] =>
    list.flatMap((claim) => {
      const kept = passed(claim, proof);
      return kept === null ? refuse() : [kept];
    });

  const times = promiseTimes(call, endedAt, call.timeZone ?? timeZone, addressed.turns);
  const unkept: string[] = [];
  const made = judgement.commitments.flatMap((claim): Made[] => {
    const { text, owner } = claim;
    const evidence = standing(claim.evidence, { by: [owner], tools: false, most: COMMITMENT_EVIDENCE });
    const said = evidence.find((item) => 'quote' in item);
    // What a customer asks for, or says that the other side owes them, is no promise of theirs.
    const isOwn = !worded || owner === 'agent' || (said !== undefined && soundsLikePromise(said.quote));
    if (said === undefined || !isOwn || !isBorneOut(text, evidence, KEPT_WORDS) || !isMeant(text, evidence)) {
      unkept.push(text);
      return refuse();
    }
    const { also, ...due } = times.dueOf(claim.due, said);
    const told = also === null ? evidence : [said, also];
    return [{ text, owner, evidence: told, said, words: wordsOf(said), ...due }];
  });

  const open = new Map(openCommitments.map((commitment) => [commitment.id, commitment]));
  const closings = judgement.closings.flatMap(({ commitment_id, status, evidence: given }) => {
    const promise = open.get(commitment_id);
    const evidence = promise === undefined ? [] : closes(promise, status, given);
    // One promise has one end: a second closing of it is refused like one that was never asked for.
    if (evidence.length === 0 || !open.delete(commitment_id)) return refuse();
    return [{ commitment_id, status, evidence }];
  });

  const outlined = (claim: Finding | null | undefined): Finding | null =>
    claim === null || claim === undefined ? null : passed(claim, { by: ANYONE, tools: true, least: 0 });
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
function inCustomersWords(claim: Finding): Finding {
  const [first] = claim.evidence;
  const onlyCustomer = claim.evidence.every((item) => 'quote' in item && item.speaker === 'customer');
  if (!onlyCustomer || first === undefined || !('quote' in first)) return claim;
  const quote =
    first.quote.length > LONGEST_QUOTED ? `${first.quote.slice(0, LONGEST_QUOTED)}…` : first.quote;
  return { text: `The customer said: “${quote}”`, evidence: claim.evidence };
}
