import type { Prompt } from '@live-assist/core/prompt/prompt';
import type { ModelAnswer } from '@live-assist/core/prompt/prompt-answer';
import * as z from 'zod/mini';
import type { Tokens } from '../bill.ts';
import { endsInLoop, jsonIn } from './answer-text.ts';
import { readAnswer } from './tolerant-answer.ts';

/** What the envelope of every reply tells. */
interface Told {
  tokens: Tokens | null;
  /** The service tier that answered; null if it is not told. */
  tier: string | null;
  /** Tokens spent on reasoning; null if they are not counted. */
  reasoningTokens: number | null;
}

/** A reply, after its envelope was parsed. */
export type Reply =
  | ({ kind: 'answered'; answer: ModelAnswer; flags: string[]; content: string; model: string | null } & Told)
  /** The content is not a {@link ModelAnswer}; `complaint` says why, without words of the model. */
  | ({ kind: 'unreadable'; complaint: string; content: string } & Told)
  | ({ kind: 'cut off' } & Told)
  /** The content says the same thing over and over. */
  | ({ kind: 'loop'; model: string | null } & Told)
  | ({ kind: 'refused' } & Told)
  /** The body is not a chat completion. */
  | { kind: 'no envelope' };

const Envelope = z.lazy(() => {
  const Count = z.int().check(z.minimum(0));
  const Part = z.object({ text: z.catch(z.nullish(z.string()), null) });
  return z.object({
    model: z.catch(z.nullish(z.string().check(z.regex(/^[\w.:/@-]{1,200}$/))), null),
    service_tier: z.catch(z.nullish(z.string()), null),
    choices: z
      .array(
        z.object({
          finish_reason: z.nullish(z.string()),
          message: z.object({
            content: z.nullish(z.union([z.string(), z.array(Part)])),
            refusal: z.nullish(z.string()),
          }),
        }),
      )
      .check(z.minLength(1)),
    usage: z.catch(
      z.nullish(
        z.object({
          prompt_tokens: Count,
          completion_tokens: Count,
          prompt_tokens_details: z.nullish(
            z.object({ cached_tokens: z.nullish(Count), cache_write_tokens: z.nullish(Count) }),
          ),
          completion_tokens_details: z.catch(
            z.nullish(z.object({ reasoning_tokens: z.nullish(Count) })),
            null,
          ),
        }),
      ),
      null,
    ),
  });
});

/**
 * Parses the body of a response. Never throws, whatever the provider sent.
 *
 * @param categories - Those that the prompt has offered; absent for the usual ones.
 */
export function readReply(body: unknown, categories?: Prompt['categories']): Reply {
  const envelope = Envelope.safeParse(body);
  const choice = envelope.data?.choices[0];
  if (!envelope.success || choice === undefined) return { kind: 'no envelope' };
  const { finish_reason, message } = choice;
  const { usage, service_tier: tier = null, model = null } = envelope.data;
  const told = {
    tokens: tokensOf(usage),
    tier,
    reasoningTokens: usage?.completion_tokens_details?.reasoning_tokens ?? null,
  };
  if (message.refusal || finish_reason === 'content_filter') return { kind: 'refused', ...told };
  const content = textOf(message.content);
  const value = jsonIn(content);
  const read = value === undefined ? { complaint: 'it is not valid JSON' } : readAnswer(value, categories);
  if ('answer' in read) return { kind: 'answered', ...read, content, model, ...told };
  if (endsInLoop(content)) return { kind: 'loop', model, ...told };
  if (finish_reason === 'length') return { kind: 'cut off', ...told };
  return { kind: 'unreadable', ...read, content, ...told };
}

function textOf(content: string | { text?: string | null | undefined }[] | null | undefined): string {
  return typeof content === 'string' ? content : (content ?? []).map(({ text }) => text ?? '').join('');
}

function tokensOf(usage: z.infer<typeof Envelope>['usage']): Tokens | null {
  if (!usage) return null;
  return {
    input: usage.prompt_tokens,
    cachedInput: usage.prompt_tokens_details?.cached_tokens ?? 0,
    cacheWrite: usage.prompt_tokens_details?.cache_write_tokens ?? 0,
    output: usage.completion_tokens,
  };
}
