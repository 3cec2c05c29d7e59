/** The speaker of a turn. Anyone who is neither agent nor customer (an IVR, a supervisor) is `other`. */
export type Speaker = 'agent' | 'customer' | 'other';

/**
 * What the single time stamp of a turn marks: the `end` of the speech (a live recorder stamps the arrival of the final
 * transcript), its `start`, or the moment a chat message was `sent`.
 */
export type TimestampMarks = 'end' | 'start' | 'sent';

/** A turn as stored in a window; times are optional, and any speaker label is kept. */
export interface RecordedTurn {
  speaker: string;
  transcript: string;
  /** ISO-8601, or relative to the start of the call: `"01:42"`, `"01:02:03"`, or seconds as a number. */
  timestamp?: string | number | undefined;
  /** Offsets from the start of the call in milliseconds, if the importer knows them. */
  begin_ms?: number | undefined;
  end_ms?: number | undefined;
}

/** A tip that the live assistant showed the agent. */
export interface AiTip {
  tag: string;
  content: string;
}

/** A tool call that the live assistant made during the call; `input` and `output` are often JSON. */
export interface Activity {
  name: string;
  input?: string | undefined;
  output?: string | undefined;
  status: 'success' | 'failed';
}

/**
 * One row of `call-records` as a store returns it. `turns`, `aiTips` and `activityFeed` are JSON strings (as the live
 * system writes them) or native lists; their content is unchecked.
 */
export interface CallWindow {
  call_id: string;
  window_number: number;
  turns: unknown;
  aiTips?: unknown;
  activityFeed?: unknown;
  /** When the window was recorded, ISO-8601. Absent on some imports. */
  created_at?: string | undefined;
  client_email?: string | undefined;
  agent_id?: string | undefined;
  timestamp_marks?: string | undefined;
  /** Who speaks under which label: `{ "spk_0": "agent" }`. Holds for the whole call. */
  speakers?: unknown;
  /** IANA name of the zone in which the days of this call are counted. */
  time_zone?: string | undefined;
  /** The call that this one goes on with, such as the one that was handed over. */
  continues?: string | undefined;
  /** True if the call has ended with this window. */
  final?: unknown;
  /** `on_request`: this window does not have its call analysed by itself. */
  analyze?: unknown;
  /** Keyed hash of the number or of the host's id by which the customer was named. */
  alias_hash?: string | undefined;
  /** A number or an id in the clear, as a direct writer left it; replaced by `alias_hash` when the window is seen. */
  phone?: unknown;
  customer_id?: unknown;
  /** Keyed hash of the content as it was sent: `v1:…`. Its secrets may have been replaced since. */
  contentHash?: string | undefined;
}

/** One turn of a decoded call. `windowNumber` and `index` (0-based in its window) are its address. */
export interface Turn {
  windowNumber: number;
  index: number;
  speaker: Speaker;
  /** The label of the voice, as it was recorded. */
  label?: string;
  /** Who of several agents speaks, as their windows name them; null when no window tells. */
  agentId?: string | null;
  text: string;
  /** The absolute stamp in milliseconds since 1970, if the turn has one. */
  at: number | null;
  /** The relative stamp in milliseconds from the start of the call, if the turn has one. */
  offsetMs: number | null;
  /** Start and end of the speech in milliseconds from the start of the call, if both are known. */
  beginMs: number | null;
  endMs: number | null;
}

/** A tool call with its address: the window and the 0-based place in its feed. */
export interface CallActivity {
  windowNumber: number;
  index: number;
  name: string;
  input: string;
  output: string;
  succeeded: boolean;
}

/** Gaps and faults of the recording; lists hold at most {@link MAX_LIST} entries. */
export interface Completeness {
  /** Number of windows found, unreadable ones included. */
  windows: number;
  /** Inclusive ranges of window numbers without a recording. */
  missingWindows: [from: number, to: number][];
  /** Total number of missing windows. */
  missingWindowCount: number;
  /** Turns that repeat an earlier one (same speaker, words and time); the call omits them. */
  duplicateTurns: number;
  /** Numbers of the windows whose turns were unreadable in whole or in part. */
  unreadableWindows: number[];
  unreadableWindowCount: number;
  turnsWithoutTime: number;
  /** Turns with a time before that of the preceding turn. */
  outOfOrderTurns: number;
  /** Turns that are the beginning of their speaker's next one. Like the three below they are left out of the call. */
  partials: number;
  /** Turns that say once more what their speaker has just said, sooner than it can be said again. */
  repeats: number;
  /** Turns at the beginning that belong to an earlier call of the customer. */
  carriedOver: number;
  /** Turns without speech: marks of sounds, signs alone, what a recogniser makes up on silence. */
  noiseTurns: number;
}

/** A whole call: its windows decoded, ordered and joined. */
export interface Call {
  callId: string;
  turns: Turn[];
  tips: (AiTip & { windowNumber: number })[];
  activities: CallActivity[];
  agentId: string | null;
  /** Labels that do not tell who speaks, and that no window explains; their turns are those of `other`. */
  unknownLabels?: string[];
  /** Did an answering machine take this call? Its words are those of neither side. */
  answeringMachine?: boolean;
  timestampMarks: TimestampMarks;
  /** Highest window number found. */
  lastWindow: number;
  /** IANA name of the time zone in which the call took place, if the recording tells it. */
  timeZone?: string | undefined;
  /** When each window was recorded, in milliseconds since 1970, by its number; without those that do not tell. */
  recordedAt?: ReadonlyMap<number, number>;
  /** The numbers of all windows found; absent where nothing asks. */
  windowNumbers?: readonly number[];
  /** The call that this one goes on with, as its recorder names it. */
  continues?: string | null;
  /** End of the call in milliseconds since 1970, derived from the recording alone; null if unknown. */
  endedAt: number | null;
  completeness: Completeness;
}

/** Longest list inside `metrics`; further entries are counted but not listed. */
export const MAX_LIST = 100;
