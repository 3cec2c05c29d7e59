// From this length of text on V8 compiles a pattern to machine code at once. For a shorter text it makes bytecode first, and
// spends several times as long on that as on the machine code, which it makes all the same for the second text.
const LONG_TEXT = '#'.repeat(1_000);

/** A text of nothing else needs no pattern with classes of Unicode. */
export const PLAIN_ASCII = /^[\t\n\r -~]*$/;

/**
 * A pattern that takes long to make, and is made and compiled when it is first asked for: one of many alternatives, which
 * so costs a first analysis a quarter of what a literal does, or one with classes of Unicode. Those of a literal V8 looks
 * up when it reads the file, again when it reads the function around it, and once more when it makes the pattern: up to
 * a millisecond each time, which every start would pay.
 *
 * @example
 * const CUES = latePattern('\\b(?:refund|return)\\b', 'i');
 * CUES().test(text);
 */
export function latePattern(source: string, flags?: string): () => RegExp {
  let pattern: RegExp | undefined;
  return () => {
    if (pattern === undefined) {
      pattern = new RegExp(source, flags);
      pattern.test(LONG_TEXT);
      pattern.lastIndex = 0;
    }
    return pattern;
  };
}
