import { type CallAnalytics, Judgement } from '../analytics/analytics.ts';
import { MAX_TEXT } from '../analytics/findings.ts';
import { isLeftMessage } from '../call/left-message.ts';
import { windowRanges } from '../call/words-time.ts';
import { type CheckedFindings, checkingFindings } from '../evidence/gate.ts';
import { summaryOfFindings, summaryOfUnjudged } from '../evidence/summary.ts';
import { type CallLanguages, UNCLEAR, UNTOLD } from '../language/call-languages.ts';
import type { AnalysisRequest, Analyst, AnalystAnswer } from '../ports/analyst.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { toIso } from '../shared/timestamps.ts';
import { adviceIn, messagesIn } from '../words/messages.ts';
import { agentsOfTurns, mainAgent, withNames } from './agent-names.ts';
import { flagsOf, isName, namesOf } from './analysis-flags.ts';
import type { Assignment } from './judge-call.ts';
import { ofMessage } from './message-judgement.ts';
import { flagsOfLabels } from './require-conversation.ts';
import { doubtsAboutSides, withoutClaims } from './sides.ts';
import { NO_VERDICT, verdictOf } from './verdict.ts';

/** The flag of a message that an agent left on an answering machine. */
const MESSAGE_LEFT = 'message_left';

/** The input of an analysis and its context: the request to the analyst, the claim and the engine. */
export interface AnalysisInput extends Pick<Assignment, 'claim' | 'agentId' | 'timeZone'>, AnalysisRequest {
  callMetrics: CallAnalytics['callMetrics'];
  /** What is spoken. @default none is known */
  languages?: CallLanguages;
  engine: Analyst['engine'];
  /** Time of the answer, in milliseconds since 1970. */
  now: number;
}

/**
 * Builds the analytics of a call from the answer of an analyst: judgements as they are, findings through the evidence
 * gate, figures and labels by code. Each `yield` is a place to pause.
 *
 * @throws LiveAssistError `analyst_bad_output` if the answer does not have the agreed shape.
 */
export function* buildAnalytics(
  answer: AnalystAnswer,
  input: AnalysisInput,
): Generator<undefined, CallAnalytics> {
  const { call, claim, openCommitments, keptCommitments = [], openMatters = [], languages = UNTOLD } = input;
  const promises = [...openCommitments, ...keptCommitments];
  const messages = messagesIn(languages.call);
  const metrics = withNames(input.metrics, input.agentId);
  const isMessage = isLeftMessage(call);
  const doubts = isMessage ? [] : doubtsAboutSides(call);
  yield;
  const given = readJudgement(answer);
  const believed = doubts.length > 0 ? withoutClaims(given) : null;
  const judgement = believed?.judgement ?? (isMessage ? ofMessage(given) : given);
  const unjudged = isMessage ? MESSAGE_LEFT : (answer.unjudged ?? null);
  const checked = yield* checkingFindings(judgement, call, promises, call.endedAt, input.timeZone, {
    worded: input.engine === 'openai',
    tools: input.toolRules,
    matters: openMatters,
    languages,
  });
  yield;
  const texts = (findings: { text: string }[]) => findings.map(({ text }) => text);
  const evidenceOf = (findings: { evidence: CallAnalytics['commitments'][number]['evidence'] }[]) =>
    findings.map(({ evidence }) => evidence);
  const named = namesOf(mainAgent(input.agentId, metrics, call), call.agentId, judgement.category);
  const agents = agentsOfTurns(call, metrics);
  const verdict =
    unjudged !== null
      ? NO_VERDICT
      : verdictOf(judgement, {
          call,
          category: named.category,
          latencyMs: metrics.agentResponseLatency?.medianMs ?? null,
          isAgentKnown: believed === null,
        });
  const endedAt = call.endedAt === null ? claim.created_at : toIso(Math.min(call.endedAt, input.now));

  return {
    call_id: claim.call_id,
    client_email: claim.client_email,
    created_at: claim.created_at,
    agent_id: named.agentId,
    ...verdict,
    callMetrics: input.callMetrics,
    keyInsights: texts(checked.keyInsights),
    actionItems: texts(checked.actionItems),
    tags: unjudged === null ? tagsOf({ ...judgement, category: named.category }, checked) : [],
    memory: {
      deliverables: texts(checked.deliverables),
      improvementAreas: texts(checked.improvementAreas).map((sentence) => adviceIn(messages, sentence)),
    },
    about: checked.topic,
    endedAt,
    ...(checked.outline?.handOver != null && { handedOver: true }),
    ...(call.continues != null && { continues: call.continues }),
    summary:
      unjudged === null
        ? summaryOfFindings({ ...judgement, category: named.category }, checked, messages)
        : summaryOfUnjudged(checked, isMessage, messages),
    ...(checked.modelSummary.length > 0 && { modelSummary: checked.modelSummary }),
    language: languages.call === UNCLEAR ? null : languages.call,
    commitments: agents.promises(checked.commitments),
    closings: checked.closings.map((closing) => ({ ...closing, at: closing.at ?? endedAt })),
    settles: checked.settles,
    evidence: {
      keyInsights: evidenceOf(checked.keyInsights),
      actionItems: evidenceOf(checked.actionItems),
      deliverables: evidenceOf(checked.deliverables),
      improvementAreas: evidenceOf(checked.improvementAreas).map(agents.advice),
    },
    metrics,
    analysis: {
      engine: input.engine,
      model: answer.model,
      promptVersion: answer.promptVersion,
      analyzedAt: toIso(input.now),
      attempt: claim.attempt,
      lastWindow: call.lastWindow,
      windows: windowRanges(call.windowNumbers ?? []),
      given: [...promises.map(({ id }) => id), ...openMatters.map(({ call_id }) => call_id)],
      usage: answer.usage,
      costUsd: answer.costUsd,
      dropped: checked.dropped + (believed?.dropped ?? 0),
      flags: [
        ...flagsOf(call, checked.addressed, named),
        ...flagsOfLabels(call),
        ...doubts,
        ...(unjudged === null ? [] : [unjudged]),
        ...checked.flags,
        ...(answer.flags ?? []),
      ],
    },
  };
}

function readJudgement(answer: AnalystAnswer): Judgement {
  const parsed = Judgement.safeParse(answer.judgement);
  if (parsed.success) return parsed.data;
  throw new LiveAssistError(
    'analyst_bad_output',
    'The analyst gave an answer that cannot be read. Try again.',
    {
      cause: parsed.error,
    },
  );
}

const PROMISED = 'follow-up-promised';

function tagsOf({ tags, category, resolved }: Judgement, { commitments }: CheckedFindings): string[] {
  const isPromised = commitments.some(({ owner }) => owner === 'agent');
  const fallbacks = [category, resolved ? 'resolved' : 'unresolved', 'call'];
  const given = tags.filter((tag) => isName(tag) && (isPromised || tag !== PROMISED));
  const unique = [...new Set([...given, ...fallbacks].map((tag) => tag.toLowerCase()))];
  return unique.slice(0, Math.max(2, Math.min(4, given.length))).map((tag) => tag.slice(0, MAX_TEXT));
}
