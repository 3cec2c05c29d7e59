/** A small current model: a call of ten minutes costs less than a tenth of a cent. */
export const DEFAULT_MODEL = 'gpt-6-luna';

const OPENAI_HOST = 'api.openai.com';
export const OPENAI_URL = `https://${OPENAI_HOST}/v1`;

/** Dollars for a million tokens. */
interface Price {
  input: number;
  cachedInput: number;
  /** What is written to the provider's cache; as `input` where writing costs nothing more. */
  cacheWrite: number;
  output: number;
}

/** Tokens of one or several answers, as a provider counts them. */
export interface Tokens {
  input: number;
  cachedInput: number;
  cacheWrite: number;
  output: number;
}

/**
 * List prices of 22 November 2026 at api.openai.com, for requests of up to 272,000 input tokens. A model that is not here
 * has an unknown cost, never a guessed one. Dated names ("gpt-5.4-mini-2026-03-17") have the price of their model.
 */
const PRICES: Record<string, Price> = {
  'gpt-6-luna': { input: 0.1, cachedInput: 0.01, cacheWrite: 0.125, output: 0.5 },
  'gpt-6.1-terra': { input: 1, cachedInput: 0.05, cacheWrite: 1.25, output: 5 },
  'gpt-6.1-sol': { input: 2, cachedInput: 0.1, cacheWrite: 2.5, output: 10 },
  'gpt-6-astra': { input: 10, cachedInput: 1, cacheWrite: 12.5, output: 50 },
  'gpt-5.4-mini': { input: 0.75, cachedInput: 0.075, cacheWrite: 0.75, output: 4.5 },
  'gpt-5.4-nano': { input: 0.2, cachedInput: 0.02, cacheWrite: 0.2, output: 1.25 },
};

/** What tokens of a model cost, in dollars; null when its price is not known. */
export function costOf(model: string, tokens: Tokens): number | null {
  const price = PRICES[model.replace(/-\d{4}-\d{2}-\d{2}$/, '')];
  if (price === undefined) return null;
  const plain = Math.max(0, tokens.input - tokens.cachedInput - tokens.cacheWrite);
  const millionths =
    plain * price.input +
    tokens.cachedInput * price.cachedInput +
    tokens.cacheWrite * price.cacheWrite +
    tokens.output * price.output;
  return millionths / 1_000_000;
}

/** Is this OpenAI itself, and not another provider that speaks its language? */
export function isOpenAi(baseUrl: string): boolean {
  return new URL(baseUrl).hostname === OPENAI_HOST;
}

/** Is it known what this model costs there? What is left out is the default. */
export function isPriced(analyst: { model?: string | undefined; baseUrl?: string | undefined }): boolean {
  const { model = DEFAULT_MODEL, baseUrl = OPENAI_URL } = analyst;
  return isOpenAi(baseUrl) && costOf(model, { input: 0, cachedInput: 0, cacheWrite: 0, output: 0 }) !== null;
}
