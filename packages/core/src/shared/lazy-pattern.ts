// V8 compiles a pattern to machine code at once when it first meets a text of this length. For a shorter text it makes
// bytecode first, which takes several times as long, and makes machine code all the same for the second text.
const LONG_TEXT = '#'.repeat(1_000);

/** True for a text that needs no pattern with classes of Unicode. */
export const PLAIN_ASCII = /^[\t\n\r -~]*$/;

/**
 * A pattern that is made and compiled when it is first used, for patterns that are slow to make: those of many
 * alternatives, and those with classes of Unicode.
 *
 * @example
 * const CUES = lazyPattern(() => /\b(?:refund|return)\b/i);
 * CUES().test(text);
 */
export function lazyPattern(make: () => RegExp): () => RegExp {
  let pattern: RegExp | undefined;
  return () => {
    if (pattern === undefined) {
      pattern = make();
      pattern.test(LONG_TEXT);
      pattern.lastIndex = 0;
    }
    return pattern;
  };
}
