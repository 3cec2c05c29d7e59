import type { Price } from '../../config/models.ts';

/** Tokens of one or more answers, as the provider counts them. */
export interface Tokens {
  input: number;
  cachedInput: number;
  cacheWrite: number;
  output: number;
}

/** The cost of tokens in dollars. */
export function costOf(price: Price, tokens: Tokens): number {
  const plain = Math.max(0, tokens.input - tokens.cachedInput - tokens.cacheWrite);
  const millionths =
    plain * price.input +
    tokens.cachedInput * price.cachedInput +
    tokens.cacheWrite * price.cacheWrite +
    tokens.output * price.output;
  return millionths / 1_000_000;
}

/**
 * The cost of the requests of one analysis so far. Each request is noted when it is sent, and again when its cost is
 * known; a request without an outcome may have been charged.
 */
export interface Bill {
  /** Notes a sent request. */
  sent(): void;
  /** Notes a request that is not charged: it was refused, or never arrived. */
  free(): void;
  /**
   * Notes an answer, with its tokens if the provider counts them.
   *
   * @param dollars - What it costs; null if the price is unknown.
   */
  answered(tokens: Tokens | null, dollars: number | null): void;
  /** All tokens; null when the tokens of a request are unknown. */
  tokens(): Tokens | null;
  /** All dollars; null when the tokens or the price of a request are unknown. */
  dollars(): number | null;
}

/** @param hasPrice - False if a request without any cost has an unknown cost too. */
export function newBill(hasPrice: boolean): Bill {
  const total: Tokens = { input: 0, cachedInput: 0, cacheWrite: 0, output: 0 };
  let unknown = 0;
  let cost: number | null = hasPrice ? 0 : null;
  return {
    sent() {
      unknown += 1;
    },
    free() {
      unknown -= 1;
    },
    answered(tokens, dollars) {
      if (tokens === null) return;
      unknown -= 1;
      total.input += tokens.input;
      total.cachedInput += tokens.cachedInput;
      total.cacheWrite += tokens.cacheWrite;
      total.output += tokens.output;
      cost = cost === null || dollars === null ? null : cost + dollars;
    },
    tokens: () => (unknown > 0 ? null : { ...total }),
    dollars: () => (unknown > 0 ? null : cost),
  };
}
