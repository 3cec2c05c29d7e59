import { AROUND } from '../conversation/alone.ts';
import type { Atom, Secret, SecretKind } from '../reading/lexer.ts';
import { digitsOf, type NumberRun, type Reading } from '../reading/number-runs.ts';
import { secretOf } from './cards.ts';

const EXPIRY = new Set(
  'exp expiry expires expiring valid thru through until date code and cvv cvc security the is it'.split(' '),
);
const CORRECTS = new Set(['sorry', 'no', 'now', 'mean', 'actually', 'rather', 'wait', 'correction']);
const ENDS_CLAUSE = new Set(['.', ',', '?', '!', ';', '…']);
const MOST_BACK = 8;

/**
 * Numbers that are secrets by the token before them: a code behind a card and its expiry date ("[CARD] 04/29 123"), and
 * what corrects a number ("my PIN was [SECRET], now it's 9034").
 */
export function numbersAfterTokens({ atoms, runs }: Reading): Secret[] {
  if (!atoms.some(({ kind, text }) => kind === 'closed' && text.startsWith('['))) {
    return [];
  }
  return runs.flatMap((run) => {
    const first = run[0]?.first ?? 0;
    const { length } = digitsOf(run);
    if (!endsClause(atoms, run)) {
      return [];
    }
    const code = codeBehindCard(atoms, run, (at) => atoms[at]?.text === '[card]');
    if (code !== null) {
      return [secretOf(atoms, code, 'SECRET')];
    }
    const kind = length >= 3 ? correctedKind(atoms, first) : null;
    return kind === null ? [] : [secretOf(atoms, run, kind)];
  });
}

/** "250 pounds" is no code. */
function endsClause(atoms: Atom[], run: NumberRun): boolean {
  const after = atoms[(run.at(-1)?.last ?? 0) + 1];
  return after === undefined || ENDS_CLAUSE.has(after.text) || AROUND.has(after.text);
}

/**
 * The security code in groups of digits that follow a card: "4111 1111 1111 1111, 04/29, 123". `endsCard` says whether
 * the atom is the last one of a card.
 */
export function codeBehindCard(
  atoms: Atom[],
  groups: NumberRun,
  endsCard: (at: number) => boolean,
): NumberRun | null {
  const whole = digitsOf(groups).length;
  const last = groups.slice(-1);
  const inFront = digitsOf(groups.slice(0, -1)).length;
  const isCode = (length: number) => length === 3 || length === 4;
  const code = isCode(whole) ? groups : inFront === 4 && isCode(digitsOf(last).length) ? last : null;
  const first = groups[0]?.first ?? 0;
  if (code === null || !endsClause(atoms, groups)) {
    return null;
  }
  let dated = code === last && whole > 4;
  for (let at = first - 1; at >= Math.max(0, first - MOST_BACK); at--) {
    const { kind, text } = atoms[at] as Atom;
    if (endsCard(at)) {
      return dated ? code : null;
    }
    const isDate = kind === 'closed' ? /^\d\d?\/\d\d/.test(text) : kind === 'digits' && text.length <= 2;
    dated ||= isDate || text === 'code';
    if (!isDate && !EXPIRY.has(text) && (kind !== 'mark' || text === '.' || text === '?')) {
      return null;
    }
  }
  return null;
}

function correctedKind(atoms: Atom[], first: number): SecretKind | null {
  let corrects = false;
  for (let at = first - 1; at >= Math.max(0, first - MOST_BACK); at--) {
    const { kind, text } = atoms[at] as Atom;
    const token = kind === 'closed' ? /^\[([a-z_]+)\]$/.exec(text)?.[1] : undefined;
    if (token !== undefined) {
      return corrects && token !== 'email' ? (token.toUpperCase() as SecretKind) : null;
    }
    if (kind === 'closed' || text === '.' || text === '?' || (kind !== 'mark' && !AROUND.has(text))) {
      return null;
    }
    corrects ||= CORRECTS.has(text);
  }
  return null;
}
