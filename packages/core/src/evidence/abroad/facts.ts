import { lazyPattern } from '../../shared/lazy-pattern.ts';
import { languages } from '../due/languages.ts';
import type { Lexicon } from '../due/lexicon.ts';
import { namesDay } from '../label/day-words.ts';

const CODES = ['de', 'fr', 'es', 'pt', 'it', 'nl'];

const lexiconOf = (language: string): Lexicon | undefined => languages()[CODES.indexOf(language)];

/** Words that a finding may use without evidence, in the languages that are read beside English. */
const PLAIN: Readonly<Record<string, string>> = {
  de: 'der die das den dem des ein eine einen einem einer und oder ist sind war hat haben wird werden wurde zu zum zur im in am an auf für mit von bei aus nach wie dass er sie es ich wir ihm ihr ihnen ihn sein seine ihre kunde kundin agent agentin mitarbeiter mitarbeiterin sagte fragte bat wollte',
  fr: 'le la les un une des du de et ou est sont était a ont avait été sera au aux en dans sur pour par avec que qui se il elle ils je nous lui leur son sa ses client cliente agent conseiller conseillère dit demandé demande voulait l d qu',
  es: 'el la los las un una unos unas y o es son era ha han había será al del de en por para con que se él ella le les lo su sus cliente agente dijo pidió quería yo nosotros',
  pt: 'o a os as um uma e ou é são era tem têm foi será ao à do da dos das no na de em por para com que se ele ela lhe seu sua cliente agente disse pediu queria eu nós',
  it: 'il lo la i gli le un una e o è sono era ha hanno aveva sarà al alla del della dei delle nel nella di in su per con che si lui lei gli suo sua cliente agente operatore ha detto chiesto voleva l un io noi',
  nl: 'de het een en of is zijn was heeft hebben had wordt zal te in op aan voor met van bij dat die hij zij ze ik wij we hem haar hun klant medewerker agent zei vroeg wilde',
};

const known = new Map<string, ReadonlySet<string>>();

/** Words of a language that cannot carry an invention; empty for a language without a list. */
export function plainWordsAbroad(language: string | null): ReadonlySet<string> {
  const words = language === null ? undefined : PLAIN[language];
  if (language === null || words === undefined) return NONE;
  const set = known.get(language) ?? new Set(words.split(' '));
  known.set(language, set);
  return set;
}
const NONE: ReadonlySet<string> = new Set();

/** Words for twenty to ninety in tens, a hundred and a thousand. */
const TENS: Readonly<Record<string, readonly string[]>> = {
  de: 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend'.split(' '),
  fr: 'vingt trente quarante cinquante soixante septante huitante nonante cent mille'.split(' '),
  es: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien mil'.split(' '),
  pt: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem mil'.split(' '),
  it: 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento mille'.split(' '),
  nl: 'twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd duizend'.split(' '),
};
const TENS_VALUES = [20, 30, 40, 50, 60, 70, 80, 90, 100, 1000];

/** Other words for large numbers, whose value is not read. */
const LARGE: Readonly<Record<string, () => RegExp>> = {
  de: lazyPattern(
    () =>
      /(?:zwanzig|drei(?:ß|ss)ig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|hundert|tausend|million(?:en)?)$/u,
  ),
  fr: lazyPattern(() => /^(?:vingts|octante|cents|millions?|milliers?)$/u),
  es: lazyPattern(
    () =>
      /^(?:veinti\p{L}{3,8}|ciento|(?:dos|tres|cuatro|seis|sete|ocho|nove)cient[ao]s|quinient[ao]s|mill(?:ón|ones))$/u,
  ),
  pt: lazyPattern(
    () =>
      /^(?:cento|(?:du|tre)zent[ao]s|(?:quatro|seis|sete|oito|nove)cent[ao]s|quinhent[ao]s|milh(?:ão|ões))$/u,
  ),
  it: lazyPattern(
    () =>
      /^(?:(?:vent|trent|quarant|cinquant|sessant|settant|ottant|novant)(?:[ia](?:due|tr[eé]|quattro|cinque|sei|sette|nove)|uno|otto)|(?:due|tre|quattro|cinque|sei|sette|otto|nove)cento\p{L}{0,20}|cento(?:venti|trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta)\p{L}{0,8}|\p{L}{3,20}mila|milion[ei])$/u,
  ),
  nl: lazyPattern(
    () => /(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend|miljoen)$/u,
  ),
};

/**
 * True if a text in another language than English names no day and no number that its evidence lacks. Of numbers as words
 * those up to thirty or so, tens, a hundred and a thousand may stand in figures in the evidence; other large ones must stand
 * there as the same word.
 */
export function addsNoFactsAbroad(
  words: readonly string[],
  language: string,
  evidence: { words: ReadonlySet<string>; numbers: ReadonlySet<string> },
): boolean {
  const lexicon = lexiconOf(language);
  return words.every((word) => {
    if (evidence.words.has(word)) return true;
    if (namesDay(word)) return false;
    const ten = TENS[language]?.indexOf(word) ?? -1;
    const number = TENS_VALUES[ten] ?? lexicon?.entries.get(word)?.find(({ kind }) => kind === 'N')?.value;
    if (number === undefined && LARGE[language]?.().test(word) === true) return false;
    // "Ein" and "un" are articles.
    return number === undefined || number <= 1 || evidence.numbers.has(String(number));
  });
}
