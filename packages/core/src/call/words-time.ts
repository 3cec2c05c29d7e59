import { parseAbsolute } from '../shared/timestamps.ts';
import type { Call, CallWindow, Turn } from './call.ts';

/** Where words stand: a turn, 0-based in its window, or something else of that window. */
export interface WordsPlace {
  window_number: number;
  turn?: number | undefined;
}

/**
 * When the words of a call were said, in milliseconds since 1970: at the time of their turn, but never later than its
 * window was recorded; without one, when the window was recorded; else at the end of the call. Null if nothing tells.
 */
export function wordsTimeOf(call: Call): (place: WordsPlace) => number | null {
  const stamps = new Map(call.turns.map((turn) => [`${turn.windowNumber}:${turn.index}`, turn.at]));
  const newest = new Map<number, number>();
  for (const { windowNumber, at } of call.turns) {
    if (at !== null) newest.set(windowNumber, Math.max(at, newest.get(windowNumber) ?? at));
  }
  return ({ window_number, turn }) => {
    const recorded = call.recordedAt?.get(window_number) ?? null;
    const said = turn === undefined ? newest.get(window_number) : stamps.get(`${window_number}:${turn}`);
    if (said == null) return recorded ?? call.endedAt;
    return recorded === null ? said : Math.min(said, recorded);
  };
}

/** When each window was recorded, in milliseconds since 1970, by its number. */
export function recordedAt(windows: readonly CallWindow[]): Map<number, number> {
  return new Map(
    windows.flatMap(({ window_number, created_at }) => {
      const at = parseAbsolute(created_at);
      return at === null ? [] : [[window_number, at] as const];
    }),
  );
}

/**
 * The end of a call in milliseconds since 1970; null if nothing tells. The live recorder sometimes stamps local time with
 * a false "Z", so no turn is believed to be later than the moment at which the newest window was stored.
 */
export function endOf(turns: readonly Turn[], windows: readonly CallWindow[]): number | null {
  const latest = (times: Iterable<number | null>) => {
    let found: number | null = null;
    for (const time of times) if (time !== null && (found === null || time > found)) found = time;
    return found;
  };
  const spoken = latest(turns.map((turn) => turn.at));
  const stored = latest(windows.map((window) => parseAbsolute(window.created_at)));
  if (spoken === null || stored === null) return spoken ?? stored;
  return Math.min(spoken, stored);
}

/** Window numbers as inclusive ranges, ascending. */
export function windowRanges(numbers: readonly number[]): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
