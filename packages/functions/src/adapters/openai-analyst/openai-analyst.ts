import type { AnalysisRequest, AnalysisUsage, Analyst, Clock, ProviderNote } from '@live-assist/core';
import type { Prompt } from '@live-assist/core/prompt/prompt';
import { partsOf, tokenBound } from '@live-assist/core/prompt/prompt-lines';
import { LiveAssistError } from '@live-assist/core/shared/errors';
import type { ModelSettings } from '../../config/models.ts';
import type { Rules } from '../rules.ts';
import { type Bill, costOf, newBill } from './bill.ts';
import { judgedInParts } from './judge-in-parts.ts';
import { partBudget, promptsOf } from './prompts.ts';
import { requestBody } from './provider/completion-request.ts';
import { openProvider, type Provider } from './provider/provider.ts';
import type { ReadyAnswer } from './reply/ready-reply.ts';
import { limitsOf } from './room.ts';

/** Counted by `tokenBound`, which is about double: some 16,000 tokens, or 90 minutes of speech. */
export const PART_BUDGET = 32_000;
// Core stops waiting at the deadline; just before it, the adapter can still say what it was waiting for.
const MARGIN_MS = 250;

/** The options of the model analyst. */
export interface OpenAiOptions extends ModelSettings {
  /** The rules whose scores the model's scores are compared with. */
  rules: Rules;
  clock: Clock;
  /** Most tokens of one part of a call, counted by `tokenBound`. @default 32000 */
  partBudget?: number | undefined;
  /** Answers that a batch has brought: their questions are not asked again, and they cost half. */
  ready?: ReadyAnswer | undefined;
}

/**
 * An analyst that asks a model of OpenAI, Azure, Amazon Bedrock or of a compatible provider. A long call is judged in
 * parts, which are joined. What a provider refuses is learned once and kept for as long as the analyst lives.
 *
 * @example
 * const analyst = openaiAnalyst({ ...modelSettings({ apiKey }), rules: localAnalyst(), clock: systemClock });
 */
export function openaiAnalyst(options: OpenAiOptions): Analyst {
  const {
    fallback,
    reasoningEffort,
    contextTokens,
    flex = false,
    rules,
    clock,
    partBudget: most = PART_BUDGET,
    ready,
    ...own
  } = options;
  const providers = [own, ...(fallback === undefined ? [] : [fallback])].map((settings) =>
    openProvider({ ...settings, reasoningEffort, contextTokens }),
  );
  const budgetFor = (request: AnalysisRequest) => partBudget(most, providers, request);
  const isPriced = providers.every(({ price }) => price !== null);

  const analyze: Analyst['analyze'] = async (request) => {
    const remaining = () => request.deadline - MARGIN_MS - clock.now();
    const over = new AbortController();
    const cancel = clock.after(Math.max(0, remaining()), () => over.abort());
    const bill = newBill(isPriced);
    const connection = {
      ...{ providers, signal: over.signal, remaining, clock, bill },
      flex: flex && request.canWait === true,
      note: (note: ProviderNote) => request.noteProvider?.(note),
      ready,
    };
    try {
      request.work?.resume();
      const answer = await judgedInParts(request, budgetFor(request), connection, rules);
      return { ...answer, usage: usageOf(bill), costUsd: bill.dollars() };
    } catch (error) {
      if (error instanceof LiveAssistError) error.costUsd = bill.dollars() ?? undefined;
      throw error;
    } finally {
      cancel();
      // When one part fails, the others are abandoned.
      over.abort();
    }
  };
  if (!isPriced) return { engine: 'openai', analyze };
  const costBound = (request: AnalysisRequest) =>
    promptsOf(request, partsOf(request.call, budgetFor(request)))
      .map((prompt) => Math.max(...providers.map((provider) => dollarsAtMost(provider, prompt))))
      .reduce((sum, dollars) => sum + dollars, 0);
  return { engine: 'openai', analyze, costBound };
}

/** The most that one question costs without a retry: the prompt, and the longest answer. */
export function dollarsAtMost({ price, dialect, model }: Provider, prompt: Prompt): number {
  if (price === null) return 0;
  const { maxTokens } = limitsOf(dialect.contextTokens);
  const input = tokenBound(JSON.stringify(requestBody({ dialect, model, prompt, maxTokens })));
  return costOf(price, { input, cachedInput: 0, cacheWrite: input, output: maxTokens });
}

function usageOf(bill: Bill): AnalysisUsage | null {
  const tokens = bill.tokens();
  if (tokens === null) return null;
  const { input, cachedInput, output } = tokens;
  return { inputTokens: input, cachedInputTokens: cachedInput, outputTokens: output };
}
