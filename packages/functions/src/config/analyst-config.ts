import type { AnalysisSettings, CostLimits } from '@live-assist/core';
import type { Environment } from './environment.ts';
import { type ModelSettings, modelSettings, type ProviderSettings } from './models.ts';

/** How to reach the model. */
export interface OpenAiSettings extends ModelSettings {
  engine: 'openai';
}

/** Who judges calls: the rules of this project, or a model. */
export type AnalystSettings = { engine: 'local' } | OpenAiSettings;

/**
 * Chooses the analyst: `ANALYST`, or the model when there is a key for it, or else the rules.
 *
 * @param region - Region of AWS in which this process runs.
 * @throws {Error} when `OPENAI_API_KEY` is missing, or the settings of the model do not fit each other.
 */
export function analystFrom(values: Environment, region?: string): AnalystSettings {
  const { ANALYST: chosen, OPENAI_API_KEY: apiKey, MODEL_CONTEXT_TOKENS: contextTokens } = values;
  const engine = chosen ?? (apiKey === undefined ? 'local' : 'openai');
  if (engine === 'local') return { engine };
  const provider = modelSettings({
    model: values.OPENAI_MODEL,
    baseUrl: values.OPENAI_BASE_URL,
    profile: values.MODEL_PROFILE,
    price: values.MODEL_PRICE,
    apiKey,
    region,
  });
  // Bedrock may be asked with the credentials of AWS.
  if (apiKey === undefined && provider.profile !== 'bedrock') {
    throw new Error(
      'OPENAI_API_KEY is missing: set it, or set ANALYST to "local". For a provider without keys, set any value.',
    );
  }
  const fallback = fallbackFrom(values, region);
  const { REASONING_EFFORT: reasoningEffort, FLEX_PROCESSING: flex } = values;
  return {
    engine,
    ...provider,
    ...(fallback !== undefined && { fallback }),
    ...(reasoningEffort !== undefined && { reasoningEffort }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(flex && { flex }),
  };
}

/** The provider that stands in; undefined unless one of its variables is set. */
function fallbackFrom(values: Environment, region: string | undefined): ProviderSettings | undefined {
  const { OPENAI_FALLBACK_BASE_URL: baseUrl, OPENAI_FALLBACK_MODEL: model } = values;
  const { OPENAI_FALLBACK_API_KEY: apiKey, OPENAI_FALLBACK_PRICE: price } = values;
  if (baseUrl === undefined && model === undefined) {
    if (apiKey === undefined && price === undefined) return undefined;
    throw new Error(
      'OPENAI_FALLBACK_BASE_URL is missing: set it, or OPENAI_FALLBACK_MODEL, or remove the others.',
    );
  }
  // Another model of the same account needs no second key.
  const key = apiKey ?? (baseUrl === undefined ? values.OPENAI_API_KEY : undefined);
  const at = baseUrl === undefined ? values : { OPENAI_BASE_URL: baseUrl, MODEL_PROFILE: 'auto' as const };
  const fallback = modelSettings(
    { model, baseUrl: at.OPENAI_BASE_URL, profile: at.MODEL_PROFILE, price, apiKey: key, region },
    'OPENAI_FALLBACK',
  );
  if (key === undefined && fallback.profile !== 'bedrock') {
    throw new Error(
      'OPENAI_FALLBACK_API_KEY is missing: set it. For a provider without keys, set any value.',
    );
  }
  return fallback;
}

/** Default limit in production: about 350 agents end fewer calls a minute at the busiest time. */
const ANALYSES_PER_MINUTE = 60;

/**
 * The limits on what a model may cost. The rules are free, so only limits that were set apply to them.
 *
 * @throws {Error} when a limit in dollars is set for a model whose price is unknown.
 */
export function limitsOf(values: Environment, analyst: AnalystSettings, production: boolean): CostLimits {
  const { ANALYSIS_DOLLARS_PER_DAY: dollarsPerDay } = values;
  const analysesPerMinute =
    values.ANALYSES_PER_MINUTE ??
    (production && analyst.engine === 'openai' ? ANALYSES_PER_MINUTE : undefined);
  if (dollarsPerDay !== undefined && analyst.engine === 'openai') {
    if (analyst.price === null) {
      throw new Error(
        'ANALYSIS_DOLLARS_PER_DAY needs a model whose price is known: choose another OPENAI_MODEL, set MODEL_PRICE, or set ANALYSES_PER_MINUTE instead.',
      );
    }
    if (analyst.fallback?.price === null) {
      throw new Error(
        'ANALYSIS_DOLLARS_PER_DAY needs the price of OPENAI_FALLBACK_MODEL too: set OPENAI_FALLBACK_PRICE.',
      );
    }
  }
  const ofAll = { analysesPerMinute, dollarsPerDay };
  if (analyst.engine === 'local') return ofAll;
  return {
    ...ofAll,
    analysesPerCallPerDay: values.ANALYSES_PER_CALL_PER_DAY,
    analysesPerCustomerPerDay: values.ANALYSES_PER_CUSTOMER_PER_DAY,
    analysesPerTokenPerHour: values.ANALYSES_PER_TOKEN_PER_HOUR,
    analysesPerTokenPerDay: values.ANALYSES_PER_TOKEN_PER_DAY,
    dollarsPerTokenPerDay:
      dollarsPerDay === undefined ? undefined : (dollarsPerDay * values.TOKEN_SHARE_PERCENT) / 100,
  };
}

/**
 * Which tools act for the customer and which only look something up; undefined when neither is named.
 *
 * @throws {Error} when both lists name the same tool.
 */
export function toolRulesOf({ ACTING_TOOLS, LOOKUP_TOOLS }: Environment): AnalysisSettings['toolRules'] {
  if (ACTING_TOOLS === undefined && LOOKUP_TOOLS === undefined) return undefined;
  const [acting, lookups] = [ACTING_TOOLS ?? [], LOOKUP_TOOLS ?? []];
  if (acting.some((name) => lookups.includes(name))) {
    throw new Error('ACTING_TOOLS and LOOKUP_TOOLS name the same tool: remove it from one of them.');
  }
  return { acting, lookups };
}
