import {
  type AnalysisRequest,
  type Analyst,
  type AnalystAnswer,
  type Clock,
  LiveAssistError,
} from '@live-assist/core';
import {
  isShortened,
  type JoinedJudgement,
  joinJudgements,
  judgementOf,
  PROMPT_VERSION,
  type PromptPart,
  partsOf,
  promptFor,
} from '@live-assist/core/analysis';
import type { OpenAI } from 'openai';
import { atATime } from '../../at-a-time.ts';
import { askModel, type Line, type ModelReply } from './ask-model.ts';
import type { Sdk } from './faults.ts';
import { costOf } from './prices.ts';
import type { Profile } from './request-body.ts';
import { withSecondOpinion } from './second-opinion.ts';

/** A small current model: a call of ten minutes costs less than a tenth of a cent. */
export const DEFAULT_MODEL = 'gpt-6-luna';

const OPENAI_URL = 'https://api.openai.com/v1';
/** By `tokenBound`, which counts about double: some 16,000 tokens, an hour and a half of talk. */
const PART_BUDGET = 32_000;
const MOST_PARTS = 24;
const PARTS_AT_A_TIME = 4;
const MOST_PROMISES = 50;
// Core stops waiting at the deadline; a moment before it, an adapter can still say what it was waiting for.
const MARGIN_MS = 250;

/** What an analyst that asks a model needs. */
export interface OpenAiOptions {
  apiKey: string;
  /** @default DEFAULT_MODEL */
  model?: string | undefined;
  /** Of any provider that speaks Chat Completions. @default 'https://api.openai.com/v1' */
  baseUrl?: string | undefined;
  /** @default 'openai' at api.openai.com, else 'compatible' */
  profile?: Profile | undefined;
  /** An analyst by rules, whose scores those of the model are held against. */
  rules: Analyst;
  clock: Clock;
  /** Most tokens of one part of a call, by `tokenBound`. @default 32000 */
  partBudget?: number | undefined;
}

/**
 * An analyst that asks a model, at OpenAI or any compatible provider. It loads the package `openai` when the first
 * analysis begins. A long call is judged by parts and joined.
 *
 * @example
 * const analyst = openaiAnalyst({ apiKey, rules: localAnalyst(), clock: systemClock });
 */
export function openaiAnalyst(options: OpenAiOptions): Analyst {
  const { rules, clock, model = DEFAULT_MODEL, baseUrl = OPENAI_URL } = options;
  const profile =
    options.profile ?? (new URL(baseUrl).hostname === 'api.openai.com' ? 'openai' : 'compatible');
  let connected: Promise<{ sdk: Sdk; client: OpenAI }> | undefined;
  return {
    engine: 'openai',
    async analyze(request) {
      connected ??= connect(options.apiKey, baseUrl);
      const connection = await connected;
      const { call, deadline } = request;
      const parts = partsOf(call, options.partBudget ?? PART_BUDGET);
      if (parts.length > MOST_PARTS) {
        throw new LiveAssistError('transcript_too_long', 'This call is too long to be analysed.');
      }
      const remaining = () => deadline - MARGIN_MS - clock.now();
      const over = new AbortController();
      const cancel = clock.after(Math.max(0, remaining()), () => over.abort());
      try {
        const line = { ...connection, profile, model, signal: over.signal, remaining };
        return await answerFor(request, parts, line, rules);
      } finally {
        cancel();
        // When one part has failed, the others are no longer waited for.
        over.abort();
      }
    },
  };
}

async function connect(apiKey: string, baseURL: string): Promise<{ sdk: Sdk; client: OpenAI }> {
  const sdk = await import('openai');
  // Without these the package reads settings of its own from the environment.
  const own = { organization: null, project: null, logLevel: 'off' as const };
  return { sdk, client: new sdk.OpenAI({ apiKey, baseURL, ...own }) };
}

async function answerFor(
  request: AnalysisRequest,
  parts: readonly PromptPart[],
  line: Line,
  rules: Analyst,
): Promise<AnalystAnswer> {
  const openCommitments = request.openCommitments.slice(-MOST_PROMISES);
  const nonce = crypto.randomUUID();
  const replies = await atATime(PARTS_AT_A_TIME, parts, (part, index) =>
    askModel(promptFor(part, { nonce, part: index + 1, parts: parts.length, openCommitments }), line),
  );
  const joined = joinJudgements(
    replies.map(({ answer }, index) => {
      const part = parts[index] ?? { lines: [], tools: [], tips: [] };
      return { judgement: judgementOf(answer, part, openCommitments), turns: part.lines.length };
    }),
  );
  const { judgement, flags } = await withSecondOpinion(joined.judgement, request, rules);
  return {
    judgement,
    model: replies[0]?.model ?? line.model,
    promptVersion: PROMPT_VERSION,
    ...paidFor(replies, line),
    flags: [...flags, ...limitsOf(request, parts, joined)],
  };
}

/** What did not go into the prompt, or not into the joined lists: nothing is cut silently. */
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

function paidFor(
  replies: readonly ModelReply[],
  { profile, model }: Line,
): Pick<AnalystAnswer, 'usage' | 'costUsd'> {
  // Tokens that one part did not count would make the sum of the others wrong.
  const counted = replies.flatMap(({ tokens }) => (tokens === null ? [] : [tokens]));
  if (counted.length < replies.length) return { usage: null, costUsd: null };
  const total = { input: 0, cachedInput: 0, cacheWrite: 0, output: 0 };
  for (const tokens of counted) {
    total.input += tokens.input;
    total.cachedInput += tokens.cachedInput;
    total.cacheWrite += tokens.cacheWrite;
    total.output += tokens.output;
  }
  return {
    usage: { inputTokens: total.input, cachedInputTokens: total.cachedInput, outputTokens: total.output },
    costUsd: profile === 'openai' ? costOf(model, total) : null,
  };
}
