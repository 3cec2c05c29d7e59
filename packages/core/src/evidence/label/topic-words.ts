import { NUMBER_WORDS, TENS_WORDS } from '../../shared/english-words.ts';

/** The most words of a topic. */
export const ABOUT_WORDS = 8;

/**
 * The words of a topic, of which the first eight are shown. Of more than that, who did it is left out where the rest then
 * fits, or where the end would be cut off in the middle of a number: what it was done to tells more.
 *
 * @example topicWords('You have sent me the wrong size of shoes again'.split(' '))
 * // ['sent', 'me', 'the', 'wrong', 'size', 'of', 'shoes', 'again']
 */
export function topicWords(words: readonly string[]): readonly string[] {
  if (words.length <= ABOUT_WORDS) return words;
  const act = withoutSubject(words);
  if (act.length <= ABOUT_WORDS) return act;
  if (!endsInNumber(words)) return words;
  return endsInNumber(act) ? withoutNumbers(act) : act;
}

const SUBJECTS = /^(?:i|we|you|they|he|she|someone|somebody)(?:'ve|'re|'m|'s)?$/i;
const PEOPLE = /^(?:people|guys|lot|all)$/i;
const AUXILIARIES = /^(?:have|has|had|are|were|was|am|is|did|do|just|now|already|actually|really|also)$/i;

function withoutSubject(words: readonly string[]): readonly string[] {
  const [first = '', second = ''] = words;
  if (!SUBJECTS.test(first)) return words;
  const from = PEOPLE.test(second) ? 2 : 1;
  const act = words.findIndex((word, place) => place >= from && !AUXILIARIES.test(word));
  // "You haven't sent it" is not "haven't sent it".
  return act === -1 || /n't$/i.test(words[act] ?? '') ? words : words.slice(act);
}

const NUMBERS = new Set([...NUMBER_WORDS, ...TENS_WORDS, 'hundred', 'thousand', 'million']);

/** True if the cut parts a number, or a number from what is counted. */
function endsInNumber(words: readonly string[]): boolean {
  return words.length > ABOUT_WORDS && isNumber(words[ABOUT_WORDS - 1]);
}

function isNumber(word = ''): boolean {
  return NUMBERS.has(word.toLowerCase()) || /^[$£€]?\d/.test(word);
}

function withoutNumbers(words: readonly string[]): readonly string[] {
  return words.filter((word) => !isNumber(word));
}
