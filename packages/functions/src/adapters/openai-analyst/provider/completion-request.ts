import { PROMPT_VERSION, type Prompt } from '@live-assist/core/prompt/prompt';
import type { ChatCompletionCreateParamsNonStreaming as Body } from 'openai/resources/chat/completions';
import type { ReasoningEffort } from '../../../config/models.ts';
import type { Dialect } from './dialect.ts';
import { answerSchemaWith, reducedSchema } from './reduced-schema.ts';

/** The content of one request. */
export interface Question {
  dialect: Dialect;
  model: string;
  prompt: Prompt;
  /** Most tokens of the answer, including reasoning. */
  maxTokens: number;
  /** What was wrong with the first answer, and that answer, on the second attempt. */
  complaint?: { about: string; answer: string } | undefined;
  /** Absent for the default of the model. */
  reasoningEffort?: ReasoningEffort | undefined;
  /** Whether to ask for the cheap and slow service tier. */
  flex?: boolean | undefined;
}

/** The body of a Chat Completions request that asks for an answer of the agreed schema. */
export function requestBody(question: Question): Body {
  const { dialect, model, prompt, maxTokens, reasoningEffort, flex } = question;
  const has = (extra: Parameters<Dialect['extras']['has']>[0]) => dialect.extras.has(extra);
  const effort = reasoningEffort ?? (REASONS.test(model) ? 'low' : undefined);
  return {
    model,
    messages: [
      systemMessage(dialect, prompt),
      { role: 'user' as const, content: prompt.user },
      ...complaintOf(question),
    ],
    [dialect.cap]: maxTokens,
    ...formatOf(dialect, prompt),
    ...(has('store') && { store: false }),
    ...(has('prompt_cache_key') && { prompt_cache_key: `live-assist:${PROMPT_VERSION}` }),
    ...(has('prompt_cache_options') && { prompt_cache_options: { mode: 'explicit' as const } }),
    ...(has('reasoning_effort') && effort !== undefined && { reasoning_effort: effort }),
    ...(has('service_tier') && flex && { service_tier: 'flex' as const }),
  };
}

const REASONS = /^(?:gpt-[5-9](?!.*-chat)|o\d)/;

function schemaOf({ bounds }: Dialect, { categories }: Prompt): Record<string, unknown> {
  const schema = answerSchemaWith(categories);
  return { ...(bounds ? schema : reducedSchema(schema)) };
}

function formatOf(dialect: Dialect, prompt: Prompt): Pick<Body, 'response_format'> {
  switch (dialect.format) {
    case 'json_schema': {
      const json_schema = { name: 'call_judgement', strict: true, schema: schemaOf(dialect, prompt) };
      return { response_format: { type: 'json_schema', json_schema } };
    }
    case 'json_object':
      return { response_format: { type: 'json_object' } };
    case 'words':
      return {};
  }
}

function systemMessage(dialect: Dialect, prompt: Prompt): Body['messages'][number] {
  const { system: text } = prompt;
  if (dialect.format !== 'json_schema') {
    const schema = JSON.stringify(schemaOf(dialect, prompt));
    return { role: 'system', content: `${text}\n\nThe JSON Schema of the answer: ${schema}` };
  }
  if (!dialect.extras.has('prompt_cache_options')) return { role: 'system', content: text };
  const part = { type: 'text' as const, text, prompt_cache_breakpoint: { mode: 'explicit' as const } };
  return { role: 'system', content: [part] };
}

function complaintOf({ complaint }: Question): Body['messages'] {
  if (complaint === undefined) return [];
  const { about, answer } = complaint;
  const again = `Your last answer cannot be used: ${about}. Answer again, with the JSON object alone.`;
  return [
    // An empty message of the assistant is refused by some providers.
    ...(answer.trim() === '' ? [] : [{ role: 'assistant' as const, content: answer }]),
    { role: 'user' as const, content: again },
  ];
}
