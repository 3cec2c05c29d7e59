import { PROMPT_VERSION, type Prompt } from '@live-assist/core/prompt/prompt';
import type { ChatCompletionCreateParamsNonStreaming as Body } from 'openai/resources/chat/completions';
import type { Profile } from '../../config/models.ts';
import schema from './answer-schema.json' with { type: 'json' };

/** The content of one request. */
export interface Question {
  profile: Profile;
  model: string;
  prompt: Prompt;
  /** Most tokens of the answer, including reasoning. */
  maxTokens: number;
  /** What was wrong with the first answer, on the second attempt. */
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

// Since 5.6 OpenAI charges for cache writes, and would write every transcript, which is never read again; with a mark
// only the common part of the prompts is cached.
const KEEPS_BY_MARK = /^gpt-(?:5\.[6-9]|[6-9])/;
const REASONS = /^(?:gpt-[5-9](?!.*-chat)|o\d)/;

function system(model: string, text: string): Body['messages'][number] {
  if (!KEEPS_BY_MARK.test(model)) return { role: 'system', content: text };
  const part = { type: 'text' as const, text, prompt_cache_breakpoint: { mode: 'explicit' as const } };
  return { role: 'system', content: [part] };
}
