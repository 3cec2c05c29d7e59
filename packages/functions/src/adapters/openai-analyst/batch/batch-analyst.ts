import { createHash } from 'node:crypto';
import type { AnalysisRequest, Analyst } from '@live-assist/core';
import type { Prompt } from '@live-assist/core/prompt/prompt';
import { partsOf } from '@live-assist/core/prompt/prompt-lines';
import { LiveAssistError } from '@live-assist/core/shared/errors';
import { beyondBounds } from '../faults.ts';
import { MOST_PARTS } from '../judge-in-parts.ts';
import { dollarsAtMost, type OpenAiOptions, openaiAnalyst, PART_BUDGET } from '../openai-analyst.ts';
import { partBudget, promptsOf } from '../prompts.ts';
import { requestBody } from '../provider/completion-request.ts';
import { openProvider } from '../provider/provider.ts';
import { limitsOf } from '../room.ts';

/** A question of a batch. */
export interface BatchQuestion {
  /** The same for the same question: a hash of the model and all that it is shown. */
  key: string;
  /** The body of its request. */
  body: object;
  /** The most that it costs in a batch, in dollars; 0 without a known price. */
  dollarsAtMost: number;
}

/** What an answer of a batch costs of the list price. */
const BATCH_FACTOR = 0.5;

/**
 * The questions that the model analyst would ask first about a call, one for each part of it.
 *
 * @throws LiveAssistError `transcript_too_long`, `transcript_too_complex`.
 */
export function batchQuestions(options: OpenAiOptions, request: AnalysisRequest): BatchQuestion[] {
  const { model, reasoningEffort, contextTokens, partBudget: most = PART_BUDGET } = options;
  const providers = [options, ...(options.fallback === undefined ? [] : [options.fallback])].map((settings) =>
    openProvider({ ...settings, reasoningEffort, contextTokens }),
  );
  const [provider] = providers;
  if (provider === undefined) return [];
  const budget = partBudget(most, providers, request);
  const parts = partsOf(request.call, budget);
  if (parts.length > MOST_PARTS) throw beyondBounds(request.call, MOST_PARTS * budget);
  const { dialect } = provider;
  return promptsOf(request, parts).map((prompt) => {
    const { maxTokens } = limitsOf(dialect.contextTokens, prompt);
    return {
      key: keyOf(model, prompt),
      body: requestBody({ dialect, model, reasoningEffort, prompt, maxTokens }),
      dollarsAtMost: dollarsAtMost(provider, prompt) * BATCH_FACTOR,
    };
  });
}

/** The name of the data block is new in each prompt, and says nothing. */
const NONCE = /<\/?data-[^>]{1,20}>/g;

function keyOf(model: string, { system, user }: Prompt): string {
  const shown = JSON.stringify([model, system, user.replace(NONCE, '')]);
  return createHash('sha256').update(shown).digest('base64url');
}

/**
 * The model analyst with the answers of a batch. A second question, as after an answer that cannot be read, is asked at once
 * and at the list price.
 *
 * @param answers - Bodies of completions, by the keys of their questions. If one is missing because the call has changed, nothing is
 *   asked, and `analyst_unavailable` is thrown.
 */
export function batchAnalyst(options: OpenAiOptions, answers: ReadonlyMap<string, unknown>): Analyst {
  const ready = (prompt: Prompt) => answers.get(keyOf(options.model, prompt));
  const analyst = openaiAnalyst({ ...options, ready });
  return {
    engine: 'openai',
    async analyze(request) {
      if (batchQuestions(options, request).every(({ key }) => answers.has(key)))
        return analyst.analyze(request);
      throw new LiveAssistError(
        'analyst_unavailable',
        'The call or the memory of its customer has changed since the batch was sent. Run the import again.',
      );
    },
  };
}
