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

/** A host with data residency costs a tenth more, for every model of the list (released since 5 March 2026). */
export const RESIDENCY_FACTOR = 1.1;

/** The list price of a model of OpenAI; null when it is unknown. */
export function listPrice(model: string): Price | null {
  return PRICES.get(model.replace(/-\d{4}-\d{2}-\d{2}$/, '')) ?? null;
}

/** A price times a factor, rounded to a billionth of a dollar per token. */
export function scaledPrice(price: Price, factor: number): Price {
  const scaled = (dollars: number) => Math.round(dollars * factor * 1e3) / 1e3;
  return {
    input: scaled(price.input),
    cachedInput: scaled(price.cachedInput),
    cacheWrite: scaled(price.cacheWrite),
    output: scaled(price.output),
  };
}

const NAMES = ['input', 'cached', 'write', 'output'] as const;
const COMPLAINT =
  'must name dollars per million tokens, such as "input=0.25, output=1.50"; "cached" and "write" are optional';

/**
 * Reads a price from the text of a variable.
 *
 * @throws {Error} with a complaint that completes the name of the variable.
 * @example priceFrom('input=0.25, output=1.50, cached=0.03').cacheWrite // 0.25
 */
export function priceFrom(text: string): Price {
  const given = new Map<string, number>();
  for (const entry of text.split(',')) {
    const [, name = '', dollars = ''] =
      /^\s*([a-z]{1,10})\s*=\s*(\d{1,6}(?:\.\d{1,6})?)\s*$/.exec(entry) ?? [];
    if (!NAMES.some((known) => known === name) || given.has(name)) throw new Error(COMPLAINT);
    given.set(name, Number(dollars));
  }
  const [input, output] = [given.get('input'), given.get('output')];
  if (input === undefined || output === undefined) throw new Error(COMPLAINT);
  return {
    input,
    output,
    cachedInput: given.get('cached') ?? input,
    cacheWrite: given.get('write') ?? input,
  };
}
