/** On whose account an analysis is counted. */
export interface AnalysisAccount {
  call_id: string;
  /** The key of the customer. */
  client_email: string;
  /** The keyed hash of who asks; absent where the operator does (an import). */
  sender?: string | undefined;
  /** Whether it was counted for `sender` already, when it was queued. @default false */
  isQueued?: boolean | undefined;
}

/** What one call, one customer and one token may still have analysed; the analyst itself counts what it begins. */
export interface Allowance {
  /**
   * Looks whether an analysis may begin, and counts nothing.
   *
   * @throws LiveAssistError `rate_limited` when a limit is reached, `store_unavailable`.
   */
  check(account: AnalysisAccount): Promise<void>;
  /**
   * Counts an analysis that is about to be queued for its sender, so that the worker does not have to.
   *
   * @throws LiveAssistError `rate_limited` when a limit of the sender is reached, `store_unavailable`.
   */
  countQueued(account: AnalysisAccount): Promise<void>;
}
