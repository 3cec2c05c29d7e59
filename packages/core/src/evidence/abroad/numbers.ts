import { tokensOf } from '../../shared/substance.ts';
import { japaneseNumbers } from './japanese-numbers.ts';
import { LANGUAGES, type NumberWords } from './number-words.ts';

/** The value of a word, and how it joins the words before it. */
type Step = 'unit' | 'teen' | 'ten' | 'hundreds' | 'hundred' | 'scale';

/**
 * The numbers of a text in German, French, Spanish, Portuguese, Italian, Dutch or Japanese that stand there as words, as
 * figures; empty for other languages. A single "one" is an article more often than a number and is left out.
 *
 * @example numbersAbroad('Je vous rembourse quatre-vingt-dix euros', 'fr') // ['90']
 */
export function numbersAbroad(text: string, language: string): string[] {
  if (language === 'ja') return japaneseNumbers(text);
  const words = LANGUAGES[language];
  if (words === undefined) return [];
  return text.split(STOPS).flatMap((part) => numbersIn(tokensOf(part.replace(HYPHENS, ' ')), words));
}

const STOPS = /[,;.:!?()\n]/;

const HYPHENS = /(?<=\p{L})[-\u2010\u2011](?=\p{L})/gu;

function numbersIn(tokens: readonly string[], { valueOfWord, joins, scores }: NumberWords): string[] {
  const found: string[] = [];
  let sum = 0;
  let group: number | null = null;
  const close = () => {
    const number = sum + (group ?? 0);
    if (group !== null && number > 1) found.push(String(number));
    sum = 0;
    group = null;
  };
  for (const [at, token] of tokens.entries()) {
    const value = valueOfWord(token);
    if (value === null) {
      // "Cuarenta y cinco", "vingt et un": what joins two numbers ends none.
      const next = tokens[at + 1];
      if (group !== null && joins.has(token) && next !== undefined && valueOfWord(next) !== null) continue;
      close();
      continue;
    }
    const before: number = group ?? 0;
    switch (stepOf(value)) {
      case 'scale':
        sum += (group ?? 1) * value;
        group = 0;
        break;
      case 'hundred':
        if (group !== null && (before === 0 || before > 19)) close();
        group = (group === null || before === 0 ? 1 : before) * 100;
        break;
      default:
        // "Quatre vingts" is four times twenty.
        if (scores && value === 20 && before % 100 === 4) group = before + 76;
        else {
          if (group !== null && !fits(before, value, scores)) close();
          group = (group ?? 0) + value;
        }
    }
  }
  close();
  return found;
}

function stepOf(value: number): Step {
  if (value >= 1_000 && value % 1_000 === 0) return 'scale';
  if (value === 100) return 'hundred';
  if (value > 100) return 'hundreds';
  return value < 10 ? 'unit' : value < 20 ? 'teen' : 'ten';
}

/** True if a number goes on: after a round one comes a smaller one. French counts from sixty to nineteen more. */
function fits(before: number, value: number, scores: boolean): boolean {
  if (before === 0) return true;
  if (value < 10 && before % 10 === 0 && before % 100 !== 10) return true;
  if (value < 20 && scores && (before % 100 === 60 || before % 100 === 80)) return true;
  return value < 100 && before % 100 === 0;
}
