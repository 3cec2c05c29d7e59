import { cueAt } from '../cues/cues.ts';
import { fold } from '../cues/kind-cues.ts';
import type { CodeRun } from '../reading/code-runs.ts';
import type { Atom, Secret } from '../reading/lexer.ts';
import { isNationalNumber, LONGEST_STRONG, SHORTEST_STRONG } from './identity-shapes.ts';

/** Words for "number" and what one stands on: beside the name of a number they are no cue of their own. */
export const NUMBER_WORDS = new Set(
  'number numbers no nr numero nummer num code card carte card karte id holder'.split(' '),
);
/** What a number belongs to that is none of a person, where the other steps do not ask. */
export const THINGS = new Set(
  `part parts vin loyalty prescription article catalogue catalog batch lot voucher asset equipment sku ean isbn upc gtin imei
  meid iccid firmware build engine chassis plate registration vehicle container waybill awb shipment delivery slot job
  permit po rma sap purchase contract tender grant patent hotel flight train coach locker bay customer member flyer zone contribution contributions`.split(
    /\s+/,
  ),
);
const MOST_BEFORE_THING = 5;
/** How many runs are looked at in one step. */
const STEP_RUNS = 100;

/** National numbers of a shape that is believed without a cue, unless a thing has them: "order 62057986F". */
export function* strongNumbersIn(
  text: string,
  atoms: Atom[],
  runs: CodeRun[],
): Generator<undefined, Secret[]> {
  const found: Secret[] = [];
  for (const [at, run] of runs.entries()) {
    if (at % STEP_RUNS === STEP_RUNS - 1) {
      yield;
    }
    found.push(...strongIn(text, atoms, run));
  }
  return found;
}

function strongIn(text: string, atoms: Atom[], run: CodeRun): Secret[] {
  const found: Secret[] = [];
  for (let from = 0; from < run.length; from++) {
    if (isWrittenBehind(run, from)) {
      continue;
    }
    let code = '';
    for (let to = from; to < run.length; to++) {
      const piece = run[to];
      if (piece === undefined || code.length > LONGEST_STRONG || (to > from && piece.joint === ',')) {
        break;
      }
      code += piece.code;
      const begin = atoms[run[from]?.first ?? 0]?.begin ?? 0;
      const end = atoms[piece.last]?.end ?? 0;
      if (
        code.length >= SHORTEST_STRONG &&
        !isWrittenOn(run, to) &&
        isNationalNumber(code, () => text.slice(begin, end)) &&
        !belongsToThing(atoms, run[from]?.first ?? 0)
      ) {
        found.push({ begin, end, kind: 'NATIONAL_ID' });
        from = to;
        break;
      }
    }
  }
  return found;
}

/** "X-078-05-1120-9": a part of something longer is no number of its own. */
function isWrittenOn(run: CodeRun, to: number): boolean {
  return ['', '-', '/', '.'].includes(run[to + 1]?.joint ?? ' ');
}

function isWrittenBehind(run: CodeRun, from: number): boolean {
  return from > 0 && run[from]?.joint !== ' ';
}

function belongsToThing(atoms: Atom[], first: number): boolean {
  for (let at = first - 1; at >= 0 && first - at <= MOST_BEFORE_THING; at--) {
    const atom = atoms[at];
    if (atom?.text === '.' || atom?.text === ';') {
      return false;
    }
    if (
      atom !== undefined &&
      (THINGS.has(atom.text) || cueAt(atoms, at) === 'other') &&
      !isNeutral(atoms, at)
    ) {
      return true;
    }
  }
  return false;
}

/** "Number" after the name of a national number is no cue of its own. */
function isNeutral(atoms: Atom[], at: number): boolean {
  return NUMBER_WORDS.has(fold(atoms[at]?.text ?? '')) && !THINGS.has(atoms[at - 1]?.text ?? '');
}
