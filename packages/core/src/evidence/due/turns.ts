import type { TurnEvidence } from '../../analytics/findings.ts';
import type { Turn } from '../../call/call.ts';
import { holdsQuote } from '../evidence.ts';
import { shownText } from '../shown-text.ts';

/** The longest turn that is quoted whole, and the most of a longer one. */
export const LONGEST_QUOTE = 200;

/** The evidence that a turn tells a time: the turn, or of a long one the words. */
export function evidenceIn(turn: Turn | undefined, words: string | null): TurnEvidence | null {
  if (turn === undefined) return null;
  const whole = shownText(turn.text);
  const quote =
    whole !== null && whole.length <= LONGEST_QUOTE
      ? whole
      : shownText(words ?? turn.text.slice(0, LONGEST_QUOTE));
  if (quote === null || !holdsQuote(turn.text, quote)) return null;
  return { window_number: turn.windowNumber, turn: turn.index, speaker: turn.speaker, quote };
}

/** When each turn was said, in milliseconds since 1970: the nearest known time up to it, else the end of the call. */
export function timesOf(turns: readonly Turn[], endedAt: number | null): (number | null)[] {
  let last: number | null = null;
  const offsets = turns.map(({ offsetMs, endMs, beginMs }) => offsetMs ?? endMs ?? beginMs);
  const longest = offsets.reduce<number>((most, offset) => Math.max(most, offset ?? 0), 0);
  const isRelative = turns.every(({ at }) => at === null);
  return turns.map(({ at }, place) => {
    const offset = offsets[place] ?? null;
    if (at !== null) last = at;
    else if (isRelative && offset !== null && endedAt !== null) last = endedAt - (longest - offset);
    return last === null || endedAt === null ? (last ?? endedAt) : Math.min(last, endedAt);
  });
}

/** Where words stand in a turn: more than once, those within the quote are meant. */
export function placeOf(text: string, words: string, quote: string): number {
  const [haystack, needle] = [text.toLowerCase(), words.toLowerCase()];
  const within = haystack.indexOf(needle, Math.max(0, haystack.indexOf(quote.toLowerCase())));
  return Math.max(0, within === -1 ? haystack.indexOf(needle) : within);
}

/** True if a quote holds these words for a time; where words are not parted by spaces, anywhere in it. */
export function holdsTime(quote: string, words: string): boolean {
  return holdsQuote(quote, words) || (SPACELESS.test(words) && quote.includes(words));
}
const SPACELESS = /[\u3040-\u30ff\u3400-\u9fff]/;
