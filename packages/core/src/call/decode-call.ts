import { isTimeZone } from '../shared/calendar.ts';
import { listOf } from '../shared/json-list.ts';
import { finished, isLong } from '../shared/steps.ts';
import { MAX_OFFSET_MS, parseStamp } from '../shared/timestamps.ts';
import { withAgentIds } from './agent-of-turn.ts';
import { withoutMachine } from './answering-machine.ts';
import {
  type AiTip,
  type Call,
  type CallActivity,
  type CallWindow,
  MAX_LIST,
  type Speaker,
  type TimestampMarks,
  type Turn,
} from './call.ts';
import { missingWindowsOf } from './missing-windows.ts';
import { ordinaryText } from './ordinary-text.ts';
import { withoutRepeats } from './repeats.ts';
import { plainLabel, roleOf, type SpeakerMap, speakerMapOf, unknownLabelsOf } from './roles.ts';
import { isNoise } from './speech.ts';
import { endOf, recordedAt } from './words-time.ts';

/**
 * Decodes the windows of one call, puts them in order and joins them. It never throws: what cannot be read is
 * left out and reported in `completeness`. The windows may come in any order.
 *
 * @param given - Who speaks under which label where no window tells.
 * @example
 * const call = decodeCall('c-1', await records.list('c-1'));
 * call.turns[0]?.speaker; // 'agent'
 */
export function decodeCall(...given: Parameters<typeof decodingOf>): Call {
  return finished(decodingOf(...given));
}

/** {@link decodeCall} in steps: each `yield` is a place to pause. */
export function* decodingOf(
  callId: string,
  windows: readonly CallWindow[],
  given?: ReadonlyMap<string, Speaker>,
): Generator<undefined, Call> {
  const ordered = [...windows].sort((a, b) => a.window_number - b.window_number);
  const unreadable: number[] = [];
  const speakers = speakerMapOf(ordered, given);
  const timestampMarks = marksOf(ordered);
  const isChat = timestampMarks === 'sent';
  const spoken: Turn[] = [];
  const tips: Call['tips'] = [];
  const activities: CallActivity[] = [];
  const seen = new Set<string>();
  let duplicateTurns = 0;
  let noiseTurns = 0;

  for (const window of ordered) {
    const windowNumber = window.window_number;
    let broken = false;
    const read = <T>(column: unknown, decode: (entry: unknown, index: number) => T | null): T[] => {
      const entries = listOf(column);
      if (entries === null) broken = true;
      return (entries ?? []).flatMap((entry, index) => {
        const value = decode(entry, index);
        if (value === null) broken = true;
        return value === null ? [] : [value];
      });
    };
    for (const { turn, identity } of read(window.turns, (entry, i) =>
      decodeTurn(entry, windowNumber, i, speakers),
    )) {
      if (identity !== null && seen.has(identity)) {
        duplicateTurns += 1;
        continue;
      }
      if (identity !== null) seen.add(identity);
      if (turn.text === '') continue;
      const text = ordinaryText(turn.text);
      if (isNoise(text)) noiseTurns += 1;
      else spoken.push({ ...turn, text });
      if (isLong(text)) yield;
    }
    tips.push(...read(window.aiTips ?? [], decodeTip).map((tip) => ({ ...tip, windowNumber })));
    activities.push(...read(window.activityFeed ?? [], (entry, i) => decodeActivity(entry, windowNumber, i)));
    if (broken) unreadable.push(windowNumber);
    yield;
  }

  const { partials, repeats, ...single } = yield* withoutRepeats(spoken, isChat);
  const { turns: voices, answeringMachine } = withoutMachine(single.turns);
  const turns = withAgentIds(voices, ordered);
  return {
    callId,
    turns,
    answeringMachine,
    unknownLabels: unknownLabelsOf(turns, speakers),
    tips,
    activities,
    agentId: ordered.findLast((w) => w.agent_id !== undefined && w.agent_id !== '')?.agent_id ?? null,
    timestampMarks,
    timeZone: ordered.findLast(({ time_zone }) => time_zone !== undefined && isTimeZone(time_zone))
      ?.time_zone,
    lastWindow: ordered.at(-1)?.window_number ?? 0,
    endedAt: endOf(turns, ordered),
    recordedAt: recordedAt(ordered),
    continues: ordered.findLast(({ continues }) => typeof continues === 'string')?.continues ?? null,
    windowNumbers: ordered.map(({ window_number }) => window_number),
    completeness: {
      ...missingWindowsOf(ordered),
      windows: ordered.length,
      duplicateTurns,
      unreadableWindows: unreadable.slice(0, MAX_LIST),
      unreadableWindowCount: unreadable.length,
      turnsWithoutTime: turns.filter((turn) => timeOf(turn) === null).length,
      outOfOrderTurns: countOutOfOrder(turns),
      partials,
      repeats,
      // Only who knows the other calls of the customer can tell.
      carriedOver: 0,
      noiseTurns,
    },
  };
}

type Fields = Record<string, unknown>;

function asFields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** One entry of `turns`, and what tells it from a repetition of it (null: nothing); null when it is no turn. */
export function decodeTurn(
  entry: unknown,
  windowNumber: number,
  index: number,
  speakers?: SpeakerMap,
): { turn: Turn; identity: string | null } | null {
  const fields = asFields(entry);
  if (fields === null || typeof fields.transcript !== 'string') return null;
  const label = typeof fields.speaker === 'string' ? fields.speaker : '';
  const stamp = parseStamp(fields.timestamp);
  const [beginMs, endMs] = interval(fields.begin_ms, fields.end_ms);
  const turn: Turn = {
    windowNumber,
    index,
    speaker: speakers?.get(plainLabel(label)) ?? roleOf(label) ?? 'other',
    label,
    text: fields.transcript.trim(),
    at: stamp?.at ?? null,
    offsetMs: stamp?.offsetMs ?? null,
    beginMs,
    endMs,
  };
  // Without a time the same words twice may well have been said twice ("yes", "yes").
  const identity =
    timeOf(turn) === null
      ? null
      : JSON.stringify([turn.speaker, turn.text, turn.at, turn.offsetMs, turn.beginMs, turn.endMs]);
  return { turn, identity };
}

function interval(begin: unknown, end: unknown): [number | null, number | null] {
  const offset = (value: unknown) =>
    typeof value === 'number' && value >= 0 && value <= MAX_OFFSET_MS ? Math.round(value) : null;
  const beginMs = offset(begin);
  const endMs = offset(end);
  return beginMs !== null && endMs !== null && endMs < beginMs ? [beginMs, null] : [beginMs, endMs];
}

/** One entry of `aiTips`; null when it is no tip. */
export function decodeTip(entry: unknown): AiTip | null {
  const fields = asFields(entry);
  if (fields === null || typeof fields.content !== 'string') return null;
  return { tag: typeof fields.tag === 'string' ? fields.tag : 'Info', content: fields.content };
}

/** One entry of `activityFeed`; null when it is no tool call. */
export function decodeActivity(entry: unknown, windowNumber: number, index: number): CallActivity | null {
  const fields = asFields(entry);
  if (fields === null || typeof fields.name !== 'string') return null;
  return {
    windowNumber,
    index,
    name: fields.name,
    input: asText(fields.input),
    output: asText(fields.output),
    succeeded: fields.status === 'success',
  };
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function marksOf(windows: readonly CallWindow[]): TimestampMarks {
  for (const { timestamp_marks: marks } of windows) {
    if (marks === 'end' || marks === 'start' || marks === 'sent') return marks;
  }
  return 'end';
}

function timeOf(turn: Turn): number | null {
  return turn.at ?? turn.offsetMs ?? turn.beginMs;
}

function countOutOfOrder(turns: readonly Turn[]): number {
  let count = 0;
  const previous = { at: -1, offsetMs: -1, beginMs: -1 };
  for (const turn of turns) {
    const family = turn.at !== null ? 'at' : turn.offsetMs !== null ? 'offsetMs' : 'beginMs';
    const time = turn[family];
    if (time === null) continue;
    if (time < previous[family]) count += 1;
    previous[family] = time;
  }
  return count;
}
