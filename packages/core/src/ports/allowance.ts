/** The account on which an analysis is counted. */
export interface AnalysisAccount {
  call_id: string;
  /** The key of the customer. */
  client_email: string;
  /** Keyed hash of the sender of the request; absent for the operator (an import). */
  sender?: string | undefined;
  /** True if it was already counted for `sender` when it was queued. @default false */
  isQueued?: boolean | undefined;
  /** The count of this analysis, where it has begun ahead of the question: {@link Analyst.begin}. */
  begun?: Promise<SettleCount> | undefined;
}

/** Ends the count of an analysis: true if it was, or may have been, paid for. */
export type SettleCount = (paid: boolean) => Promise<void>;

/** Limits the analyses of one call, one customer and one token. The analyst itself counts those that begin. */
export interface Allowance {
  /**
   * Checks whether an analysis may begin; counts nothing.
   *
   * @throws LiveAssistError `rate_limited` at a limit, `store_unavailable`.
   */
  check(account: AnalysisAccount): Promise<void>;
  /**
   * Counts an analysis for its sender before it is queued, so that the worker does not have to.
   *
   * @throws LiveAssistError `rate_limited` at a limit of the sender, `store_unavailable`.
   */
  countQueued(account: AnalysisAccount): Promise<void>;
}
