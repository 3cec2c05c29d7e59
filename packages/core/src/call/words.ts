import { lazyPattern, PLAIN_ASCII } from '../shared/lazy-pattern.ts';
import { finished } from '../shared/steps.ts';
import { withoutNoise } from './speech.ts';

const WORD = lazyPattern(() => /[\p{L}\p{N}]/u);
/** Scripts that are written without spaces between words. Korean has spaces. */
const UNSPACED = lazyPattern(
  () =>
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u,
);

/**
 * Words of a text: the tokens between white space that hold a letter or a digit of any script, and in scripts that have
 * no spaces what {@link Intl.Segmenter} takes for words. Marks of sounds are none; a redaction token such as `[CARD]` is one.
 */
export function countWords(text: string): number {
  return finished(countingWords(text));
}

/** {@link countWords} in steps: each `yield` is a place to pause. */
export function* countingWords(text: string): Generator<undefined, number> {
  let count = 0;
  const unspaced: string[] = [];
  for (const token of withoutNoise(text).split(/\s+/)) {
    if (PLAIN_ASCII.test(token)) count += /[a-z\d]/i.test(token) ? 1 : 0;
    else if (UNSPACED().test(token)) unspaced.push(token);
    else if (WORD().test(token)) count += 1;
  }
  // All at once: to begin takes longer than to go on.
  return unspaced.length === 0 ? count : count + (yield* segmentsOf(unspaced.join(' ')));
}

/** Is this text written without spaces between its words? */
export function isUnspaced(text: string): boolean {
  return !PLAIN_ASCII.test(text) && UNSPACED().test(text);
}

let segmenter: Intl.Segmenter | undefined;
/** A segmenter reads a text as a whole, so a turn without an end is read in pieces. */
const LONGEST_PIECE = 2_000;

function* segmentsOf(text: string): Generator<undefined, number> {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'word' });
  let count = 0;
  for (let at = 0; at < text.length; at += LONGEST_PIECE) {
    if (at > 0) yield;
    for (const { isWordLike } of segmenter.segment(text.slice(at, at + LONGEST_PIECE))) {
      if (isWordLike === true) count += 1;
    }
  }
  return count;
}
