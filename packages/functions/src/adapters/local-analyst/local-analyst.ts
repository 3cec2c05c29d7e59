import type { AnalysisRequest, Judgement } from '@live-assist/core';
import { GENERAL_ENQUIRY } from '@live-assist/core/analytics/categories';
import { NO_TOOL_RULES } from '@live-assist/core/call/tool-name';
import { withoutAddressed } from '@live-assist/core/evidence/prompt-injection';
import { isEnglish, languagesOfCall } from '@live-assist/core/language/languages-of-call';
import { inSteps } from '@live-assist/core/shared/steps';
import type { AgentScores, Rules } from '../rules.ts';
import { agentScoreBounds } from './agent-scores.ts';
import { categoryOf } from './category.ts';
import { coachAgent } from './coaching.ts';
import { findDeliverables } from './deliverables.ts';
import { readEscalation } from './escalation.ts';
import { findClosings } from './promises/closings.ts';
import { findPromises } from './promises/promises.ts';
import { readCall } from './reading.ts';
import { actionsOf, insightsOf, outlineOf, tagsOf } from './report.ts';
import { requestOf } from './request.ts';
import { isResolved, resolutionSigns, resolvingSentence } from './resolution.ts';
import { readFeeling } from './sentiment.ts';
import { findSettled } from './settles.ts';
import { readToolCall, type ToolCall } from './tool-calls.ts';

/** The version of the rules, increased with every change that may change a judgement. */
export const RULES_VERSION = 'rules-8';

/**
 * An analyst without a key and a network: a lexicon and rules. It is deterministic, and misses a promise or a
 * deliverable rather than inventing one. Its time is linear in the length of the call, up to about four hours of
 * speech; of a longer call it reads both ends. English only: of a call in which another language is spoken it tells what its
 * tools did, and judges nothing. It only throws errors of `request.work`.
 *
 * @example
 * const { judgement } = await localAnalyst().analyze({ call, metrics, openCommitments: [], deadline });
 * judgement.commitments[0]?.text; // "I'll email you the form by Friday"
 */
export function localAnalyst(): Rules {
  return {
    engine: 'local',
    analyze: async (request) => {
      const isJudged = isEnglish(await languagesOfCall(request.call));
      return {
        judgement: isJudged ? await judge(request) : await toolsAlone(request),
        model: RULES_VERSION,
        promptVersion: RULES_VERSION,
        usage: null,
        costUsd: null,
        ...(!isJudged && { unjudged: 'language_not_judged' as const }),
      };
    },
    agentScores: async (request) => agentScoresOf(request),
    agentScoreBounds: async (request) => agentScoreBounds(request),
  };
}

// Only the last tool calls of a call are read; a hundred is many.
const MOST_TOOL_CALLS = 1_000;

type AnalysisInput = Pick<
  AnalysisRequest,
  'call' | 'openCommitments' | 'keptCommitments' | 'openMatters' | 'toolRules' | 'categories' | 'work'
>;

/** Yields to other work if this analysis has run for a while, then runs the next part. */
async function then<Outcome>(request: AnalysisInput, part: () => Outcome): Promise<Outcome> {
  await request.work?.step();
  return part();
}

async function read(request: AnalysisInput) {
  const { call: whole, toolRules = NO_TOOL_RULES } = request;
  // Words that address the analyst are no evidence; the rules read the rest.
  const { activities } = withoutAddressed(whole);
  const call = { ...whole, activities };
  const reading = await then(request, () => readCall(call));
  const tools: ToolCall[] = [];
  for (const activity of activities.slice(-MOST_TOOL_CALLS)) {
    tools.push(await then(request, () => readToolCall(activity, toolRules)));
  }
  const resolved = await then(request, () => isResolved(resolutionSigns(reading, tools)));
  const feeling = await inSteps(readFeeling(reading, resolved), { step: async () => request.work?.step() });
  return { reading, tools, resolved, feeling };
}

/** What the tools did, and nothing else: the scores stand for nothing. */
async function toolsAlone(request: AnalysisInput): Promise<Judgement> {
  const { reading, tools } = await read({ ...request, call: { ...request.call, turns: [] } });
  return {
    ...{ sentimentScore: 50, satisfactionScore: 50, escalationRisk: 0 },
    ...{ professionalismScore: 50, empathyScore: 50, knowledgeScore: 50 },
    ...{ emotions: [], resolved: false, resolvedAt: null, category: GENERAL_ENQUIRY, tags: [] },
    ...{ keyInsights: [], actionItems: [], improvementAreas: [], commitments: [], closings: [], settles: [] },
    deliverables: await then(request, () => findDeliverables(reading, tools)),
  };
}

async function agentScoresOf(request: AnalysisRequest): Promise<AgentScores> {
  const { reading, tools, resolved, feeling } = await read(request);
  // Promises without a date only lead to advice, not to a lower score.
  const { improvementAreas: _, ...scores } = coachAgent(reading, tools, feeling, resolved, []);
  return scores;
}

async function judge(request: AnalysisInput): Promise<Judgement> {
  const { reading, tools, resolved, feeling } = await read(request);
  const escalation = await then(request, () => readEscalation(reading, tools, feeling, resolved));
  const deliverables = await then(request, () => findDeliverables(reading, tools));
  const commitments = await then(request, () => findPromises(reading, tools));
  const undated = commitments.filter(({ owner, due }) => owner === 'agent' && due === null);
  const { improvementAreas, ...scores } = await then(request, () =>
    coachAgent(reading, tools, feeling, resolved, undated),
  );
  const closings = await then(request, () =>
    findClosings(
      reading,
      tools,
      { open: request.openCommitments, kept: request.keptCommitments ?? [] },
      commitments,
    ),
  );
  const settles = await then(request, () => findSettled(reading, request.openMatters ?? []));
  const asked = await then(request, () => requestOf(reading));
  const found = {
    category: await then(request, () => categoryOf(reading, tools, asked, request.categories)),
    resolved,
    escalation,
    feeling,
    deliverables,
    commitments,
    request: asked,
    missed: closings.filter(({ status }) => status === 'missed').map(({ evidence }) => evidence),
  };
  const insights = await then(request, () => insightsOf(reading, found));
  const turn = resolved ? resolvingSentence(reading)?.turn : undefined;
  return {
    sentimentScore: feeling.sentimentScore,
    satisfactionScore: feeling.satisfactionScore,
    emotions: feeling.emotions,
    resolved,
    resolvedAt: turn === undefined ? null : { window_number: turn.windowNumber, turn: turn.index },
    category: found.category,
    escalationRisk: escalation.risk,
    ...scores,
    outline: outlineOf(reading, found),
    keyInsights: insights,
    actionItems: actionsOf(found),
    deliverables,
    improvementAreas,
    tags: tagsOf(found),
    commitments,
    closings,
    settles,
  };
}
