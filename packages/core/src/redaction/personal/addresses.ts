import { type FoundCue, fold } from '../cues/kind-cues.ts';
import type { Atom, Secret } from '../reading/lexer.ts';
import type { Reading } from '../reading/number-runs.ts';
import { postcodeAt } from './postcodes.ts';
import { type Streets, streetsOf } from './streets.ts';

const FURTHEST = 14;
const MOST_UP_TO_POSTCODE = 10;
const MOST_AFTER_POSTCODE_CUE = 6;
const UNITS = new Set(
  'flat apartment apt unit suite ste floor room block building house piso puerta appartement appt etage bus # no number'.split(
    ' ',
  ),
);
// "Our offices at 14 High Street": where a company is, is no secret.
const PLACES = new Set(
  `office offices store stores shop shops branch branches hotel restaurant station depot warehouse headquarters hq airport
  school hospital clinic pharmacy bank garage showroom museum cafe bar church site we're event venue meeting conference located location theatre cinema
  stadium company accident incident`.split(/\s+/),
);
// What goes before an address that is the whole of an answer.
const AROUND = new Set(
  `it its it's that's that is at yes yeah yep sure okay ok so well uh um er erm my the address to and , . : - please
  right no oh hi`.split(/\s+/),
);
const MOST_AROUND = 6;

/** Street addresses after their cue, as the whole of an answer, or with their postcode. */
export function addressesIn(reading: Reading, cues: FoundCue[]): Secret[] {
  const { text, atoms } = reading;
  const streets = streetsOf(reading);
  const found: Secret[] = [];
  for (const { cue, last } of cues) {
    if (cue === 'address') {
      found.push(...addressAfter(text, atoms, streets, last));
    } else if (cue === 'postcode') {
      found.push(...postcodeAfter(text, atoms, last));
    }
  }
  return [...found, ...uncued(text, atoms, streets)];
}

function addressAfter(text: string, atoms: Atom[], streets: Streets, cue: number): Secret[] {
  for (let at = cue + 1; at <= cue + FURTHEST && at < atoms.length; at++) {
    const atom = atoms[at];
    if (atom?.kind === 'closed') {
      return [];
    }
    const street = streets.ends.get(at) ?? null;
    if (street !== null) {
      return [secretOf(atoms, at, addressEnd(text, atoms, street))];
    }
    const postcode = postcodeAt(text, atoms, at);
    if (postcode !== null) {
      const first = houseBefore(atoms, cue + 1, at);
      return [secretOf(atoms, first, postcode)];
    }
  }
  return [];
}

/** "12 The Hollies, Leeds, LS1 4AP": from the number of the house on, where a postcode tells the end. */
function houseBefore(atoms: Atom[], from: number, postcode: number): number {
  for (let at = from; at < postcode; at++) {
    if (atoms[at]?.kind === 'digits' || atoms[at]?.kind === 'id') {
      return at;
    }
  }
  return postcode;
}

function postcodeAfter(text: string, atoms: Atom[], cue: number): Secret[] {
  for (let at = cue + 1; at <= cue + MOST_AFTER_POSTCODE_CUE; at++) {
    // A number alone is the code of a whole town.
    const last = /^[a-z]/.test(atoms[at]?.text ?? '') ? postcodeAt(text, atoms, at, true) : null;
    if (last !== null) {
      return [secretOf(atoms, at, last)];
    }
  }
  return [];
}

/** What follows a street: "flat 4", "Leeds, LS1 4AP", "50674 Köln". */
function addressEnd(text: string, atoms: Atom[], street: number): number {
  let last = street;
  for (let at = street + 1; at < atoms.length; ) {
    const start = atoms[at]?.text === ',' ? at + 1 : at;
    const number = atoms[start + 1];
    if (UNITS.has(atoms[start]?.text ?? '') && number !== undefined && isUnitNumber(number)) {
      last = start + 1;
      at = start + 2;
    } else {
      break;
    }
  }
  for (let at = last + 1; at <= last + MOST_UP_TO_POSTCODE; at++) {
    const atom = atoms[at];
    const postcode = postcodeAt(text, atoms, at);
    if (postcode !== null) {
      return postcode;
    }
    if (atom === undefined || !(atom.text === ',' || isName(text, atom) || UNITS.has(atom.text))) {
      break;
    }
  }
  return last;
}

function isUnitNumber(atom: Atom): boolean {
  return atom.kind === 'digits' || atom.kind === 'id' || (atom.kind === 'word' && atom.text.length <= 5);
}

function isName(text: string, atom: Atom): boolean {
  const first = text[atom.begin] ?? '';
  return (
    atom.kind === 'word' &&
    (first !== first.toLowerCase() || /^(?:upon|on|de|la|in|city|san)$/.test(atom.text))
  );
}

function uncued(text: string, atoms: Atom[], streets: Streets): Secret[] {
  const found: Secret[] = [];
  for (const [first, street] of streets.ends) {
    const last = addressEnd(text, atoms, street);
    const withPostcode = last > street && postcodeWithin(text, atoms, street, last);
    if (
      streets.sure.has(first) &&
      (isAnswer(atoms, first, last) || (withPostcode && !isOfPlace(atoms, first)))
    ) {
      found.push(secretOf(atoms, first, last));
    }
  }
  return found;
}

function postcodeWithin(text: string, atoms: Atom[], from: number, last: number): boolean {
  for (let at = from + 1; at <= last; at++) {
    if (postcodeAt(text, atoms, at) === last) {
      return true;
    }
  }
  return false;
}

/** Whether an address is all that a turn says: "It's 14 Harbour Street, Leeds." */
function isAnswer(atoms: Atom[], first: number, last: number): boolean {
  if (first > MOST_AROUND) {
    return false;
  }
  const before = atoms.slice(0, first).every(({ text }) => AROUND.has(fold(text)));
  const next = atoms[last + 1];
  return before && (next === undefined || next.kind === 'mark');
}

function isOfPlace(atoms: Atom[], first: number): boolean {
  return atoms.slice(Math.max(0, first - 8), first).some(({ text }) => PLACES.has(text) || text === 'our');
}

function secretOf(atoms: Atom[], first: number, last: number): Secret {
  const begin = atoms[first]?.begin ?? 0;
  return { begin, end: atoms[last]?.end ?? begin, kind: 'ADDRESS' };
}
