import type { AnalysisRequest, AnalysisUsage, Analyst, AnalystAnswer, Clock } from '@live-assist/core';
import { PROMPT_VERSION, type Prompt, type PromptOptions, promptFor } from '@live-assist/core/prompt/prompt';
import type { JoinedJudgement } from '@live-assist/core/prompt/prompt-join';
import { isShortened, type PromptPart, partsOf, tokenBound } from '@live-assist/core/prompt/prompt-lines';
import { LiveAssistError } from '@live-assist/core/shared/errors';
import { mapLimit } from '@live-assist/core/shared/map-limit';
import { OpenAI } from 'openai';
import type { ModelSettings } from '../../config/models.ts';
import type { Rules } from '../rules.ts';
import { askModel, MAX_TOKENS, type ModelConnection } from './ask-model.ts';
import { type Bill, costOf, newBill, type Tokens } from './bill.ts';
import { type Question, requestBody } from './completion-request.ts';
import { beyondBounds } from './faults.ts';

/** Counted by `tokenBound`, which is about double: some 16,000 tokens, or 90 minutes of speech. */
const PART_BUDGET = 32_000;
const MOST_PARTS = 24;
const PARTS_AT_A_TIME = 4;
const MOST_PROMISES = 50;
const MOST_KEPT = 20;
const MOST_MATTERS = 10;
// Core stops waiting at the deadline; just before it, the adapter can still say what it was waiting for.
const MARGIN_MS = 250;

/** The options of the model analyst. */
export interface OpenAiOptions extends ModelSettings {
  apiKey: string;
  /** The rules whose scores the model's scores are compared with. */
  rules: Rules;
  clock: Clock;
  /** Most tokens of one part of a call, counted by `tokenBound`. @default 32000 */
  partBudget?: number | undefined;
}

/**
 * An analyst that asks a model of OpenAI or of a compatible provider. A long call is judged in parts, which are joined.
 *
 * @example
 * const analyst = openaiAnalyst({ apiKey, ...modelSettings({}), rules: localAnalyst(), clock: systemClock });
 */
export function openaiAnalyst(options: OpenAiOptions): Analyst {
  const { apiKey, baseUrl: baseURL, model, profile, price, rules, clock, partBudget = PART_BUDGET } = options;
  const inDollars = (tokens: Tokens | null) =>
    price !== null && tokens !== null ? costOf(price, tokens) : null;
  // Without these the package reads its own settings from the environment.
  const own = { organization: null, project: null, logLevel: 'off' as const };
  const client = new OpenAI({ apiKey, baseURL, ...own });

  const analyze: Analyst['analyze'] = async (request) => {
    const remaining = () => request.deadline - MARGIN_MS - clock.now();
    const over = new AbortController();
    const cancel = clock.after(Math.max(0, remaining()), () => over.abort());
    const bill = newBill();
    try {
      request.work?.resume();
      const parts = partsOf(request.call, partBudget);
      await request.work?.step();
      if (parts.length > MOST_PARTS) throw beyondBounds(request.call, MOST_PARTS * partBudget);
      const connection = { client, profile, model, signal: over.signal, remaining, bill };
      const answer = await answerFor(request, parts, connection, rules);
      return { ...answer, usage: usageOf(bill), costUsd: inDollars(bill.tokens()) };
    } catch (error) {
      if (error instanceof LiveAssistError) error.costUsd = inDollars(bill.tokens()) ?? undefined;
      throw error;
    } finally {
      cancel();
      // When one part fails, the others are abandoned.
      over.abort();
    }
  };
  if (price === null) return { engine: 'openai', analyze };
  const costBound = (request: AnalysisRequest) =>
    promptsOf(request, partsOf(request.call, partBudget))
      .map((prompt) => costOf(price, tokensAtMost({ profile, model, prompt })))
      .reduce((sum, dollars) => sum + dollars, 0);
  return { engine: 'openai', analyze, costBound };
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
  const asked = mapLimit(PARTS_AT_A_TIME, prompts, (prompt) => askModel(prompt, connection));
  const opinion = afterRequestsSent(async () =>
    (await import('./after-answer.ts')).secondOpinion(request, rules),
  );
  const replies = await asked;
  const { joinJudgements, judgementOf, withSecondOpinion } = await import('./after-answer.ts');
  const given = givenIn(request);
  const joined = joinJudgements(
    replies.map(({ answer }, index) => {
      const part = parts[index] ?? { lines: [], tools: [], tips: [] };
      return { judgement: judgementOf(answer, part, given), turns: part.lines.length };
    }),
  );
  const { judgement, flags } = withSecondOpinion(joined.judgement, await opinion);
  return {
    judgement,
    model: replies[0]?.model ?? connection.model,
    promptVersion: PROMPT_VERSION,
    flags: [...flags, ...limitsOf(request, parts, joined)],
  };
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

function promptsOf(request: AnalysisRequest, parts: readonly PromptPart[]): Prompt[] {
  const given = givenIn(request);
  const nonce = crypto.randomUUID();
  return parts.map((part, index) =>
    promptFor(part, { nonce, part: index + 1, parts: parts.length, ...given }),
  );
}

/** What the prompt shows of earlier calls: open promises first, then those believed kept, then open matters. */
function givenIn({
  openCommitments,
  keptCommitments = [],
  openMatters = [],
}: AnalysisRequest): Pick<PromptOptions, 'promises' | 'matters'> {
  const open = openCommitments.slice(-MOST_PROMISES);
  const room = Math.min(MOST_KEPT, MOST_PROMISES - open.length);
  const kept = room === 0 ? [] : keptCommitments.slice(-room).map((promise) => ({ ...promise, kept: true }));
  return { promises: [...open, ...kept], matters: openMatters.slice(-MOST_MATTERS) };
}

/** The most tokens of one question without a retry: the prompt, and the longest answer. */
function tokensAtMost(question: Omit<Question, 'maxTokens'>): Tokens {
  const input = tokenBound(JSON.stringify(requestBody({ ...question, maxTokens: MAX_TOKENS })));
  return { input, cachedInput: 0, cacheWrite: input, output: MAX_TOKENS };
}

/** Lists what was cut from the prompt or from the joined lists, so that nothing is cut silently. */
function limitsOf(
  { call, openCommitments }: AnalysisRequest,
  parts: readonly PromptPart[],
  { overfull }: JoinedJudgement,
): string[] {
  return [
    ...(parts.length > 1 ? [`judged_in_parts:${parts.length}`] : []),
    ...overfull.map((list) => `list_shortened:${list}`),
    ...(isShortened(call) ? ['tool_text_shortened'] : []),
    ...(openCommitments.length > MOST_PROMISES ? ['open_promises_shortened'] : []),
  ];
}

function usageOf(bill: Bill): AnalysisUsage | null {
  const tokens = bill.tokens();
  if (tokens === null) return null;
  const { input, cachedInput, output } = tokens;
  return { inputTokens: input, cachedInputTokens: cachedInput, outputTokens: output };
}
