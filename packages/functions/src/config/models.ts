/** A small current model: a ten-minute call costs less than a tenth of a cent. */
const DEFAULT_MODEL = 'gpt-6-luna';

const OPENAI_URL = 'https://api.openai.com/v1';
/** OpenAI and its regional hosts (`eu.api.openai.com`), which serve the same models. */
const OPENAI_HOST = /^(?:[a-z]{2}\.)?api\.openai\.com$/;

/** Dollars per million tokens. */
export interface Price {
  input: number;
  cachedInput: number;
  /** Tokens written to the provider's cache; equals `input` where writing has no extra price. */
  cacheWrite: number;
  output: number;
}

/**
 * List prices of 22 November 2026 at OpenAI, for requests of up to 272,000 input tokens. A model that is missing here
 * has an unknown price. A dated name ("gpt-5.4-mini-2026-03-17") has the price of its model.
 */
const PRICES = new Map(
  Object.entries<Price>({
    'gpt-6-luna': { input: 0.1, cachedInput: 0.01, cacheWrite: 0.125, output: 0.5 },
    'gpt-6.1-terra': { input: 1, cachedInput: 0.05, cacheWrite: 1.25, output: 5 },
    'gpt-6.1-sol': { input: 2, cachedInput: 0.1, cacheWrite: 2.5, output: 10 },
    'gpt-6-astra': { input: 10, cachedInput: 1, cacheWrite: 12.5, output: 50 },
    'gpt-5.4-mini': { input: 0.75, cachedInput: 0.075, cacheWrite: 0.75, output: 4.5 },
    'gpt-5.4-nano': { input: 0.2, cachedInput: 0.02, cacheWrite: 0.2, output: 1.25 },
  }),
);

/**
 * The dialect of the provider: `openai` is OpenAI; `compatible` is any other provider of Chat Completions, which gets
 * only the required fields, because providers refuse fields that they do not know.
 */
export type Profile = 'openai' | 'compatible';

/** The model, its address, its dialect and its price. */
export interface ModelSettings {
  model: string;
  /** Base URL of a provider of Chat Completions. */
  baseUrl: string;
  profile: Profile;
  /** Null when it is unknown. */
  price: Price | null;
}

/**
 * The settings of a model. Defaults: OpenAI, and a small current model.
 *
 * @example modelSettings({ model: 'gpt-5.4-mini' }).price?.output // 4.5
 */
export function modelSettings({
  model = DEFAULT_MODEL,
  baseUrl = OPENAI_URL,
}: {
  model?: string | undefined;
  baseUrl?: string | undefined;
}): ModelSettings {
  const isOpenAi = OPENAI_HOST.test(new URL(baseUrl).hostname);
  return isOpenAi
    ? {
        model,
        baseUrl,
        profile: 'openai',
        price: PRICES.get(model.replace(/-\d{4}-\d{2}-\d{2}$/, '')) ?? null,
      }
    : { model, baseUrl, profile: 'compatible', price: null };
}
