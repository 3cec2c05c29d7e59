/** Who spoke. Anything that is neither side of the conversation (an IVR, a supervisor) is `other`. */
export type Speaker = 'agent' | 'customer' | 'other';

/**
 * What the one time stamp of a turn marks: the `end` of the speech (a live recorder stamps the arrival of
 * the final transcript), its `start`, or the moment a chat message was `sent`.
 */
export type TimestampMarks = 'end' | 'start' | 'sent';

/** A turn as it is written in a window; times are optional, and any speaker label is kept. */
export interface RecordedTurn {
  speaker: string;
  transcript: string;
  /** ISO-8601, or relative to the start of the call: `"01:42"`, `"01:02:03"`, or seconds as a number. */
  timestamp?: string | number | undefined;
  /** Offsets from the start of the call in milliseconds, from importers that know them. */
  begin_ms?: number | undefined;
  end_ms?: number | undefined;
}

/** A tip that the live assistant showed to the agent. */
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
 * One row of `call-records`, as a store hands it over. `turns`, `aiTips` and `activityFeed` are JSON strings
 * (as the live system writes them) or native lists; nothing about their content has been checked yet.
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
  /** What the window said when it was sent, as a keyed hash: `v1:…`. Its secrets may have been replaced since. */
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
  /** Milliseconds since 1970 of the stamp, when the turn has an absolute one. */
  at: number | null;
  /** Milliseconds from the start of the call, when the turn has a relative stamp. */
  offsetMs: number | null;
  /** Milliseconds from the start of the call at which the speech began and ended, when both are known. */
  beginMs: number | null;
  endMs: number | null;
}

/** A tool call with its address: the window, and its 0-based place in that window's feed. */
export interface CallActivity {
  windowNumber: number;
  index: number;
  name: string;
  input: string;
  output: string;
  succeeded: boolean;
}

/** What is missing from, or wrong with, the recording; lists hold at most {@link MAX_LIST} entries. */
export interface Completeness {
  /** Windows found, unreadable ones included. */
  windows: number;
  /** Inclusive ranges of window numbers that were never recorded. */
  missingWindows: [from: number, to: number][];
  /** How many windows are missing in all. */
  missingWindowCount: number;
  /** Turns that repeat an earlier one (same speaker, words and time); they are left out of the call. */
  duplicateTurns: number;
  /** Numbers of the windows whose turns could not be read in whole or in part. */
  unreadableWindows: number[];
  unreadableWindowCount: number;
  turnsWithoutTime: number;
  /** Turns whose time lies before that of the turn they follow. */
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

/** A whole call: its windows decoded, put in order and joined. */
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
  /** End of the call in milliseconds since 1970, by the recording alone; null when nothing tells it. */
  endedAt: number | null;
  completeness: Completeness;
}

/** Longest list inside `metrics`; what is beyond it is counted, not kept. */
export const MAX_LIST = 100;
