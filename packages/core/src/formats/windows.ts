import type { Speaker } from '../call/call.ts';
import { roleOf } from '../call/roles.ts';
import { parseStamp, toIso } from '../shared/timestamps.ts';
import { utf8Bytes } from '../shared/utf8-bytes.ts';
import type { SpokenTurn, Transcript } from './transcript.ts';

/** Longest stretch of a call in one window. */
export const WINDOW_MS = 5 * 60_000;
/** Largest list of turns in one window, in bytes; a table allows 350 KB with everything else. */
export const WINDOW_BYTES = 240 * 1024;
const MOST_TURNS = 5000;
const LONGEST_LABEL = 100;

/** A turn as a window keeps it. */
export interface ImportedTurn {
  speaker: string;
  transcript: string;
  timestamp?: string;
  begin_ms?: number;
  end_ms?: number;
}

/** A window of an imported call, as the JSONL of this service has it. */
export interface TranscriptWindow {
  window_number: number;
  created_at: string;
  turns: ImportedTurn[];
}

/** A call as the JSONL of this service has it, without its customer. */
export interface CallLine {
  timestamp_marks: Transcript['marks'];
  speakers?: Record<string, Speaker>;
  windows: TranscriptWindow[];
}

/**
 * The windows of a transcript: a new one every five minutes of the call, or sooner where a window would grow too large.
 * The same transcript always gives the same windows, numbered from 1, so an import may be repeated.
 *
 * @param startedAt - Start of the call in milliseconds since 1970.
 * @param roles - The side of each label.
 */
export function windowsOf(
  transcript: Transcript,
  startedAt: number,
  roles: ReadonlyMap<string, Speaker>,
): CallLine {
  const windows: TranscriptWindow[] = [];
  let bytes = 0;
  let bucket = 0;
  let latest = startedAt;
  const speakers = new Map<string, Speaker>();
  for (const spoken of transcript.turns.flatMap(inParts)) {
    const turn = turnOf(spoken, startedAt);
    const role = roles.get(spoken.speaker);
    if (role !== undefined && role !== roleOf(turn.speaker)) speakers.set(turn.speaker, role);
    const at = spoken.at ?? (spoken.beginMs === null ? null : startedAt + spoken.beginMs);
    const size = utf8Bytes(JSON.stringify(turn)) + 1;
    const inBucket = at === null ? bucket : Math.max(bucket, Math.floor((at - startedAt) / WINDOW_MS));
    const open = windows.at(-1);
    latest = Math.max(latest, at ?? latest, endOf(spoken, startedAt) ?? latest);
    if (
      open === undefined ||
      inBucket !== bucket ||
      bytes + size > WINDOW_BYTES ||
      open.turns.length >= MOST_TURNS
    ) {
      windows.push({ window_number: windows.length + 1, created_at: '', turns: [turn] });
      bytes = size;
      bucket = inBucket;
    } else {
      open.turns.push(turn);
      bytes += size;
    }
    const current = windows.at(-1);
    if (current !== undefined) current.created_at = toIso(latest);
  }
  return {
    timestamp_marks: transcript.marks,
    ...(speakers.size > 0 && { speakers: Object.fromEntries(speakers) }),
    windows,
  };
}

function endOf({ endMs }: SpokenTurn, startedAt: number): number | null {
  return endMs === null ? null : startedAt + endMs;
}

function turnOf(spoken: SpokenTurn, startedAt: number): ImportedTurn {
  const { speaker, text, beginMs, endMs } = spoken;
  const at = spoken.at ?? (beginMs === null ? null : startedAt + beginMs);
  const stamp = at === null ? null : parseStamp(at);
  return {
    speaker: speaker.slice(0, LONGEST_LABEL),
    transcript: text,
    ...(stamp?.at != null && { timestamp: toIso(stamp.at) }),
    ...(beginMs !== null && { begin_ms: beginMs }),
    ...(endMs !== null && { end_ms: endMs }),
  };
}

/** A turn that would fill a window by itself is cut between words, its time divided in proportion. */
function inParts(turn: SpokenTurn): SpokenTurn[] {
  const longest = WINDOW_BYTES / 8;
  if (turn.text.length <= longest) return [turn];
  const parts: SpokenTurn[] = [];
  const { beginMs, endMs } = turn;
  const momentAt = (at: number) =>
    beginMs === null || endMs === null
      ? null
      : Math.round(beginMs + ((endMs - beginMs) * at) / turn.text.length);
  for (let from = 0; from < turn.text.length; ) {
    const part = turn.text.slice(from, from + longest);
    const blank = from + longest < turn.text.length ? part.lastIndexOf(' ') : -1;
    const to = from + (blank > 0 ? blank : part.length);
    parts.push({
      ...turn,
      text: turn.text.slice(from, to).trim(),
      beginMs: momentAt(from) ?? (from === 0 ? beginMs : null),
      endMs: momentAt(to),
    });
    from = to;
  }
  return parts;
}
