import { lazyPattern, PLAIN_ASCII } from '../shared/lazy-pattern.ts';

// Letters of Cyrillic, Greek, Armenian and Cherokee, and the Latin ones that they look like in most typefaces (Unicode,
// UTS 39), each pair side by side.
const PAIRS =
  'аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwүyѵvАAВBЕEЗ3КKМMНHОOРPСCТTУYХXІIЈJЅSҮYԌGԚQԜWӀIαaοoρpνvιiυuκkχxγyΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϲcϳjօoոnսuհhցgՕOՍUᎪAᎬEᎻHᎫJᎠDᎡRᎢTᏀGᏃZᏔWᏟCᏢPᏴB';
const LIKE_LATIN: ReadonlyMap<string, string> = new Map(
  Array.from({ length: PAIRS.length / 2 }, (_, at) => [PAIRS.charAt(2 * at), PAIRS.charAt(2 * at + 1)]),
);
/** Latin letters that look like Cyrillic or Greek ones. */
const LIKE_OTHERS: ReadonlySet<string> = new Set('aceopxyijshkABCEHKMOPTXYIJSZN');
/** Letters that look like a nought. */
const LIKE_NOUGHT = '\u041e\u043e\u039f\u03bf\u0555\u0585';
const LATIN = lazyPattern(() => /\p{Script=Latin}/u);
const OTHER = lazyPattern(
  () => /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u,
);
const LETTER = lazyPattern(() => /\p{L}/u);
const DIGIT = lazyPattern(() => /\p{Nd}/u);
const WORD = lazyPattern(() => /[\p{L}\p{M}\p{N}]+/gu);
/** "SMSка": a Latin abbreviation with a Cyrillic ending. */
const ABBREVIATION = lazyPattern(() => /^[A-Z]{2,}\p{Script=Cyrillic}+$/u);
/** "α": a sign of mathematics as a word of its own. */
const SIGN = lazyPattern(() => /^\p{Script=Greek}$/u);
/** An amount with letters for noughts and ones: "£5O", "l00 euros". */
const AMOUNT =
  /[£$€]\s?(?:\d[\d.,]{0,12}[OolI]|[OlI]{1,3}\d)|\b(?:\d[\d.,]{0,12}[OoI]{1,3}|[lI]\d{1,12}) ?(?:pounds?|euros?|dollars?|quid|pence|cents?|percent|per cent|%|€|£)/;

/**
 * Does a word of this text pass for another one? Letters of one script stand among those of another which they look like
 * ("pаypal" with a Cyrillic а), a whole word does in a text of the other script, digits of two scripts make one number, or
 * digits stand in a text of another script.
 *
 * @example hasLookAlikes('Call p\u0430ypal') // true
 * @example hasLookAlikes('Zoë measured 5 µm') // false
 */
export function hasLookAlikes(text: string): boolean {
  if (AMOUNT.test(text)) return true;
  if (PLAIN_ASCII.test(text)) return false;
  const words = text.normalize('NFKC').match(WORD()) ?? [];
  const foreign = words.filter((word) => !PLAIN_ASCII.test(word));
  if (foreign.length === 0) return false;
  const isLatin = words.some((word) => /[a-z]{2}/i.test(word));
  // A letter that no other script has shows that the text is in that script.
  const isOther = foreign.some((word) =>
    lettersOf(word, OTHER()).some((letter) => !LIKE_LATIN.has(letter) && letter !== 'μ'),
  );
  return foreign.some((word) => passesForLatin(word, isLatin, isOther)) || hasStrangeDigits(foreign, words);
}

/** A text in which letters that look Latin are Latin. */
export function latinised(text: string): string {
  return text.replace(OTHERS(), (letter) => LIKE_LATIN.get(letter) ?? letter);
}

const OTHERS = lazyPattern(
  () => /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/gu,
);

function lettersOf(word: string, script: RegExp): string[] {
  return [...word].filter((sign) => script.test(sign));
}

function passesForLatin(word: string, isLatin: boolean, isOther: boolean): boolean {
  const others = lettersOf(word, OTHER());
  if (others.length === 0) return false;
  const isGreekOrdinal = isOther && SIGN().test(others.join(''));
  if (/\d/.test(word) && others.every((letter) => LIKE_NOUGHT.includes(letter))) return !isGreekOrdinal;
  const looksLatin = others.every((letter) => LIKE_LATIN.has(letter));
  const latin = lettersOf(word, LATIN());
  if (latin.length === 0) return looksLatin && isLatin && !isOther && !SIGN().test(word);
  if (isOther && ABBREVIATION().test(word)) return false;
  return looksLatin || latin.every((letter) => LIKE_OTHERS.has(letter));
}

/** Are there digits of two scripts in one number, or of a script in which no letter of the text is written? */
function hasStrangeDigits(foreign: readonly string[], words: readonly string[]): boolean {
  for (const word of foreign) {
    const zeros = new Set(lettersOf(word, DIGIT()).map(zeroOf));
    if (zeros.size > 1) return true;
    const [zero = ASCII_ZERO] = zeros;
    if (zero !== ASCII_ZERO && !words.some((other) => isWrittenBeside(zero, other))) return true;
  }
  return false;
}

const ASCII_ZERO = 0x30;
const ARABIC = 0x06;

/** Has this word a letter of the script to which the digits from `zero` on belong? Scripts stand in blocks of 128. */
function isWrittenBeside(zero: number, word: string): boolean {
  return lettersOf(word, LETTER()).some((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code >> 7 === zero >> 7 || (code >> 8 === ARABIC && zero >> 8 === ARABIC);
  });
}

/** Digits of a script stand in an unbroken run of ten, from zero to nine (The Unicode Standard, 4.6). */
function zeroOf(digit: string): number {
  let zero = digit.codePointAt(0) ?? ASCII_ZERO;
  while (DIGIT().test(String.fromCodePoint(zero - 1))) zero -= 1;
  return zero;
}
