import type { Call, Speaker } from '../call/call.ts';
import { PLAIN_WORDS, tokensOf } from '../shared/substance.ts';
import { type CallLanguages, UNCLEAR } from './call-languages.ts';

/** Fewer words of a whole call, or of one side of it, tell no language. */
const LEAST_WORDS = 6;
const LEAST_WORDS_OF_SIDE = 12;
/** So much is read, from the whole length of a call. */
const MOST_CHARACTERS = 2_000;
/** At least this share of the words of English are plain ones; other languages have next to none of them. */
const ENGLISH_SHARE = 0.3;
/** Names and codes alone look like any language: what is told must be clear, and clearer than English. */
const LEAST_CLEAR = 0.1;
const TIMES_ENGLISH = 1.5;

const known = (language: string | null) => (language === UNCLEAR ? null : language);

const TOLD = new WeakMap<Call, Promise<CallLanguages>>();

/**
 * Tells which languages a call is in, and each side of it. English is told by its plain words first, because the texts of
 * calls hold names and codes of all kinds; then the library for the others is not even loaded. Every other language has to
 * be clear. Cached, because an analyst asks too.
 *
 * @example await languagesOfCall(call) // { call: 'de', agent: 'de', customer: 'de' }
 */
export function languagesOfCall(call: Call): Promise<CallLanguages> {
  const told = TOLD.get(call) ?? tell(call);
  TOLD.set(call, told);
  return told;
}

async function tell(call: Call): Promise<CallLanguages> {
  const of = (sides: readonly Speaker[], least: number) =>
    languageOf(
      sampleOf(call.turns.filter(({ speaker }) => sides.includes(speaker)).map(({ text }) => text)),
      least,
    );
  return {
    call: await of(['agent', 'customer'], LEAST_WORDS),
    agent: known(await of(['agent'], LEAST_WORDS_OF_SIDE)),
    customer: known(await of(['customer'], LEAST_WORDS_OF_SIDE)),
  };
}

/** True if all that is known of a call is English, or there are too few words to know anything. */
export function isEnglish({ call, agent, customer }: CallLanguages): boolean {
  return [call, agent, customer].every((language) => language === null || language === 'en');
}

/**
 * The language of a text.
 *
 * @param least - Fewest words that tell one; a sign of a script without spaces counts as a word.
 * @returns A BCP 47 tag, {@link UNCLEAR} for words that could be of several languages, or null for too few words.
 */
export async function languageOf(text: string, least = LEAST_WORDS): Promise<string | null> {
  const words = tokensOf(text).filter((word) => !/\d/.test(word));
  const signs = words.reduce((sum, word) => sum + (SPACELESS.test(word) ? word.length : 1), 0);
  if (signs < least) return null;
  if (words.filter((word) => PLAIN_WORDS.has(word)).length / words.length >= ENGLISH_SHARE) return 'en';
  const { detectAll } = await import('tinyld/light');
  const told = detectAll(words.join(' '));
  const [first] = told;
  if (first === undefined) return UNCLEAR;
  const english = told.find(({ lang }) => lang === 'en')?.accuracy ?? 0;
  const isClear =
    first.lang === 'en' || (first.accuracy >= LEAST_CLEAR && first.accuracy >= english * TIMES_ENGLISH);
  return isClear ? first.lang : UNCLEAR;
}

const SPACELESS = /[\u3040-\u30ff\u3400-\u9fff]/;
const TOKEN = /\[[A-Z_]+\]/g;

/** Pieces from the whole length of a call, without the tokens that stand for secrets. */
function sampleOf(texts: readonly string[]): string {
  const total = texts.reduce((sum, text) => sum + text.length, 0);
  const step = Math.max(1, Math.ceil(total / MOST_CHARACTERS));
  return texts
    .filter((_, place) => place % step === 0)
    .map((text) => text.replace(TOKEN, ' '))
    .join('\n')
    .slice(0, MOST_CHARACTERS);
}
