import { fold } from '../cues/kind-cues.ts';
import type { Atom } from '../reading/lexer.ts';
import { type Reading, tightParts } from '../reading/number-runs.ts';

/** Words that end the name of a street and mean nothing else. */
const SURE = new Set(
  `street avenue ave lane boulevard blvd crescent terrace mews parkway rd st`.split(/\s+/),
);
/** Words that end it, and mean other things too: they count after a cue, written with a capital. */
const UNSURE = new Set(
  `road drive dr close court ct place pl way gardens grove square sq hill row highway hwy circle cir trail walk quay green
  view park ln rise end fields meadow vale heights loop alley wharf bank`.split(/\s+/),
);
/** Words that begin the name of a street, its number before them or behind. */
const BEGINS = new Set(
  `rue place cours passage avenue boulevard allee allees chemin impasse quai route calle avenida paseo plaza carrer ronda camino travesia
  via viale corso piazza piazzale vicolo largo rua travessa alameda praca estrada rodovia c/`.split(/\s+/),
);
const COMPOUND =
  /^.{3,}(?:strasse|str|weg|gasse|allee|platz|ring|damm|ufer|gracht|straat|laan|plein|kade|dijk|singel|steeg|hof)$/;
const NO_COMPOUND = new Set('wedstrijd monitoring during ordering bring string spring anweg'.split(' '));
const PARTICLES = new Set(
  "de des du la le les del della delle dei d da das do dos l' von van der den el los las".split(' '),
);
const NO_NAME = new Set(
  `in of on at to a an and or for from with by is are was were be it i you we they he she minute minutes hour hours day days
  week weeks month months year years mile miles people times per pounds dollars euros percent am pm my your his her our their
  this that there then than as but so if not no yes please`.split(/\s+/),
);
const BEFORE_NUMBER = new Set([',', '.', 'nr', 'n', 'numero', 'número', 'no', 'number']);
const MOST_NAMES = 4;
const HOUSE = /^\d{1,5}[a-z]?$/;

/** The streets of a text: for the atom at which each begins, where it ends. `sure` ones need no cue. */
export interface Streets {
  ends: Map<number, number>;
  sure: Set<number>;
}

/** Finds "14 Harbour Street", "7 rue des Lilas", "calle Mayor 15" and "Lindenstraße 48". */
export function streetsOf({ text, atoms, runs }: Reading): Streets {
  const streets: Streets = { ends: new Map(), sure: new Set() };
  // Where each number ends; the parts stand in the order of the text.
  const parts = runs.flatMap(tightParts);
  let next = 0;
  const numberEnd = (at: number): number | undefined => {
    while ((parts[next]?.[0]?.first ?? Infinity) < at) {
      next += 1;
    }
    return parts[next]?.[0]?.first === at ? parts[next]?.at(-1)?.last : undefined;
  };
  for (let at = 0; at < atoms.length; at++) {
    const house = houseAt(atoms, at, numberEnd(at));
    const end = house === null ? streetBeforeNumber(text, atoms, at) : streetAfterNumber(text, atoms, house);
    if (end !== null) {
      streets.ends.set(at, end.last);
      if (end.sure) {
        streets.sure.add(at);
      }
      at = end.last;
    }
  }
  return streets;
}

/** The last atom of the number of a house that begins here: `14`, `22B`, `221 b`, "one two three". */
function houseAt(atoms: Atom[], at: number, number: number | undefined): number | null {
  const atom = atoms[at];
  const last = number ?? (atom?.kind === 'id' && HOUSE.test(atom.text) ? at : null);
  if (last === null || (atom?.kind === 'digits' && !HOUSE.test(atom.text))) {
    return null;
  }
  const letter = atoms[last + 1];
  return letter?.kind === 'word' && /^(?:[b-hj-z]|bis|ter)$/.test(letter.text) ? last + 1 : last;
}

interface StreetEnd {
  last: number;
  sure: boolean;
}

function streetAfterNumber(text: string, atoms: Atom[], house: number): StreetEnd | null {
  const from = atoms[house + 1]?.text === ',' ? house + 2 : house + 1;
  if (BEGINS.has(fold(atoms[from]?.text ?? ''))) {
    const last = namesEnd(text, atoms, from + 1);
    if (last !== null) {
      return { last, sure: false };
    }
  }
  for (let at = from; at <= from + MOST_NAMES; at++) {
    const atom = atoms[at];
    const word = fold(atom?.text ?? '');
    if (at > from && (SURE.has(word) || (UNSURE.has(word) && isCapital(text, atom)))) {
      const capitals = atoms.slice(from, at + 1).every((name) => isCapital(text, name) || name.kind === 'id');
      return { last: at, sure: SURE.has(word) || word === 'road' || capitals };
    }
    if (!isNameWord(atom) || NO_NAME.has(word)) {
      return null;
    }
  }
  return null;
}

function streetBeforeNumber(text: string, atoms: Atom[], at: number): StreetEnd | null {
  const atom = atoms[at];
  if (atom?.kind !== 'word' || atom.text.length < 3) {
    return null;
  }
  const word = fold(atom.text);
  if (BEGINS.has(word)) {
    const last = namesEnd(text, atoms, at + 1);
    return last === null ? null : numberAt(atoms, last + 1);
  }
  // Asked in this order, for it is looked for at every word.
  const end = numberAt(atoms, at + 1);
  const named = end !== null && isCapital(text, atom) && COMPOUND.test(word) && !NO_COMPOUND.has(word);
  return named ? end : null;
}

/** The number of a house behind its street: "calle Mayor 15", "Rua das Flores, 120". */
function numberAt(atoms: Atom[], at: number): StreetEnd | null {
  const start = BEFORE_NUMBER.has(atoms[at]?.text ?? '') ? at + 1 : at;
  const number = atoms[start];
  return (number?.kind === 'digits' || number?.kind === 'id') && HOUSE.test(number.text)
    ? { last: start, sure: false }
    : null;
}

/** The last of the words that name a street, particles between them. */
function namesEnd(text: string, atoms: Atom[], from: number): number | null {
  let last: number | null = null;
  for (let at = from; at < from + MOST_NAMES + 1; at++) {
    const atom = atoms[at];
    // "Saint-Michel"
    if (atom?.text === '-' && !atom.spaced && last === at - 1) {
      continue;
    }
    if (atom?.kind !== 'word') {
      break;
    }
    if (isCapital(text, atom) || atom.text.includes("'") || atom.text.includes('’')) {
      last = at;
    } else if (!PARTICLES.has(fold(atom.text))) {
      break;
    }
  }
  return last;
}

function isNameWord(atom: Atom | undefined): boolean {
  return (
    atom !== undefined &&
    (atom.kind === 'word' || (atom.kind === 'id' && /^\d{1,3}(?:st|nd|rd|th)$/.test(atom.text)))
  );
}

function isCapital(text: string, atom: Atom | undefined): boolean {
  const first = text[atom?.begin ?? 0] ?? '';
  return atom !== undefined && first !== first.toLowerCase();
}
