import type { Price } from '../../config/models.ts';

/** Tokens of one or several answers, as a provider counts them. */
export interface Tokens {
  input: number;
  cachedInput: number;
  cacheWrite: number;
  output: number;
}

/** What tokens cost at a price, in dollars. */
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
 * What the requests of one analysis have cost so far. Each is noted when it goes out, and again when it is known what it
 * cost; one that is never heard of again may have been paid for.
 */
export interface Bill {
  /** A request goes out. */
  sent(): void;
  /** The last word on a request for which a provider takes nothing: it was refused, or never arrived. */
  free(): void;
  /** An answer has come, with its tokens where the provider counts them. */
  answered(tokens: Tokens | null): void;
  /** All tokens; null when it is not known of every request what it took. */
  tokens(): Tokens | null;
}

export function newBill(): Bill {
  const total: Tokens = { input: 0, cachedInput: 0, cacheWrite: 0, output: 0 };
  let unknown = 0;
  return {
    sent() {
      unknown += 1;
    },
    free() {
      unknown -= 1;
    },
    answered(tokens) {
      if (tokens === null) return;
      unknown -= 1;
      total.input += tokens.input;
      total.cachedInput += tokens.cachedInput;
      total.cacheWrite += tokens.cacheWrite;
      total.output += tokens.output;
    },
    tokens: () => (unknown > 0 ? null : { ...total }),
  };
}
