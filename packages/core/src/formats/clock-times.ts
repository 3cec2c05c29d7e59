import type { SpokenTurn } from './transcript.ts';

const DAY = 86_400_000;
/** A first word that comes later than this after the start of a call is said at a time of day. */
const LONGEST_SILENCE = 3_600_000;

/**
 * Turns whose times are written as a clock shows them: one that is far earlier than the one before lies after midnight, and
 * times of day count from the first.
 *
 * @returns `ofDay`: true if the times were those of a day.
 */
export function withClockTimes(turns: readonly SpokenTurn[]): { turns: SpokenTurn[]; ofDay: boolean } {
  let days = 0;
  let before = Number.NEGATIVE_INFINITY;
  const counted = turns.map((turn) => {
    const { beginMs, endMs } = turn;
    if (beginMs === null) return turn;
    if (beginMs + days < before - DAY / 2) days += DAY;
    before = beginMs + days;
    const isEndNextDay = endMs !== null && endMs < beginMs - DAY / 2;
    return {
      ...turn,
      beginMs: before,
      endMs: endMs === null ? null : endMs + days + (isEndNextDay ? DAY : 0),
    };
  });
  const first = counted.find(({ beginMs }) => beginMs !== null)?.beginMs ?? 0;
  if (first < LONGEST_SILENCE) return { turns: counted, ofDay: false };
  const since = (ms: number | null) => (ms === null ? null : Math.max(0, ms - first));
  return {
    turns: counted.map((turn) => ({ ...turn, beginMs: since(turn.beginMs), endMs: since(turn.endMs) })),
    ofDay: true,
  };
}

/** For a report: how such times were read. */
export const TIMES_OF_DAY = 'The times are those of a day, and count from the first.';
