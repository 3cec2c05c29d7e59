import type { TurnEvidence } from '../analytics/findings.ts';
import type { Speaker, Turn } from '../call/call.ts';
import { holdsPlainQuote, plainQuote } from '../evidence/evidence.ts';
import type { PromptPart } from './prompt-lines.ts';

const SPEAKERS: readonly Speaker[] = ['agent', 'customer', 'other'];

/** A quote as a model gives it, with the line on which it says it stands. */
export interface GivenQuote {
  quote: string;
  line: number;
}

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
 *
 * @returns A function that gives the place of a quote; null if no turn of the part holds it.
 */
export function quotePlaces(
  part: Pick<PromptPart, 'lines'>,
): (given: GivenQuote, by?: Speaker) => TurnEvidence | null {
  const places = placesOf(part);
  // A model may prove many findings by the same words.
  const found = new Map<string, Place[]>();
  const placesWith = (quote: string): Place[] => {
    const needle = plainQuote(quote);
    const known = found.get(needle) ?? places.filter(({ plain }) => holdsPlainQuote(plain, needle));
    found.set(needle, known);
    return known;
  };
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

function placesOf({ lines }: Pick<PromptPart, 'lines'>): Place[] {
  const places = new Map<Turn, Place>();
  for (const { line, ...spoken } of lines) {
    for (const speaker of SPEAKERS) {
      const turn = spoken[speaker]?.turn;
      if (turn === undefined) continue;
      const known = places.get(turn);
      if (known === undefined) places.set(turn, { turn, plain: plainQuote(turn.text), from: line, to: line });
      else known.to = line;
    }
  }
  return [...places.values()];
}
