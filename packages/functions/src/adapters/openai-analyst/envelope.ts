import { ModelAnswer } from '@live-assist/core/prompt/prompt-answer';
import * as z from 'zod/mini';
import type { Tokens } from './bill.ts';

/** A reply, after its envelope was parsed. */
export type Reply =
  | { kind: 'answered'; answer: ModelAnswer; model: string | null; tokens: Tokens | null }
  /** The content is not a {@link ModelAnswer}; `complaint` says why, without words of the model. */
  | { kind: 'unreadable'; complaint: string; tokens: Tokens | null }
  | { kind: 'cut off'; tokens: Tokens | null }
  | { kind: 'refused'; tokens: Tokens | null }
  /** The body is not a chat completion. */
  | { kind: 'no envelope' };

const Envelope = z.lazy(() => {
  const Count = z.int().check(z.minimum(0));
  return z.object({
    model: z.catch(z.nullish(z.string().check(z.regex(/^[\w.:/@-]{1,100}$/))), null),
    choices: z
      .array(
        z.object({
          finish_reason: z.nullish(z.string()),
          message: z.object({ content: z.nullish(z.string()), refusal: z.nullish(z.string()) }),
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
        }),
      ),
      null,
    ),
  });
});

/** Parses the body of a response. Never throws, whatever the provider sent. */
export function readReply(body: unknown): Reply {
  const envelope = Envelope.safeParse(body);
  const choice = envelope.data?.choices[0];
  if (!envelope.success || choice === undefined) return { kind: 'no envelope' };
  const { finish_reason, message } = choice;
  const tokens = tokensOf(envelope.data.usage);
  if (message.refusal || finish_reason === 'content_filter') return { kind: 'refused', tokens };
  if (finish_reason === 'length') return { kind: 'cut off', tokens };
  const read = readAnswer(message.content ?? '');
  if ('complaint' in read) return { kind: 'unreadable', ...read, tokens };
  return { kind: 'answered', ...read, model: envelope.data.model ?? null, tokens };
}

function readAnswer(content: string): { answer: ModelAnswer } | { complaint: string } {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return { complaint: 'it is not valid JSON' };
  }
  const parsed = ModelAnswer.safeParse(value);
  if (parsed.success) return { answer: parsed.data };
  // The path contains only schema names and numbers; text of the model is never sent back.
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  return { complaint: `"${path}" does not follow the schema` };
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
