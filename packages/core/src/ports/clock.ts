/** Counts the processing time of one call in this process, and lets other requests run in between. */
export interface OwnWork {
  /**
   * Await this between the steps of some work. Lets other requests run first if the last steps took long.
   *
   * @throws LiveAssistError `transcript_too_complex` once the call has exceeded its budget.
   */
  step(): Promise<void>;
  /** Restarts the count: time waited until now was not work. */
  resume(): void;
  /** From now on the call is no longer refused, because its analysis was paid for. */
  carryThrough(): void;
}

/** The source of time. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Calls `run` once after `ms` milliseconds; with 0, after the tasks that are already waiting. The returned function
   * cancels it.
   */
  after(ms: number, run: () => void): () => void;
  /** Lets what the process has to send leave; absent where nothing waits. */
  pause?(): Promise<void>;
  /** Processor time of this process in milliseconds; absent if the runtime does not tell. */
  worked?(): number;
}
