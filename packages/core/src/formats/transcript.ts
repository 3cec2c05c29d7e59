import type { Speaker, TimestampMarks } from '../call/call.ts';

/** A turn as a foreign file holds it. */
export interface SpokenTurn {
  /** The voice, as the file names it; empty where the file does not say who speaks. */
  speaker: string;
  text: string;
  /** Milliseconds from the start of the call; null where the file does not tell. */
  beginMs: number | null;
  endMs: number | null;
  /** The absolute time in milliseconds since 1970, where the file has one for each turn. */
  at?: number;
  /** Language of these words, as the file names it. */
  language?: string;
}

/** What a file says of one voice. */
export interface Party {
  /** The label under which this voice speaks in {@link SpokenTurn.speaker}. */
  label: string;
  /** The role that the file itself gives this voice. */
  role?: Speaker | undefined;
  email?: string | undefined;
  phone?: string | undefined;
}

/** A moment that a file tells. */
export interface FileTime {
  /** Milliseconds since 1970; without a zone, those of the same clock in UTC. */
  ms: number;
  hasZone: boolean;
  /** Where in the file it stands, in words for a report. */
  from: string;
}

/** One call as a foreign file holds it, before it is known who its customer is. */
export interface Transcript {
  format: string;
  /** The id of the call in the file; null where it has none. */
  callId: string | null;
  startedAt: FileTime | null;
  /** Whether the absolute times of turns name their zone; as the start does, unless the file tells them apart. */
  turnsHaveZone?: boolean;
  agentId: string | null;
  /** Whatever the file says of the customer, apart from {@link Party}. */
  customer: { emails: string[]; phones: string[]; ids: string[] };
  /** What the single time stamp of a turn marks. */
  marks: TimestampMarks;
  /** Were personal data replaced before the file was written? */
  redacted: boolean;
  parties: Party[];
  turns: SpokenTurn[];
  /** Sentences for the report. They hold no word of the call. */
  warnings: string[];
}

/** What a reader may be told about a file, because the file does not say it. */
export interface ReadOptions {
  /** Shortest pause that ends a turn of joined words, in milliseconds. @default 2000 */
  joinGapMs?: number | undefined;
  /** Keeps the tags and entities of captions, such as `<i>`; those that name a voice still do so. @default false */
  keepMarkup?: boolean | undefined;
  /** Who speaks in a file that names no voice. */
  speaker?: string | undefined;
  /** Which language to keep of a file that holds several; `all` keeps all. */
  language?: string | undefined;
  /** Which transcript to take of a file that holds several, from 1. */
  transcript?: number | undefined;
  /** The order of day and month in dates such as 3/6/26. */
  dateOrder?: 'mdy' | 'dmy' | undefined;
  /** How to read the second time of a caption. @default 'times' */
  ends?: 'times' | 'durations' | undefined;
  /** The unit of plain numbers in columns whose names do not tell it. */
  timeUnit?: 's' | 'ms' | undefined;
  /** Reads JSON of one's own making in place of the formats that are known. */
  mapped?: Format | undefined;
  /** What the columns of a CSV are called: `speaker`, `text`, `call_id` and others by their names in the file. */
  columns?: ReadonlyMap<string, string> | undefined;
}

/** Why a file, or a call in it, is not imported. */
export type TranscriptFault =
  | 'not_text'
  | 'not_json'
  | 'too_large'
  | 'unknown_format'
  | 'ambiguous_format'
  | 'not_a_transcript'
  | 'failed_job'
  | 'encrypted'
  | 'no_turns'
  | 'no_speakers'
  | 'no_roles'
  | 'no_time'
  | 'no_zone'
  | 'no_customer'
  | 'two_customers'
  | 'wrong_times'
  | 'two_languages'
  | 'several_transcripts'
  | 'same_call_id';

/** A file that is not imported. The message says what to pass, and holds no word of the file. */
export class UnreadableTranscript extends Error {
  override readonly name = 'UnreadableTranscript';

  readonly code: TranscriptFault;
  /** The format of the file, where it was found out. */
  format: string | null = null;

  constructor(code: TranscriptFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A format: how to know it, and how to read it. */
export interface Format {
  /** As `--format` takes it. */
  name: string;
  /** What writes such files, and what an import needs besides the file. */
  about: string;
  /** True for a document of this format; never throws. */
  claims(document: FileDocument): boolean;
  /**
   * The calls of a document that this format claims.
   *
   * @throws {UnreadableTranscript}
   */
  read(document: FileDocument, options: ReadOptions): Transcript[];
}

/** The content of a file: what its JSON holds, or its text. */
export type FileDocument =
  | { kind: 'json'; json: unknown; text?: undefined }
  | { kind: 'text'; text: string; json?: undefined };

/** A transcript with nothing but its turns; readers add what their format tells. */
export function transcriptOf(
  format: string,
  turns: SpokenTurn[],
  more: Partial<Omit<Transcript, 'format' | 'turns'>> = {},
): Transcript {
  return {
    format,
    callId: null,
    startedAt: null,
    agentId: null,
    customer: { emails: [], phones: [], ids: [] },
    marks: 'start',
    redacted: false,
    parties: [],
    warnings: [],
    ...more,
    turns,
  };
}
