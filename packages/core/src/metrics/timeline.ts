import type { Call, Speaker, TimestampMarks, Turn } from '../call/call.ts';
import { countingWords } from '../call/words.ts';
import { finished, isLong } from '../shared/steps.ts';

/** Speaking rate by which the length of a turn is estimated, in words a minute. */
export const ESTIMATED_WORDS_PER_MINUTE = 150;
/** Shortest estimate of a turn's speech. */
export const ESTIMATED_SPEECH_MIN_MS = 500;

/** A span of time, in milliseconds from the start of the call. */
export interface Interval {
  beginMs: number;
  endMs: number;
}

/** One stretch of speech by one speaker. */
export interface Speech extends Interval {
  speaker: Speaker;
  text: string;
  turn: Turn;
}

/**
 * A turn in time. `fromMs` and `toMs` count from the start of the call: the begin and end of the speech when
 * both are known, twice the stamp when there is one, null without a time.
 */
export interface TimedTurn {
  turn: Turn;
  words: number;
  fromMs: number | null;
  toMs: number | null;
}

/** What is known about when who spoke in a call. */
export interface Timeline {
  basis: 'measured' | 'estimated' | 'words';
  /** From the start of the call to its last word (measured) or stamp (estimated); null without times. */
  durationMs: number | null;
  /** All turns, in the call's order. */
  turns: TimedTurn[];
  /** Who spoke when, ordered by begin; null where not even an estimate makes sense. */
  speech: Speech[] | null;
}

/** Lays out the turns of a call in time, on the best basis that their times allow (docs/metrics.md). */
export function timelineOf(call: Call): Timeline {
  return finished(timelineInSteps(call));
}

/** {@link timelineOf} in steps: each `yield` is a place to pause. */
export function* timelineInSteps(call: Call): Generator<undefined, Timeline> {
  // One object for each turn, which is completed below: a long call has thousands.
  const turns: TimedTurn[] = [];
  for (const turn of call.turns) {
    turns.push({ turn, words: yield* countingWords(turn.text), fromMs: null, toMs: null });
    if (isLong(turn.text)) yield;
  }
  const chat = call.timestampMarks === 'sent';
  const isMeasured = turns.every(({ turn, words }) => words === 0 || hasInterval(turn));
  if (isMeasured && !chat && turns.some(({ words }) => words > 0)) return measured(turns);

  const family = STAMPS.find(
    ({ of }) => call.turns.reduce((n, turn) => (of(turn) === null ? n : n + 1), 0) >= 2,
  );
  if (family === undefined) {
    return { basis: 'words', durationMs: null, turns, speech: null };
  }
  const { first, last } = extent(call.turns, family.of);
  for (const entry of turns) {
    const stamp = family.of(entry.turn);
    entry.fromMs = stamp === null ? null : stamp - first;
    entry.toMs = entry.fromMs;
  }
  return {
    basis: 'estimated',
    durationMs: last - first,
    turns,
    speech: chat ? null : estimateSpeech(turns, family.marks ?? call.timestampMarks),
  };
}

// An absolute stamp leads: a call that carries both kinds has the relative ones from another clock. A begin
// without an end marks the start of the speech, whatever the call says about its stamps.
const STAMPS: { of: (turn: Turn) => number | null; marks?: TimestampMarks }[] = [
  { of: (turn) => turn.at },
  { of: (turn) => turn.offsetMs },
  { of: (turn) => turn.beginMs, marks: 'start' },
];

function hasInterval({ beginMs, endMs }: Turn): boolean {
  return beginMs !== null && endMs !== null && beginMs >= 0 && endMs >= beginMs;
}

function measured(turns: TimedTurn[]): Timeline {
  for (const entry of turns) {
    const known = hasInterval(entry.turn);
    entry.fromMs = known ? entry.turn.beginMs : null;
    entry.toMs = known ? entry.turn.endMs : null;
  }
  const speech = turns.flatMap(({ turn, fromMs: beginMs, toMs: endMs }) =>
    beginMs === null || endMs === null
      ? []
      : [{ speaker: turn.speaker, text: turn.text, turn, beginMs, endMs }],
  );
  const durationMs = speech.reduce((last, { endMs }) => Math.max(last, endMs), 0);
  return { basis: 'measured', durationMs, turns, speech: speech.toSorted((a, b) => a.beginMs - b.beginMs) };
}

function extent(turns: Turn[], stampOf: (turn: Turn) => number | null): { first: number; last: number } {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const turn of turns) {
    const stamp = stampOf(turn);
    if (stamp === null) continue;
    first = Math.min(first, stamp);
    last = Math.max(last, stamp);
  }
  return { first, last };
}

/**
 * Speech of turns that have one stamp: words at {@link ESTIMATED_WORDS_PER_MINUTE}, before or after the
 * stamp, never past the neighbouring stamp. It stays inside the conversation, which goes from the first
 * stamp to the last: what was said before the first `end` or after the last `start` is outside of it.
 */
function estimateSpeech(turns: TimedTurn[], marks: TimestampMarks): Speech[] {
  const stamped = placeBetweenNeighbours(turns).sort((a, b) => a.atMs - b.atMs);
  return stamped.map(({ turn, words, atMs }, i) => {
    const lengthMs = Math.max(ESTIMATED_SPEECH_MIN_MS, (words / ESTIMATED_WORDS_PER_MINUTE) * 60_000);
    const neighbourMs = stamped[marks === 'start' ? i + 1 : i - 1]?.atMs ?? atMs;
    const beginMs = marks === 'start' ? atMs : Math.max(atMs - lengthMs, neighbourMs);
    const endMs = marks === 'start' ? Math.min(atMs + lengthMs, neighbourMs) : atMs;
    return { speaker: turn.speaker, text: turn.text, turn, beginMs, endMs };
  });
}

/**
 * Gives turns without a stamp a place between the stamps around them, in proportion to the words, so that
 * a stretch in which there is speech is not taken for silence. Those at either edge stay out.
 */
function placeBetweenNeighbours(turns: TimedTurn[]): { turn: Turn; words: number; atMs: number }[] {
  const placed: { turn: Turn; words: number; atMs: number }[] = [];
  let waiting: TimedTurn[] = [];
  let beforeMs: number | null = null;
  for (const entry of turns) {
    if (entry.fromMs === null) {
      waiting.push(entry);
      continue;
    }
    const spanMs = beforeMs === null ? -1 : entry.fromMs - beforeMs;
    if (beforeMs !== null && spanMs >= 0) {
      const words = waiting.reduce((sum, turn) => sum + turn.words, entry.words);
      let said = 0;
      for (const turn of waiting) {
        said += turn.words;
        // Turns without a word ("?") between two stamps without words take no share of the time.
        const share = words === 0 ? 0 : said / words;
        placed.push({ turn: turn.turn, words: turn.words, atMs: beforeMs + spanMs * share });
      }
    }
    waiting = [];
    beforeMs = entry.fromMs;
    placed.push({ turn: entry.turn, words: entry.words, atMs: entry.fromMs });
  }
  return placed;
}
