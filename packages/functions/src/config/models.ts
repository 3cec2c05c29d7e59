/** A small current model: a call of ten minutes costs less than a tenth of a cent. */
const DEFAULT_MODEL = 'gpt-6-luna';

const OPENAI_URL = 'https://api.openai.com/v1';
/** OpenAI itself, and its hosts in single regions (`eu.api.openai.com`), which have the same models. */
const OPENAI_HOST = /^(?:[a-z]{2}\.)?api\.openai\.com$/;

/** Dollars for a million tokens. */
export interface Price {
  input: number;
  cachedInput: number;
  /** What is written to the provider's cache; as `input` where writing costs nothing more. */
  cacheWrite: number;
  output: number;
}

/**
 * List prices of 22 November 2026 at OpenAI, for requests of up to 272,000 input tokens. A model that is not here
 * has an unknown cost, never a guessed one. Dated names ("gpt-5.4-mini-2026-03-17") have the price of their model.
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
 * What the other end understands: `openai` is OpenAI itself; `compatible` anything else that speaks Chat
 * Completions, which gets the least that will do, because providers refuse fields that they do not know.
 */
export type Profile = 'openai' | 'compatible';

/** Which model is asked, where, how, and for how much. */
export interface ModelSettings {
  model: string;
  /** Of any provider that speaks Chat Completions. */
  baseUrl: string;
  profile: Profile;
  /** Null where it is not known. */
  price: Price | null;
}

/**
 * The settings of a model; what is left out is OpenAI itself, and a small current model of it.
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
