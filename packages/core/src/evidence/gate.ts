import type { About, Commitment, Judgement, Outline, Settled } from '../analytics/analytics.ts';
import type { Finding } from '../analytics/findings.ts';
import type { Call, Speaker } from '../call/call.ts';
import { NO_TOOL_RULES, type ToolRules } from '../call/tool-name.ts';
import { wordsTimeOf } from '../call/words-time.ts';
import { type CallLanguages, UNTOLD } from '../language/call-languages.ts';
import type { OpenCommitment, OpenMatter } from '../ports/analyst.ts';
import { finished } from '../shared/steps.ts';
import { filled, type Messages, messagesIn } from '../words/messages.ts';
import { numbered } from './commitment-ids.ts';
import { promiseTimes } from './due-of-promise.ts';
import { asShown } from './evidence.ts';
import { findingChecks, type Proof } from './finding-checks.ts';
import { topicOf } from './label/label.ts';
import { checkPromises } from './promise/check-promises.ts';
import type { Addressed } from './prompt-injection.ts';
import { type CheckedTold, checkTold } from './told.ts';

/** The findings of a judgement that passed, each with evidence that holds. */
export interface CheckedFindings {
  about: Finding[];
  keyInsights: Finding[];
  actionItems: Finding[];
  deliverables: Finding[];
  improvementAreas: Finding[];
  commitments: Commitment[];
  /** `at` is null where nothing tells when the words were said. */
  closings: CheckedTold['closings'];
  settles: Settled[];
  /** What the call was about, in at most 8 words. */
  topic: About | null;
  /** The call in sentences of a model, each with its evidence. */
  modelSummary: Finding[];
  /** Number of refused findings. */
  dropped: number;
  /** What a person should look at. */
  flags: string[];
  /** Findings for the summary alone; null if the analyst gives none. */
  outline: Outline | null;
  /** The parts of the call that address the analyst; they prove nothing. */
  addressed: Addressed;
}

/** How the judgement was made. */
export interface GateOptions {
  /**
   * True if a model worded the findings, so that each is held to the words of its evidence. Rules use sentences of
   * their own, which their authors have reviewed.
   *
   * @default false
   */
  worded?: boolean;
  /**
   * Rules for tools whose names do not show what they do.
   *
   * @default each tool is classified by its name
   */
  tools?: ToolRules | undefined;
  /** The open matters that the analyst was given. @default [] */
  matters?: readonly OpenMatter[] | undefined;
  /** The languages of the call: rules for the words of one language hold for it alone. @default none is known */
  languages?: CallLanguages | undefined;
}

const ANYONE: readonly Speaker[] = ['agent', 'customer', 'other'];
/**
 * Least share of the words of a finding that its evidence must hold: where the agent of the next call will read it, and
 * elsewhere.
 */
const KEPT_WORDS = 0.6;
const OTHER_WORDS = 0.5;
const LONGEST_QUOTED = 400;

/**
 * The evidence gate: keeps the findings that the call proves and counts the others. A deliverable needs words of the
 * agent or a tool call that acted. A promise needs words of the side that makes it, not taken back. A promise of an
 * earlier call is closed only by words of this call or by a tool call that acted. The answer of a look-up proves
 * nothing, and neither does text that addresses the analyst.
 *
 * @param given - The promises of earlier calls that the analyst was given; closings of others are refused.
 * @param endedAt - End of the call, in milliseconds since 1970. Due dates count from their own turn, in the zone of the
 *   call or else in `timeZone`; from this time where the turns have none. Null makes them null then.
 */
export function checkFindings(...given: Parameters<typeof checkingFindings>): CheckedFindings {
  return finished(checkingFindings(...given));
}

/** {@link checkFindings} in steps: each `yield` is a place to pause. */
export function* checkingFindings(
  judgement: Judgement,
  call: Call,
  given: readonly OpenCommitment[],
  endedAt: number | null,
  timeZone: string,
  { worded = false, tools = NO_TOOL_RULES, matters = [], languages = UNTOLD }: GateOptions = {},
): Generator<undefined, CheckedFindings> {
  const checks = findingChecks(call, tools, { worded, languages });
  const { passed } = checks;
  const { addressed } = checks.call;
  let dropped = 0;
  function* keepEach(
    list: readonly Finding[],
    check: (finding: Finding) => Finding | null,
  ): Generator<undefined, Finding[]> {
    const held: Finding[] = [];
    for (const finding of list) {
      const kept = check(finding);
      if (kept === null) dropped += 1;
      else held.push(kept);
      yield;
    }
    return held;
  }
  const checkList = (list: readonly Finding[], proof: Proof) =>
    keepEach(list, (finding) => passed(finding, proof));

  const messages = messagesIn(languages.call);
  /** A sentence of a summary is a fact if the agent's words alone prove it; else it is what the customer said. */
  const toldSentence = (finding: Finding): Finding | null => {
    const fact = passed(finding, { by: ['agent'], tools: false, least: KEPT_WORDS, meant: {} });
    if (fact !== null) return fact;
    const given = finding.evidence.map((item) => asShown(item, ''));
    const evidence = checks.call.standing(given, { by: ['customer'], tools: false, most: 1 });
    return evidence.length === 0 ? null : inCustomersWords({ text: '', evidence }, messages);
  };
  const times = promiseTimes(call, endedAt, call.timeZone ?? timeZone, addressed.turns, languages);
  const saidAt = wordsTimeOf(call);
  const flags: string[] = [];
  const made = yield* checkPromises(judgement.commitments, {
    call,
    checks,
    times,
    saidAt,
    worded,
    least: KEPT_WORDS,
    flag: (flag) => flags.push(flag),
  });
  const unkept = judgement.commitments.filter((_, place) => made[place] === null).map(({ text }) => text);
  dropped += unkept.length;

  const told = checkTold(judgement, checks, {
    given,
    matters,
    made: numbered(call.callId, made),
    saidAt: (item) => saidAt(item),
    timeZone: call.timeZone ?? timeZone,
  });
  dropped += told.refused;

  const outlined = (finding: Finding | null | undefined): Finding | null =>
    finding === null || finding === undefined ? null : passed(finding, { by: ANYONE, tools: true, least: 0 });
  const { outline } = judgement;
  // An agent repeats a matter as a question.
  const about = yield* checkList(judgement.about ?? [], {
    by: ['agent'],
    tools: false,
    least: KEPT_WORDS,
    meant: { mayBeAsked: true },
  });
  const request = outlined(outline?.request);
  return {
    about,
    topic: topicOf(about[0] ?? request),
    keyInsights: (yield* checkList(judgement.keyInsights, {
      by: ANYONE,
      tools: true,
      least: OTHER_WORDS,
      meant: worded ? { mayBeAsked: true, mayBeDenied: true } : undefined,
    })).map((finding) => (worded ? inCustomersWords(finding, messages) : finding)),
    actionItems: yield* checkList(
      // An action item that follows from a refused promise is refused with it.
      checks
        .withoutRefusals(judgement.actionItems)
        .map((finding) =>
          unkept.some((text) => finding.text.includes(text)) ? { ...finding, evidence: [] } : finding,
        ),
      {
        // A demand of the customer is not yet a task of the company.
        by: worded ? ['agent'] : ANYONE,
        tools: true,
        least: OTHER_WORDS,
        meant: worded ? {} : undefined,
      },
    ),
    deliverables: yield* checkList(checks.withoutUndone(judgement.deliverables), {
      by: ['agent'],
      tools: true,
      least: KEPT_WORDS,
      meant: {},
    }),
    // Advice is not in the words of the call: a model chooses it from a list. It concerns what the agent said.
    improvementAreas: yield* checkList(judgement.improvementAreas, { by: ['agent'], tools: false, least: 0 }),
    modelSummary: yield* keepEach(judgement.modelSummary ?? [], toldSentence),
    commitments: told.commitments,
    closings: told.closings,
    settles: told.settles,
    outline:
      outline === undefined
        ? null
        : {
            request,
            refusal: outlined(outline.refusal),
            handOver: outlined(outline.handOver),
            escalation: outlined(outline.escalation),
          },
    dropped,
    flags,
    addressed,
  };
}

// A statement of the customer alone is kept as a quote, not as a fact worded by a model.
function inCustomersWords(finding: Finding, { customerSaid }: Messages): Finding {
  const [first] = finding.evidence;
  const onlyCustomer = finding.evidence.every((item) => 'quote' in item && item.speaker === 'customer');
  if (!onlyCustomer || first === undefined || !('quote' in first)) return finding;
  const quote =
    first.quote.length > LONGEST_QUOTED ? `${first.quote.slice(0, LONGEST_QUOTED)}…` : first.quote;
  return { text: filled(customerSaid, { quote }), evidence: finding.evidence };
}
