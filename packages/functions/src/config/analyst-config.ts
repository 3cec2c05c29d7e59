import type { AnalysisSettings, CostLimits } from '@live-assist/core';
import type { Environment } from './environment.ts';
import { type ModelSettings, modelSettings } from './models.ts';

/** How to reach the model. */
export interface OpenAiSettings extends ModelSettings {
  engine: 'openai';
  apiKey: string;
}

/** Who judges calls: the rules of this project, or a model. */
export type AnalystSettings = { engine: 'local' } | OpenAiSettings;

/**
 * Chooses the analyst: `ANALYST`, or the model when there is a key for it, or else the rules.
 *
 * @throws {Error} when `OPENAI_API_KEY` is missing.
 */
export function analystFrom(values: Environment): AnalystSettings {
  const { ANALYST: chosen, OPENAI_API_KEY: apiKey, OPENAI_MODEL: model, OPENAI_BASE_URL: baseUrl } = values;
  const engine = chosen ?? (apiKey === undefined ? 'local' : 'openai');
  if (engine === 'local') return { engine };
  if (apiKey === undefined) {
    throw new Error(
      'OPENAI_API_KEY is missing: set it, or set ANALYST to "local". For a provider without keys, set any value.',
    );
  }
  return { engine, apiKey, ...modelSettings({ model, baseUrl }) };
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
  if (dollarsPerDay !== undefined && analyst.engine === 'openai' && analyst.price === null) {
    throw new Error(
      'ANALYSIS_DOLLARS_PER_DAY needs a model whose price is known: choose another OPENAI_MODEL, or set ANALYSES_PER_MINUTE instead.',
    );
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
