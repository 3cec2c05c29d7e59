import { namesDay } from '../label/day-words.ts';

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

/**
 * True if a text in another language than English names no day and no number that its evidence lacks. A number may stand in
 * the evidence in figures or in words, as may that of the text.
 */
export function addsNoFactsAbroad(
  text: { words: readonly string[]; numbers: readonly string[] },
  evidence: { words: ReadonlySet<string>; numbers: ReadonlySet<string> },
): boolean {
  return (
    text.words.every((word) => evidence.words.has(word) || !namesDay(word)) &&
    text.numbers.every((number) => evidence.numbers.has(number))
  );
}
