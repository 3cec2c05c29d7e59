import type { AnalystSettings } from '../packages/functions/src/config/analyst-config.ts';
import { bedrockEndpoint } from '../packages/functions/src/config/bedrock-endpoint.ts';
import type { ProviderSettings } from '../packages/functions/src/config/models.ts';

/** A secret that holds the key of a provider of models. */
export type ModelKey = 'OPENAI_API_KEY' | 'OPENAI_FALLBACK_API_KEY';

/** A model of Amazon Bedrock, for which the functions have a right instead of a key. */
export interface BedrockModel {
  /** Id of a model or of an inference profile, or an ARN. */
  model: string;
  region: string;
  endpoint: ReturnType<typeof bedrockEndpoint>;
}

/** The keys that a stage may need, before its providers are known. */
export function possibleKeys({ ANALYST, OPENAI_FALLBACK_BASE_URL }: Record<string, string>): ModelKey[] {
  if (ANALYST !== 'openai') return [];
  // Another model at the same address is asked with the same key.
  return OPENAI_FALLBACK_BASE_URL === undefined
    ? ['OPENAI_API_KEY']
    : ['OPENAI_API_KEY', 'OPENAI_FALLBACK_API_KEY'];
}

/** Those of the possible keys that the providers of a stage need: Bedrock is asked with the rights of the functions. */
export function keysOf(analyst: AnalystSettings, possible: readonly ModelKey[]): ModelKey[] {
  const [first, fallback] = providersOf(analyst);
  return possible.filter((key) => (key === 'OPENAI_API_KEY' ? first : fallback)?.profile !== 'bedrock');
}

/** The models of Bedrock among the providers of a stage. */
export function bedrockModels(analyst: AnalystSettings): BedrockModel[] {
  return providersOf(analyst).flatMap(({ profile, model, region, baseUrl }) =>
    profile !== 'bedrock' || region === undefined
      ? []
      : [{ model, region, endpoint: bedrockEndpoint(baseUrl) }],
  );
}

function providersOf(analyst: AnalystSettings): ProviderSettings[] {
  if (analyst.engine === 'local') return [];
  return analyst.fallback === undefined ? [analyst] : [analyst, analyst.fallback];
}
