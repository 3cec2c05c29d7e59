import { PROMPT_VERSION, type Prompt } from '@live-assist/core/prompt/prompt';
import type { ChatCompletionCreateParamsNonStreaming as Body } from 'openai/resources/chat/completions';
import type { Profile } from '../../config/models.ts';
import schema from './answer-schema.json' with { type: 'json' };

/** What one request is to be. */
export interface Question {
  profile: Profile;
  model: string;
  prompt: Prompt;
  /** Most tokens that the answer may have, reasoning included. */
  maxTokens: number;
  /** What was wrong with the answer before, when this is the second try. */
  complaint?: string | undefined;
}

/** The body of a Chat Completions request that asks for {@link schema}. */
export function requestBody({ profile, model, prompt, maxTokens, complaint }: Question): Body {
  const user = { role: 'user' as const, content: prompt.user };
  const again =
    complaint === undefined
      ? []
      : [
          {
            role: 'user' as const,
            content: `Your last answer could not be read: ${complaint}. Answer again, with the JSON object alone.`,
          },
        ];
  const response_format = {
    type: 'json_schema' as const,
    json_schema: { name: 'call_judgement', strict: true, schema },
  };
  if (profile === 'compatible') {
    const system = { role: 'system' as const, content: prompt.system };
    return { model, messages: [system, user, ...again], max_tokens: maxTokens, response_format };
  }
  return {
    model,
    messages: [system(model, prompt.system), user, ...again],
    max_completion_tokens: maxTokens,
    response_format,
    store: false,
    prompt_cache_key: `live-assist:${PROMPT_VERSION}`,
    ...(KEEPS_BY_MARK.test(model) && { prompt_cache_options: { mode: 'explicit' as const } }),
    ...(REASONS.test(model) && { reasoning_effort: 'low' as const }),
  };
}

// From 5.6 on OpenAI charges for writing to the cache, and would write every transcript, which nobody reads again; with
// a mark only the words that are the same for every call are kept.
const KEEPS_BY_MARK = /^gpt-(?:5\.[6-9]|[6-9])/;
const REASONS = /^(?:gpt-[5-9](?!.*-chat)|o\d)/;

function system(model: string, text: string): Body['messages'][number] {
  if (!KEEPS_BY_MARK.test(model)) return { role: 'system', content: text };
  const part = { type: 'text' as const, text, prompt_cache_breakpoint: { mode: 'explicit' as const } };
  return { role: 'system', content: [part] };
}
