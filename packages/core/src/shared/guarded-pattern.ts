/**
 * A large pattern, behind a small one that matches wherever the large one does: most calls then never need the large one,
 * which takes milliseconds to compile and up to a megabyte of machine code. A test makes texts that the large one matches,
 * and tries the small one on each.
 *
 * @example
 * const REFUNDS = { guard: /refund/i, pattern: lazyPattern(() => /\b(?:full|partial|prompt) refunds?\b/i) };
 * matchesGuarded(REFUNDS, text);
 */
export interface GuardedPattern {
  guard: RegExp;
  pattern(): RegExp;
}

/** True if the large pattern matches the text. Neither of the two may be global. */
export function matchesGuarded({ guard, pattern }: GuardedPattern, text: string): boolean {
  return guard.test(text) && pattern().test(text);
}
