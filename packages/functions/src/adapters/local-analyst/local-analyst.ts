import type { AnalysisRequest, Judgement } from '@live-assist/core';
import { NO_TOOL_RULES, withoutAddressed } from '@live-assist/core/judgement';
import type { AgentScores, Rules } from '../rules.ts';
import { categoryOf } from './category.ts';
import { findClosings } from './closings.ts';
import { coachAgent } from './coaching.ts';
import { findDeliverables } from './deliverables.ts';
import { readEscalation } from './escalation.ts';
import { findPromises } from './promises.ts';
import { readCall } from './reading.ts';
import { actionsOf, insightsOf, outlineOf, tagsOf } from './report.ts';
import { requestOf } from './request.ts';
import { isResolved, resolutionSigns, resolvingSentence } from './resolution.ts';
import { readFeeling } from './sentiment.ts';
import { readToolCall } from './tool-calls.ts';

/** The version of the rules; raised with every change that can change a judgement. */
export const RULES_VERSION = 'rules-4';

/**
 * An analyst that needs no key and no network: a lexicon and rules. It is deterministic and prefers to leave a promise
 * or a deliverable out to inventing one. It takes time in proportion to the length of the call, up to some four hours
 * of speech; of a longer one it reads both ends. English only: in other languages its scores stay near neutral and its
 * lists empty. It never throws.
 *
 * @example
 * const { judgement } = await localAnalyst().analyze({ call, metrics, openCommitments: [], deadline });
 * judgement.commitments[0]?.text; // "I'll email you the form by Friday"
 */
export function localAnalyst(): Rules {
  return {
    engine: 'local',
    analyze: async (request) => ({
      judgement: judge(request),
      model: RULES_VERSION,
      promptVersion: RULES_VERSION,
      usage: null,
      costUsd: null,
    }),
    agentScores: async (request) => agentScoresOf(request),
  };
}

// The last ones of a call; a hundred is many.
const MOST_TOOL_CALLS = 1_000;

function read({ call: whole, toolRules = NO_TOOL_RULES }: Pick<AnalysisRequest, 'call' | 'toolRules'>) {
  // What is meant for the analyst is evidence of nothing; without it the rules find what else there is.
  const { activities } = withoutAddressed(whole);
  const call = { ...whole, activities };
  const reading = readCall(call);
  const tools = activities.slice(-MOST_TOOL_CALLS).map((activity) => readToolCall(activity, toolRules));
  const resolved = isResolved(resolutionSigns(reading, tools));
  return { reading, tools, resolved, feeling: readFeeling(reading, resolved) };
}

function agentScoresOf(request: AnalysisRequest): AgentScores {
  const { reading, tools, resolved, feeling } = read(request);
  // Promises without a date are advice to the agent and no part of a score.
  const { improvementAreas: _, ...scores } = coachAgent(reading, tools, feeling, resolved, []);
  return scores;
}

function judge(request: Pick<AnalysisRequest, 'call' | 'openCommitments' | 'toolRules'>): Judgement {
  const { reading, tools, resolved, feeling } = read(request);
  const escalation = readEscalation(reading, tools, feeling, resolved);
  const deliverables = findDeliverables(reading, tools);
  const commitments = findPromises(reading, tools);
  const undated = commitments.filter(({ owner, due }) => owner === 'agent' && due === null);
  const { improvementAreas, ...scores } = coachAgent(reading, tools, feeling, resolved, undated);
  const closings = findClosings(reading, tools, request.openCommitments);
  const found = {
    category: categoryOf(reading, tools),
    resolved,
    escalation,
    feeling,
    deliverables,
    commitments,
    request: requestOf(reading),
    broken: closings.filter(({ status }) => status === 'broken').map(({ evidence }) => evidence),
  };
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
    keyInsights: insightsOf(reading, found),
    actionItems: actionsOf(found),
    deliverables,
    improvementAreas,
    tags: tagsOf(found),
    commitments,
    closings,
  };
}
