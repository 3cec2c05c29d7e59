import type { ProviderSettings } from '../../../config/models.ts';
import type { Refusal } from './refusal.ts';

/** Fields of a request that help, and that a provider can do without. */
export const EXTRAS = [
  'store',
  'prompt_cache_key',
  'prompt_cache_options',
  'reasoning_effort',
  'service_tier',
] as const;
export type Extra = (typeof EXTRAS)[number];

/** What a provider understands. It is learned from its refusals, and kept for the process. */
export interface Dialect {
  /** The field that bounds the length of an answer. */
  cap: 'max_tokens' | 'max_completion_tokens';
  /** How the shape of the answer is asked for: by the schema, or in words. */
  format: 'json_schema' | 'json_object' | 'words';
  /** Whether the schema has its bounds. */
  bounds: boolean;
  extras: ReadonlySet<Extra>;
  /** Tokens that the model reads and writes at most, together; null if unknown. */
  contextTokens: number | null;
  /** Tokens of one answer at most; null if no refusal has told. */
  answerTokens: number | null;
}

/** The dialect that a provider is first spoken to in. */
export function dialectOf({ profile, model }: Pick<ProviderSettings, 'profile' | 'model'>): Dialect {
  const common = { format: 'json_schema', bounds: true, contextTokens: null, answerTokens: null } as const;
  switch (profile) {
    case 'openai': {
      const extras: Extra[] = ['store', 'prompt_cache_key', 'reasoning_effort', 'service_tier'];
      if (CACHES_BY_MARK.test(model)) extras.push('prompt_cache_options');
      return { ...common, cap: 'max_completion_tokens', extras: new Set(extras) };
    }
    case 'azure':
      return {
        ...common,
        cap: 'max_completion_tokens',
        extras: new Set<Extra>(['store', 'prompt_cache_key', 'reasoning_effort', 'service_tier']),
      };
    case 'bedrock':
      return {
        ...common,
        cap: 'max_completion_tokens',
        bounds: false,
        extras: new Set<Extra>(['reasoning_effort', 'service_tier']),
      };
    case 'compatible':
      return { ...common, cap: 'max_tokens', extras: new Set<Extra>(['reasoning_effort']) };
  }
}

// Since 5.6 OpenAI charges for cache writes, and would write every transcript, which is never read again; with a mark
// only the common part of the prompts is cached.
const CACHES_BY_MARK = /^gpt-(?:5\.[6-9]|[6-9])/;

/** What a refusal teaches: the next dialect to speak, and what it is about. */
export interface Lesson {
  /**
   * `anything`: the refusal names nothing that was sent, so all that is not plain is left out. A lesson about extras or
   * the schema leaves less to refuse, so a provider may teach several of them, one after the other.
   */
  about: 'extras' | 'cap' | 'schema' | 'anything';
  dialect: Dialect;
}

/**
 * What a refusal teaches about a provider; null when there is nothing to learn.
 *
 * @param spoken - The dialect of the refused request.
 * @param body - The refused request.
 */
export function lessonOf(spoken: Dialect, refusal: Refusal, body: object, isOpenAi: boolean): Lesson | null {
  if (refusal.kind !== 'unknown field or value') return null;
  const { text } = refusal;
  const isSent = (field: string) => Object.hasOwn(body, field);
  const named = EXTRAS.filter((extra) => isSent(extra) && NAMES[extra].test(text));
  if (named.length > 0) {
    // What only OpenAI knows goes together: others refuse one field after the other.
    const foreign = isOpenAi || !named.some((extra) => ONLY_OPENAI.has(extra)) ? [] : [...ONLY_OPENAI];
    return { about: 'extras', dialect: without(spoken, [...named, ...foreign]) };
  }
  if (new RegExp(`\\b${spoken.cap}\\b`).test(text) && isSent(spoken.cap)) {
    const cap = spoken.cap === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
    return { about: 'cap', dialect: { ...spoken, cap } };
  }
  const isFormatRefused = FORMAT_REFUSED.test(text);
  if (isFormatRefused || ABOUT_SCHEMA.test(text)) {
    if (spoken.bounds && !isFormatRefused) return { about: 'schema', dialect: { ...spoken, bounds: false } };
    // Who says that a schema is wrong knows schemas.
    if (spoken.format === 'words' || SCHEMA_IS_WRONG.test(text)) return null;
    const format = spoken.format === 'json_schema' ? 'json_object' : 'words';
    return { about: 'schema', dialect: { ...spoken, format, bounds: false } };
  }
  const isPlain = !spoken.bounds && spoken.extras.size === 0;
  if (isOpenAi || isPlain) return null;
  return { about: 'anything', dialect: { ...without(spoken, EXTRAS), bounds: false } };
}

function without(dialect: Dialect, extras: readonly Extra[]): Dialect {
  return { ...dialect, extras: new Set([...dialect.extras].filter((extra) => !extras.includes(extra))) };
}

const ONLY_OPENAI: ReadonlySet<Extra> = new Set(['store', 'prompt_cache_key', 'prompt_cache_options']);

const NAMES: Record<Extra, RegExp> = {
  store: /\bstore\b/,
  prompt_cache_key: /\bprompt_cache_key\b/,
  prompt_cache_options: /\bprompt_cache_(?:options|breakpoint)\b/,
  reasoning_effort: /\breasoning[_. ]effort\b|\beffort\b/,
  service_tier: /\bservice[_ ]tier\b|\bflex\b/,
};

const FORMAT_REFUSED =
  /response[_ ]format[\s\S]{0,80}(?:not support|n't support|unsupported|unavailable|unknown|unrecognized|must be)|(?:not support|n't support|unsupported|unknown|unrecognized)[\s\S]{0,60}(?:response[_ ]format|json[_ ]schema)/;
const SCHEMA_IS_WRONG = /"invalid_json_schema"/;
const ABOUT_SCHEMA =
  /schema|grammar|guided|structured[_ ]output|response[_ ]format|output_config|(?:min|max)items|\bm(?:in|ax)imum\b/;
