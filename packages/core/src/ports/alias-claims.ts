/** The move of a call to another customer: the argument of {@link AliasClaims.move}. */
export interface ClaimMove {
  call_id: string;
  /** The address that the claim is bound to, as it is stored, and the one that it is bound to afterwards. */
  from: string;
  to: string;
  /** Names this move, and replaces the holder of the last attempt, so that a late holder changes nothing. */
  token: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** The part of the store of claims that knows a call by an alias of its customer, and that moves a call. */
export interface AliasClaims {
  /**
   * Notes the alias by which the customer of a call is known, unless the call is bound. Returns the address that it is
   * bound to; null if it is not bound.
   *
   * @param aliasHash - As the table of aliases has it.
   * @param since - When the window that told it was recorded, ISO-8601.
   */
  knowByAlias(callId: string, aliasHash: string, since?: string): Promise<string | null>;
  /** Names of the calls that are known by this alias alone. The read may lag by moments. */
  callsOfAlias(aliasHash: string): Promise<string[]>;
  /**
   * Binds a call to another customer, if it is bound to `from` and no running attempt has a lease beyond `at`. False, with
   * nothing changed, if not.
   */
  move(move: ClaimMove): Promise<boolean>;
}
