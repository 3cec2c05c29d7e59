import type { TurnEvidence } from '../analytics/findings.ts';
import type { Speaker, Turn } from '../call/call.ts';
import { holdsPlainQuote, plainQuote, plainTurn } from '../evidence/evidence.ts';
import { finished, isLong } from '../shared/steps.ts';
import type { PromptPart } from './prompt-lines.ts';

const SPEAKERS: readonly Speaker[] = ['agent', 'customer', 'other'];

/** A quote as a model gives it, with the line on which it says it stands. */
export interface GivenQuote {
  quote: string;
  line: number;
}

/** Gives the place of a quote, said by that speaker if several turns hold it; null if no turn of the part does. */
export type PlaceOf = (given: GivenQuote, by?: Speaker) => TurnEvidence | null;

interface Place {
  turn: Turn;
  plain: string;
  /** The lines over which the turn goes. */
  from: number;
  to: number;
}

/**
 * Finds where the quotes of a model stand. Models copy words well and count lines badly, so the words decide: a quote that
 * one turn holds is of that turn. Of several turns, one of the wanted speakers is meant, and of those the one that is nearest
 * to the line that was named.
 */
export const quotePlaces = (part: Pick<PromptPart, 'lines'>): PlaceOf =>
  finished(quotePlacesInSteps(part, []));

/** {@link quotePlaces} in steps, because a turn may hold a whole document: looks for `quotes` one by one. */
export function* quotePlacesInSteps(
  part: Pick<PromptPart, 'lines'>,
  quotes: readonly GivenQuote[],
): Generator<undefined, PlaceOf> {
  const places = yield* placesOf(part);
  // A model may prove many findings by the same words.
  const found = new Map<string, Place[]>();
  const placesWith = (quote: string): Place[] => {
    const needle = plainQuote(quote);
    const known = found.get(needle) ?? places.filter(({ plain }) => holdsPlainQuote(plain, needle));
    found.set(needle, known);
    return known;
  };
  const areLong = places.some(({ plain }) => isLong(plain));
  for (const { quote } of quotes) {
    placesWith(quote);
    if (areLong) yield;
  }
  return ({ quote, line }, by) => {
    const holding = placesWith(quote);
    const wanted = holding.filter(({ turn }) => turn.speaker === by);
    const [nearest] = (wanted.length > 0 ? wanted : holding).toSorted(
      (a, b) => distance(a, line) - distance(b, line),
    );
    if (nearest === undefined) return null;
    const { windowNumber, index, speaker } = nearest.turn;
    return { window_number: windowNumber, turn: index, speaker, quote };
  };
}

function distance({ from, to }: Place, line: number): number {
  return Math.max(0, from - line, line - to);
}

function* placesOf({ lines }: Pick<PromptPart, 'lines'>): Generator<undefined, Place[]> {
  const places = new Map<Turn, Place>();
  for (const { line, ...spoken } of lines) {
    for (const speaker of SPEAKERS) {
      const turn = spoken[speaker]?.turn;
      if (turn === undefined) continue;
      const known = places.get(turn);
      if (known !== undefined) {
        known.to = line;
        continue;
      }
      places.set(turn, { turn, plain: plainTurn(turn.text), from: line, to: line });
      if (isLong(turn.text)) yield;
    }
  }
  return [...places.values()];
}
