/** Counts the processing of one call by this service itself, and shares the time with other requests. */
export interface OwnWork {
  /**
   * To be awaited between the steps of some work. Lets other requests go first where the last steps have taken a while.
   *
   * @throws LiveAssistError `transcript_too_complex` once the call has taken more than its budget.
   */
  step(): Promise<void>;
  /** Counts from now on: what was waited for until here was no work. */
  resume(): void;
  /** From here on the call is not refused any more, because something was paid for it. */
  carryThrough(): void;
}

/** Time, from outside. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `run` once after `ms`, with 0 after what is waiting to be run; the returned function cancels that. */
  after(ms: number, run: () => void): () => void;
  /** Milliseconds of processor time that this process has used; absent where the runtime does not tell. */
  worked?(): number;
}
