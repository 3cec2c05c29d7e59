import type { SpokenTurn } from './transcript.ts';

/** A word, or a short stretch of speech, with its time. */
export interface SpokenWord extends SpokenTurn {
  /** True for punctuation, which follows the word before it without a space. */
  joined?: boolean;
}

/** Shortest pause that ends a turn of one voice, in milliseconds. */
export const JOIN_GAP_MS = 2000;

interface OpenTurn {
  turn: SpokenTurn;
  parts: string[];
}

/**
 * Joins words to turns. A turn ends at a pause, or where another voice speaks between two of its words; voices that
 * speak at the same time, as two channels of a recording do, keep turns that overlap. Words without a time belong to
 * the turn before. Takes n log n time in the number of words.
 *
 * @param gapMs - Shortest pause that ends a turn.
 */
export function joinWords(words: readonly SpokenWord[], gapMs: number = JOIN_GAP_MS): SpokenTurn[] {
  const open = new Map<string, OpenTurn>();
  const turns: OpenTurn[] = [];
  let last: SpokenWord | undefined;
  for (const word of inTime(words)) {
    const current = open.get(word.speaker);
    if (
      current === undefined ||
      wasAnswered(current.turn, last, word) ||
      isApart(current.turn, word, gapMs)
    ) {
      const begun = { turn: { ...word, text: '' }, parts: [word.text] };
      turns.push(begun);
      open.set(word.speaker, begun);
    } else {
      add(current, word);
    }
    last = word;
  }
  return turns.map(({ turn, parts }) => {
    const { speaker, beginMs, endMs, at, language } = turn;
    return {
      speaker,
      text: parts.join('').trim(),
      beginMs,
      endMs,
      ...(at !== undefined && { at }),
      ...(language !== undefined && { language }),
    };
  });
}

function add({ turn, parts }: OpenTurn, word: SpokenWord): void {
  parts.push(word.joined === true || word.text === '' ? word.text : ` ${word.text}`);
  turn.beginMs ??= word.beginMs;
  if (word.endMs !== null) turn.endMs = Math.max(turn.endMs ?? word.endMs, word.endMs);
  // What has no end, such as a token that a redaction left, lasts at least until it begins.
  else if (word.beginMs !== null && turn.endMs !== null) turn.endMs = Math.max(turn.endMs, word.beginMs);
}

function isApart(turn: SpokenTurn, word: SpokenWord, gapMs: number): boolean {
  if (word.joined === true) return false;
  if (word.language !== undefined && turn.language !== undefined && word.language !== turn.language)
    return true;
  const from = turn.endMs ?? turn.beginMs;
  return from !== null && word.beginMs !== null && word.beginMs - from >= gapMs;
}

/** Did another voice speak between the end of this turn and the next word of its voice? */
function wasAnswered(turn: SpokenTurn, last: SpokenWord | undefined, word: SpokenWord): boolean {
  if (last === undefined || last.speaker === word.speaker) return false;
  const begin = last.beginMs ?? last.endMs;
  const end = last.endMs ?? last.beginMs;
  if (begin === null || end === null || turn.endMs === null || word.beginMs === null) return true;
  return begin >= turn.endMs && end <= word.beginMs;
}

/** Words in the order of their begins; one without a time stays behind the word that it follows in the file. */
function inTime(words: readonly SpokenWord[]): SpokenWord[] {
  const latest = new Map<string, number>();
  let before = 0;
  const timed = words.map((word, index) => {
    const known = word.beginMs ?? latest.get(word.speaker) ?? before;
    latest.set(word.speaker, known);
    before = known;
    return { word, index, key: known };
  });
  return timed.sort((a, b) => a.key - b.key || a.index - b.index).map(({ word }) => word);
}
