import type { Cue } from './screenplay.ts';

/** How many turns the recorder puts into one window. */
const WINDOW_TURNS = 6;
/** The pause between two turns, and the pace of speech, from which the times of a turn are made. */
const PAUSE_MS = 700;
const MS_PER_WORD = 400;

export type Side = 'agent' | 'customer';

/** A turn as it is recorded; times are milliseconds from the start of the call. */
export interface SpokenTurn {
  speaker: Side;
  transcript: string;
  begin_ms: number;
  end_ms: number;
}

/** What is recorded of a call: the body of `POST /recordCallWindow`, without whose call it is. */
export interface RecordedWindow {
  window_num: number;
  turns: SpokenTurn[];
  activityFeed: { name: string; output: string; status: 'success' }[];
}

/** Who listens to a call. */
export interface CallListener {
  /** A turn was spoken; `window` is the number of the window that takes it. */
  turn(turn: SpokenTurn, window: number): void;
  tool(name: string, output: string, window: number): void;
  /** The service has this window. */
  recorded(window: number): void;
  /** A window could not be recorded; it is sent again with the next one, or when the call ends. */
  failed(error: unknown): void;
  /** The next speaker of the script, or a pause on hold; null at the end of the script. */
  next(who: Side | 'hold' | null): void;
}

/**
 * A call that is going on: it plays a script turn by turn, takes turns that are typed in between, and has both
 * recorded window by window.
 */
export class LiveCall {
  readonly #cues: Cue[];
  readonly #post: (window: RecordedWindow) => Promise<unknown>;
  readonly #listener: CallListener;
  readonly #unsent: RecordedWindow[] = [];
  #window: RecordedWindow = emptyWindow(1);
  #sending: Promise<void> | null = null;
  #speed: number;
  #spokenUntil = 0;
  #holdMs = 0;
  /** What is left, in the time of the call, until the next turn has been spoken. */
  #leftMs = 0;
  #waitingSince = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor(
    cues: readonly Cue[],
    speed: number,
    post: (window: RecordedWindow) => Promise<unknown>,
    listener: CallListener,
  ) {
    this.#cues = [...cues];
    this.#speed = speed;
    this.#post = post;
    this.#listener = listener;
    this.#await();
  }

  /** True before the first words. */
  get isSilent(): boolean {
    return this.#spokenUntil === 0;
  }

  /** How long the call has lasted, in milliseconds of its own time. */
  get lastedMs(): number {
    const waiting = this.#timer === undefined ? 0 : (performance.now() - this.#waitingSince) * this.#speed;
    const next = this.#cues[0];
    const whole = next?.kind === 'turn' ? this.#lengthOf(next.text) : 0;
    return this.#spokenUntil + Math.min(whole, Math.max(0, whole - this.#leftMs + waiting));
  }

  /** 0 stops the script, 1 is the pace of speech. */
  setSpeed(speed: number): void {
    if (this.#timer !== undefined) {
      this.#leftMs = Math.max(0, this.#leftMs - (performance.now() - this.#waitingSince) * this.#speed);
    }
    this.#speed = speed;
    this.#schedule();
  }

  /** Says the rest of the script at once. */
  sayAll(): void {
    clearTimeout(this.#timer);
    while (this.#cues.length > 0) this.#play();
  }

  /** A turn that the presenter types, spoken now. */
  say(speaker: Side, text: string): void {
    this.#speak(speaker, text);
  }

  /**
   * Ends the call: what the script still holds is not said, and what was said is recorded.
   *
   * @throws what the service answers when a window cannot be recorded; `end` may be called again
   */
  async end(): Promise<void> {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#close();
    // A window that is on its way may fail; what is left over is sent here, where the failure is heard.
    await this.#sending;
    await this.#send();
  }

  #await(): void {
    // What takes no time of its own happens with the turn before it.
    for (let cue = this.#cues[0]; cue !== undefined && cue.kind !== 'turn'; cue = this.#cues[0]) this.#play();
    const next = this.#cues[0];
    if (next?.kind !== 'turn') return;
    this.#listener.next(this.#holdMs > 0 ? 'hold' : next.speaker);
    this.#leftMs = this.#lengthOf(next.text);
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waitingSince = performance.now();
    if (this.#over || this.#cues.length === 0 || this.#speed === 0) return;
    this.#timer = setTimeout(() => {
      this.#play();
      this.#await();
    }, this.#leftMs / this.#speed);
  }

  #play(): void {
    const cue = this.#cues.shift();
    if (cue?.kind === 'hold') this.#holdMs += cue.seconds * 1000;
    else if (cue?.kind === 'tool') {
      this.#window.activityFeed.push({ name: cue.name, output: cue.output, status: 'success' });
      this.#listener.tool(cue.name, cue.output, this.#window.window_num);
    } else if (cue?.kind === 'turn') this.#speak(cue.speaker, cue.text);
    if (this.#cues.length === 0) this.#listener.next(null);
  }

  #speak(speaker: Side, transcript: string): void {
    const end_ms = this.#spokenUntil + this.#lengthOf(transcript);
    const begin_ms = end_ms - speechMs(transcript);
    this.#spokenUntil = end_ms;
    this.#holdMs = 0;
    // A full window ends here and not with its last turn, so that what a tool did after that stands beside it.
    if (this.#window.turns.length >= WINDOW_TURNS) {
      this.#close();
      void this.#send().catch((error: unknown) => this.#listener.failed(error));
    }
    const turn = { speaker, transcript, begin_ms, end_ms };
    this.#window.turns.push(turn);
    this.#listener.turn(turn, this.#window.window_num);
  }

  #lengthOf(text: string): number {
    return PAUSE_MS + this.#holdMs + speechMs(text);
  }

  #close(): void {
    // The service takes no window without a turn.
    if (this.#window.turns.length === 0) return;
    this.#unsent.push(this.#window);
    this.#window = emptyWindow(this.#window.window_num + 1);
  }

  // One at a time and in order; the service takes the same window twice, so a repeat does no harm.
  async #send(): Promise<void> {
    if (this.#sending !== null) return this.#sending;
    const sending = (async () => {
      for (let window = this.#unsent[0]; window !== undefined; window = this.#unsent[0]) {
        await this.#post(window);
        this.#unsent.shift();
        this.#listener.recorded(window.window_num);
      }
    })();
    this.#sending = sending
      .catch(() => {})
      .finally(() => {
        this.#sending = null;
      });
    return sending;
  }
}

function emptyWindow(window_num: number): RecordedWindow {
  return { window_num, turns: [], activityFeed: [] };
}

function speechMs(text: string): number {
  return Math.max(600, text.split(/\s+/).length * MS_PER_WORD);
}
