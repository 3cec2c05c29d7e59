import { lazyPattern, PLAIN_ASCII } from './lazy-pattern.ts';

/** Words that any finding may use without evidence: they cannot carry an invention. */
export const PLAIN_WORDS = new Set(
  `a an and any are as at be been before being but by can could did do does done for from get gets got had has have he her him
  his how i if in is it its just may me might more my no not of off on once or our out over own per she should so some such
  than that the their them then there these they this those to up us was we were what when where which while who why will
  with would you your agent caller called calling call calls customer client asked asks said says promised promises offered
  offers confirmed confirms told tells wants wanted needs needed reported reports mentioned about also because after again
  still yet only`.split(/\s+/),
);

const NUMBER_OR_WORD = lazyPattern(() => /\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}]+/gu);

/** The words and numbers of a text, in lower case. */
export function tokensOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\u2018\u2019]/g, "'")
      .replace(/'(?:s|ll|ve|re|d|m|t)\b/g, '')
      .match(NUMBER_OR_WORD()) ?? []
  );
}

const WITHOUT_SPACES = lazyPattern(
  () => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u,
);

/**
 * The stems of words of substance: plain words left out, the others reduced to their first five letters, scripts without
 * spaces to pairs of neighbouring characters.
 */
export function stemsOf(words: readonly string[]): Set<string> {
  return new Set(
    words.flatMap((word) => {
      if (PLAIN_WORDS.has(word)) return [];
      if (!PLAIN_ASCII.test(word) && WITHOUT_SPACES().test(word)) {
        return [...word].map((sign, i, signs) => sign + (signs[i + 1] ?? ''));
      }
      return [word.replace(/(?:ing|ed|es|s|e)$/, '').slice(0, 5) || word];
    }),
  );
}

/** The stems of the words of substance of a text. */
export function substanceOf(text: string): Set<string> {
  return stemsOf(tokensOf(text));
}

/** How many words of substance two texts share, and how many the shorter and the longer one have. */
export function substanceShared(a: string, b: string): { shared: number; fewer: number; more: number } {
  const [first, second] = [substanceOf(a), substanceOf(b)];
  const shared = [...first].filter((stem) => second.has(stem)).length;
  return { shared, fewer: Math.min(first.size, second.size), more: Math.max(first.size, second.size) };
}

/** True if two short texts are about the same: they share two words of substance, or half of those of the shorter one. */
export function sharesSubstance(a: string, b: string): boolean {
  const { shared, fewer } = substanceShared(a, b);
  return shared >= 2 || (shared > 0 && shared * 2 >= fewer);
}
