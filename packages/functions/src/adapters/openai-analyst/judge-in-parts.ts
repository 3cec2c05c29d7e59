import type { AnalysisRequest, AnalystAnswer } from '@live-assist/core';
import { PROMPT_VERSION } from '@live-assist/core/prompt/prompt';
import type { JoinedJudgement } from '@live-assist/core/prompt/prompt-join';
import { type PromptPart, partsInSteps } from '@live-assist/core/prompt/prompt-lines';
import { isShortened } from '@live-assist/core/prompt/tool-lines';
import { LiveAssistError } from '@live-assist/core/shared/errors';
import { mapLimit } from '@live-assist/core/shared/map-limit';
import { inSteps } from '@live-assist/core/shared/steps';
import type { Rules } from '../rules.ts';
import { askModel, type ModelConnection } from './ask-model.ts';
import { beyondBounds } from './faults.ts';
import { areShortened, givenIn, promptsOf, smallerBudget } from './prompts.ts';
import { hasSubstance } from './reply/substance.ts';

/** Most parts in which a call is judged. */
export const MOST_PARTS = 24;
const PARTS_AT_A_TIME = 4;

/** Judges the parts of a call; once more in smaller ones when a provider says that it cannot read as much. */
export async function judgedInParts(
  request: AnalysisRequest,
  budget: number,
  connection: ModelConnection,
  rules: Rules,
): Promise<Omit<AnalystAnswer, 'usage' | 'costUsd'>> {
  const divided = async (size: number) => {
    const parts = await inSteps(partsInSteps(request.call, size), pausesIn(request));
    if (parts.length > MOST_PARTS) throw beyondBounds(request.call, MOST_PARTS * size);
    return parts;
  };
  const parts = await divided(budget);
  const whole = new AbortController();
  try {
    const signal = AbortSignal.any([connection.signal, whole.signal]);
    return await answerFor(request, parts, { ...connection, signal }, rules);
  } catch (error) {
    whole.abort();
    if (!(error instanceof LiveAssistError) || error.code !== 'transcript_too_long') throw error;
    const smaller = await divided(smallerBudget(budget, parts, connection.providers, request));
    if (smaller.length <= parts.length) throw error;
    return answerFor(request, smaller, connection, rules);
  }
}

async function answerFor(
  request: AnalysisRequest,
  parts: readonly PromptPart[],
  connection: ModelConnection,
  rules: Rules,
): Promise<Omit<AnalystAnswer, 'usage' | 'costUsd'>> {
  const prompts = promptsOf(request, parts);
  await request.work?.step();
  request.work?.carryThrough();
  const asked = mapLimit(PARTS_AT_A_TIME, prompts, (prompt, index) =>
    askModel(prompt, hasSubstance(partAt(parts, index)), connection),
  );
  const opinion = afterRequestsSent(async () =>
    (await import('./after-answer.ts')).secondOpinion(request, rules),
  );
  const replies = await asked;
  const { joinJudgements, judgedByRules, judgementInSteps, withSecondOpinion } = await import(
    './after-answer.ts'
  );
  const given = givenIn(request);
  const judge = async ({ answer }: (typeof replies)[number], part: PromptPart) => {
    if (answer === null) return judgedByRules(request, part, rules);
    const judgement = await inSteps(judgementInSteps(answer, part, given), pausesIn(request));
    return { judgement, unjudged: undefined };
  };
  const judged: (Awaited<ReturnType<typeof judge>> & { turns: number })[] = [];
  for (const [index, reply] of replies.entries()) {
    const part = partAt(parts, index);
    judged.push({ ...(await judge(reply, part)), turns: part.lines.length });
  }
  const joined = joinJudgements(judged);
  const {
    judgement,
    flags,
    unjudged = judged.find((part) => part.unjudged)?.unjudged,
  } = await withSecondOpinion(joined.judgement, await opinion);
  const ofReplies = new Set(replies.flatMap((reply) => reply.flags));
  return {
    judgement,
    model: replies[0]?.model ?? connection.providers[0]?.model ?? '',
    promptVersion: PROMPT_VERSION,
    ...(unjudged !== undefined && { unjudged }),
    flags: [...new Set([...flags, ...ofReplies, ...limitsOfPrompt(request, parts, joined)])],
  };
}

function pausesIn({ work }: AnalysisRequest) {
  return { step: async () => work?.step() };
}

function partAt(parts: readonly PromptPart[], index: number): PromptPart {
  return parts[index] ?? { lines: [], tools: [], tips: [] };
}

/**
 * Runs work after the requests to the model are sent, while they are pending. A failure rejects the returned promise.
 */
function afterRequestsSent<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
  const outcome = new Promise((resolve) => setTimeout(resolve)).then(work);
  // When the model fails, this promise is never awaited.
  outcome.catch(() => undefined);
  return outcome;
}

/** Lists what was cut from the prompt or from the joined lists, so that nothing is cut silently. */
function limitsOfPrompt(
  { call, openCommitments }: AnalysisRequest,
  parts: readonly PromptPart[],
  { overfull }: JoinedJudgement,
): string[] {
  return [
    ...(parts.length > 1 ? [`judged_in_parts:${parts.length}`] : []),
    ...overfull.map((list) => `list_shortened:${list}`),
    ...(isShortened(call) ? ['tool_text_shortened'] : []),
    ...(areShortened(openCommitments) ? ['open_promises_shortened'] : []),
  ];
}
