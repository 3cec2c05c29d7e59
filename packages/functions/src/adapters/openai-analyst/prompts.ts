import type { AnalysisRequest } from '@live-assist/core';
import { type Prompt, type PromptOptions, promptFor } from '@live-assist/core/prompt/prompt';
import { linesText, type PromptPart, tokenBound } from '@live-assist/core/prompt/prompt-lines';
import type { Provider } from './provider/provider.ts';
import { FIXED_TOKENS, limitsOf, tokensOfCategories } from './room.ts';

const MOST_PROMISES = 50;
const MOST_KEPT = 20;
const MOST_MATTERS = 10;
/** Digits of the name of the data block, which is made after the call, so that its words cannot hold it: three are one token. */
const NONCE = 12;
/** A smaller part would hold no conversation. */
const SMALLEST_PART = 1_000;

/** The prompts for the parts of a call. */
export function promptsOf(request: AnalysisRequest, parts: readonly PromptPart[]): Prompt[] {
  const given = givenIn(request);
  const nonce = nonceOf();
  return parts.map((part, index) =>
    promptFor(part, {
      ...{ nonce, part: index + 1, parts: parts.length },
      ...given,
      ...{ categories: request.categories },
    }),
  );
}

function nonceOf(): string {
  const [random = 0n] = crypto.getRandomValues(new BigUint64Array(1));
  return String(random).padStart(NONCE, '0').slice(-NONCE);
}

/** What a model is shown of earlier calls: open promises first, then those believed kept, then open matters. */
export function givenIn({
  openCommitments,
  keptCommitments = [],
  openMatters = [],
}: AnalysisRequest): Pick<PromptOptions, 'promises' | 'matters'> {
  const open = openCommitments.slice(-MOST_PROMISES);
  const room = Math.min(MOST_KEPT, MOST_PROMISES - open.length);
  const kept = room === 0 ? [] : keptCommitments.slice(-room).map((promise) => ({ ...promise, kept: true }));
  return { promises: [...open, ...kept], matters: openMatters.slice(-MOST_MATTERS) };
}

/** True if a model is not shown all of these promises. */
export function areShortened(openCommitments: AnalysisRequest['openCommitments']): boolean {
  return openCommitments.length > MOST_PROMISES;
}

/**
 * The largest part that every provider reads beside the rest of a prompt and an answer. Only of a small model is the
 * context known: the settings name it, or a refusal has.
 *
 * @param most - The largest part that is sent to any model.
 */
export function partBudget(most: number, providers: readonly Provider[], request: AnalysisRequest): number {
  const promises = tokenBound(
    givenIn(request)
      .promises.map(({ text }) => text)
      .join('\n'),
  );
  const fixed = FIXED_TOKENS + tokensOfCategories(request.categories);
  const budgets = providers.flatMap(({ dialect: { contextTokens } }) =>
    contextTokens === null ? [] : [contextTokens - limitsOf(contextTokens).maxTokens - fixed - promises],
  );
  return Math.max(SMALLEST_PART, Math.min(most, ...budgets));
}

/** The budget after a refusal for length: what the refusal has told, and at most half of what was sent. */
export function smallerBudget(
  budget: number,
  parts: readonly PromptPart[],
  providers: readonly Provider[],
  request: AnalysisRequest,
): number {
  const largest = Math.max(...parts.map((part) => tokenBound(linesText(part).join('\n'))));
  return partBudget(Math.max(SMALLEST_PART, Math.min(budget, Math.ceil(largest / 2))), providers, request);
}
