import type { Atom } from './lexer.ts';
import type { Reading } from './number-runs.ts';

/** A piece of a number that may hold letters: `QQ`, `12`, `C01X00T47`, a spelled letter, spoken digits. */
export interface CodePiece {
  /** Capitals and digits. */
  code: string;
  /** Atoms that it covers; `last` is inclusive. */
  first: number;
  last: number;
  spoken: boolean;
  /** What lies between it and the piece before: nothing, ` `, `-`, `.`, `/`, or `,` for anything looser. */
  joint: string;
}

/** Pieces that may be one number with letters, as "QQ 12 34 56 C" and "X, nine oh double two". */
export type CodeRun = CodePiece[];

const MOST_LETTERS = 6;
const LAST_CAPITAL = 0x5a;
const JOINTS = new Set(['-', '.', '/', '–']);
const LOOSE = new Set([
  ',',
  '…',
  'uh',
  'um',
  'er',
  'erm',
  'and',
  'then',
  'dash',
  'hyphen',
  'space',
  'stroke',
]);
const MOST_BETWEEN = 3;
// No number is longer; it bounds what a cue in the middle of a run costs.
const MOST_PIECES = 64;
// Words of one letter, and words of capitals that stand before a number without being part of it.
const NO_LETTERS = new Set(
  `a i o e y u is es ist est and the my mein no nr num number id ssn nin nino ni nhs dni nie nif nir cpf cnpj bsn tfn
  pan dob card of it el la le il en su mi de`.split(/\s+/),
);

const STEP_ATOMS = 5_000;

/** Every run of pieces that holds a digit; each `yield` is a place to pause. */
export function* codeRuns({ text, atoms, runs }: Reading): Generator<undefined, CodeRun[]> {
  const groups = runs.flat();
  let next = 0;
  const found: CodeRun[] = [];
  let run: CodeRun = [];
  const close = () => {
    if (run.some(({ code }) => /\d/.test(code))) {
      found.push(run);
    }
    run = [];
  };
  let pauseAt = STEP_ATOMS;
  for (let at = 0; at < atoms.length; at++) {
    if (at >= pauseAt) {
      yield;
      pauseAt = at + STEP_ATOMS;
    }
    while ((groups[next]?.first ?? Infinity) < at) {
      next += 1;
    }
    const group = groups[next];
    const piece: Omit<CodePiece, 'joint'> | null =
      group?.first !== at
        ? letters(text, atoms, at)
        : { code: group.digits, first: at, last: group.last, spoken: group.spoken };
    if (piece === null) {
      continue;
    }
    const joint = jointBetween(atoms, run.at(-1), at);
    if (joint === null || run.length === MOST_PIECES) {
      close();
    }
    run.push({ ...piece, joint: joint ?? '' });
    at = piece.last;
  }
  close();
  return found;
}

/** Letters that may be part of a number: an id, a single letter, or a few capitals. */
function letters(text: string, atoms: Atom[], at: number): Omit<CodePiece, 'joint'> | null {
  const atom = atoms[at];
  if (atom === undefined || (atom.kind !== 'id' && atom.kind !== 'word')) {
    return null;
  }
  // Most words are none of these, and are not looked at any further.
  const small = text.charCodeAt(atom.begin + 1) > LAST_CAPITAL;
  if (atom.kind === 'word' && atom.text.length > 1 && (small || atom.text.length > MOST_LETTERS)) {
    return null;
  }
  const piece = { code: atom.text.toUpperCase(), first: at, last: at, spoken: false };
  if (!/^[A-Z0-9]+$/.test(piece.code)) {
    return null;
  }
  if (atom.kind === 'id') {
    return piece;
  }
  const written = text.slice(atom.begin, atom.end);
  const spelled = atom.text.length === 1 && (written === piece.code || !NO_LETTERS.has(atom.text));
  const capitals = atom.text.length > 1 && written === piece.code && !NO_LETTERS.has(atom.text);
  return spelled || capitals ? piece : null;
}

function jointBetween(atoms: Atom[], before: CodePiece | undefined, at: number): string | null {
  if (before === undefined || at - before.last - 1 > MOST_BETWEEN || atoms[at]?.newLine === true) {
    return null;
  }
  let joint = atoms[at]?.spaced === true ? ' ' : '';
  for (let between = before.last + 1; between < at; between++) {
    const word = atoms[between]?.text ?? '';
    if (LOOSE.has(word) || (word === '.' && atoms[between + 1]?.spaced === true)) {
      joint = ',';
    } else if (JOINTS.has(word)) {
      joint = joint === ',' ? joint : word;
    } else {
      return null;
    }
  }
  return joint;
}

/** The code of some pieces. */
export function codeOf(pieces: CodePiece[]): string {
  return pieces.map(({ code }) => code).join('');
}
