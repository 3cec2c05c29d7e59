// V8 compiles a pattern to machine code when it first runs on a text of this length. On a shorter text it first makes
// bytecode, which takes several times as long, and machine code for the next text anyway.
const LONG_TEXT = '#'.repeat(1_000);

/** Matches a text that needs no pattern with Unicode classes. */
export const PLAIN_ASCII = /^[\t\n\r -~]*$/;

/**
 * Defers creating and compiling a pattern until its first use, for patterns that are slow to create: those with many
 * alternatives or with Unicode classes.
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

const LATIN = /^[\0-\xff]*$/;

/**
 * The same text as V8 stores one without characters beyond Latin-1. What is left of a text that had some is stored as that text
 * was, and V8 compiles each pattern a second time for it: of the longest ones that is a megabyte.
 */
export function inOneByte(text: string): string {
  return LATIN.test(text) ? [...text].join('') : text;
}
