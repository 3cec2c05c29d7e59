import { MONTHS as ENGLISH_MONTHS } from '../../shared/english-words.ts';
import { cueAt } from '../cues/cues.ts';
import { type FoundCue, fold } from '../cues/kind-cues.ts';
import type { Atom, Secret } from '../reading/lexer.ts';
import { isNumberWord, type Reading } from '../reading/number-runs.ts';

const MONTHS = new Set(
  `${ENGLISH_MONTHS.join(' ')} jan feb mar apr jun jul aug sep sept oct nov dec
  januar februar marz maerz april mai juni juli august oktober dezember jaenner janner
  janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
  enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
  gennaio febbraio marzo aprile maggio giugno luglio settembre ottobre novembre dicembre
  janeiro fevereiro marco abril maio junho julho setembro outubro novembro dezembro
  januari februari maart mei augustus`.split(/\s+/),
);
const ORDINALS = new Set(
  `first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
  sixteenth seventeenth eighteenth nineteenth twentieth thirtieth premier primero primo`.split(/\s+/),
);
const ORDINAL = /^\d{1,2}(?:st|nd|rd|th|er|e|o)$/;
/** What may stand between the parts of a date. */
const JOINTS = new Set("of the - – / . , ' ’ de del do den der and hundred thousand".split(' '));
const CLOSED_DATE = /^\d{1,4}([-./])\d{1,2}(?:\1\d{2,4})?(?:t.*)?$/;
const YEAR = /^(?:18|19|20)\d\d$/;
// 04031984, 19840304, 040384
const COMPACT = /^(?:\d{6}|\d{8})$/;
const MOST_ATOMS = 16;
const FURTHEST = 12;
const MOST_STRANGE = 3;
const LINKS = new Set("is was are as es ist e c'est".split(' '));
const OWN = new Set('my his her their our your mein meine mi mon ma mio mia meu minha mijn'.split(' '));
const BETWEEN = new Set(
  `is was are be it its it's that that's this on in the a as my your his her their our i we you me us and of for
  : = ? . , - – " ' “ ” ( # yes yeah sure okay ok so well right uh um er erm please um day date full we've i've have has had got file
  down here there should would be been says said listed shown recorded given put ist lautet der am den war mein meine ihr
  es el la los mi su dia fue le mon ma votre sa son c'est il la mio mia suo sono o a em no na meu minha seu sua foi op de mijn
  uw zijn haar was`.split(/\s+/),
);

/** A date as it is written or spoken in English words; `last` is inclusive. */
interface DateSpan {
  first: number;
  last: number;
}

/** Dates of birth: a date after its cue, or right before it ("4 March 1984 is my date of birth"). */
export function birthDatesIn({ atoms }: Reading, cues: FoundCue[]): Secret[] {
  return cues.flatMap(({ cue, first, last }) => {
    const span = cue === 'birth' ? (dateAfter(atoms, last) ?? dateBefore(atoms, first)) : null;
    const begin = atoms[span?.first ?? -1]?.begin;
    const end = atoms[span?.last ?? -1]?.end;
    return begin === undefined || end === undefined ? [] : [{ begin, end, kind: 'DATE_OF_BIRTH' }];
  });
}

function dateAfter(atoms: Atom[], cue: number): DateSpan | null {
  let strange = 0;
  for (let at = cue + 1; at <= cue + FURTHEST; at++) {
    const atom = atoms[at];
    if (atom === undefined) {
      return null;
    }
    if (isPart(atom)) {
      const last = dateEnd(atoms, at);
      if (last !== null) {
        return { first: at, last };
      }
    }
    if (BETWEEN.has(fold(atom.text))) {
      continue;
    }
    strange += 1;
    // "My birthday, and the flight is on 12 May": the date is of something else.
    if (
      strange > MOST_STRANGE ||
      atom.kind === 'closed' ||
      atom.kind === 'mark' ||
      cueAt(atoms, at) !== null
    ) {
      return null;
    }
    if (EVENTS.has(atom.text)) {
      return null;
    }
  }
  return null;
}

const EVENTS = new Set(
  `flight flights fly flying leave leaves leaving depart departs arrive arrives travel order party gift present dinner lunch
  delivery deliver delivered book booked booking reservation table trip cake card voucher until before by within under over
  after deadline event events week weeks days released founded signed opened launched contract mariage wedding marriage
  boda hochzeit empresa`.split(/\s+/),
);

/** Index of the last atom of the date that begins here; null when what stands here is no date. */
function dateEnd(atoms: Atom[], first: number): number | null {
  const start = atoms[first];
  if (start?.kind === 'closed') {
    return CLOSED_DATE.test(start.text) ? first : null;
  }
  if (start?.kind === 'digits' && COMPACT.test(start.text)) {
    return first;
  }
  let last = first;
  let numbers = 0;
  let months = 0;
  let years = 0;
  for (let at = first; at < first + MOST_ATOMS; at++) {
    const atom = atoms[at];
    if (atom === undefined || atom.newLine) {
      break;
    }
    if (isPart(atom)) {
      const month = MONTHS.has(fold(atom.text));
      months += month ? 1 : 0;
      years += YEAR.test(atom.text) ? 1 : 0;
      numbers += month ? 0 : 1;
      last = at;
      if (YEAR.test(atom.text) && numbers + months > 1) {
        break;
      }
    } else if (!JOINTS.has(fold(atom.text)) || (atom.text === '.' && endsSentence(atoms, at))) {
      break;
    } else if (atom.text === 'hundred' || atom.text === 'thousand') {
      last = at;
    }
  }
  // A year alone is no date, and "2 of 3" is none either.
  return (months > 0 && numbers > 0) || numbers > 2 || (numbers === 2 && years > 0) ? last : null;
}

function endsSentence(atoms: Atom[], at: number): boolean {
  const next = atoms[at + 1];
  return next === undefined || (next.spaced && !isPart(next));
}

function isPart(atom: Atom): boolean {
  if (atom.kind === 'closed') {
    return CLOSED_DATE.test(atom.text);
  }
  if (atom.kind === 'digits') {
    return atom.text.length <= 4 || COMPACT.test(atom.text);
  }
  return atom.kind === 'id'
    ? ORDINAL.test(atom.text)
    : atom.kind === 'word' &&
        (isNumberWord(atom.text) || ORDINALS.has(atom.text) || MONTHS.has(fold(atom.text)));
}

function dateBefore(atoms: Atom[], cue: number): DateSpan | null {
  let link = cue - 1;
  while (link > cue - 4 && OWN.has(fold(atoms[link]?.text ?? ''))) {
    link -= 1;
  }
  const word = fold(atoms[link]?.text ?? '');
  // "… am 9. Mai 1966 geboren", "the ninth of May 1966, my date of birth"
  if (!LINKS.has(word) && !(word === ',' && link < cue - 1)) {
    link = link === cue - 1 ? cue : -1;
  }
  let first = link;
  for (let at = link - 1; at >= 0 && link - at <= MOST_ATOMS; at--) {
    const atom = atoms[at];
    if (atom !== undefined && isPart(atom)) {
      first = at;
    } else if (!JOINTS.has(fold(atom?.text ?? ''))) {
      break;
    }
  }
  const last = first < link ? dateEnd(atoms, first) : null;
  return last === link - 1 ? { first, last } : null;
}
