import { phrasesIn } from '../due/due-words.ts';
import { english } from '../due/languages/english.ts';
import { languages } from '../due/languages.ts';

// Days in languages whose phrases are not understood.
const MORE =
  'сегодня завтра послезавтра понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье 今天 明天 后天';
// Parts of longer phrases of English that also mean something else by themselves.
const NAMING = /^[DWwHPc]$/;

let known: ReadonlySet<string> | undefined;

/** Single words that name a day or a part of one, in every language that has a list of them; in lower case. */
function dayWords(): ReadonlySet<string> {
  if (known !== undefined) return known;
  const words = new Set([
    ...MORE.split(' '),
    ...'yesterday weekday weekly daily monthly every each'.split(' '),
  ]);
  for (const { entries, doubtful } of [english(), ...languages()])
    for (const [word, meanings] of entries)
      if (!word.includes(' ') && !doubtful.has(word) && meanings.some(({ kind }) => NAMING.test(kind)))
        words.add(word);
  known = words;
  return words;
}

/**
 * The text without any word for a day: phrases that say when ("by Friday", "within two days", "every month"), understood or
 * not, and single words for days.
 *
 * @example withoutDays('I will send you the form by Friday') // 'I will send you the form'
 */
export function withoutDays(text: string): string {
  const { candidates, refused } = phrasesIn(text);
  const spans = [...candidates, ...refused].toSorted((a, b) => b.from - a.from);
  let rest = text;
  for (const { from, end } of spans) rest = `${rest.slice(0, from)} ${rest.slice(end)}`;
  return rest
    .replace(/\S+/gu, (word) => (dayWords().has(bareWord(word)) ? '' : word))
    .replace(/\s+/g, ' ')
    .trim();
}

/** True if a word of the text names a day. */
export function namesDay(text: string): boolean {
  return text.split(/\s+/).some((word) => dayWords().has(bareWord(word)));
}

const bareWord = (word: string) => (LETTERS.exec(word)?.[0] ?? '').toLowerCase().replace(/['’]s$/u, '');
const LETTERS = /\p{L}(?:.*\p{L})?/su;
