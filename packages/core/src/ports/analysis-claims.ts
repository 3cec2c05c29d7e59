import type { ErrorCode } from '../shared/errors.ts';
import type { AliasClaims } from './alias-claims.ts';
import type { ReadOptions } from './call-records.ts';

/**
 * The claim (lease row) of a call: its customer, the current holder, and the key of its analysis (table
 * `analysis-claims`).
 */
export interface Claim {
  call_id: string;
  /** Absent while no customer is known: then the call only waits. Ask whether a claim is bound, not whether it exists. */
  client_email?: string | undefined;
  /** Key of the analysis under the customer; absent while the claim only binds the call. */
  created_at?: string | undefined;
  /** The attempt, from 1; absent while the claim only binds the call. */
  attempt?: number | undefined;
  /** Names the holder of `attempt`. */
  token?: string | undefined;
  /** Milliseconds since 1970 at which the lease of the holder ends. */
  leaseUntil?: number | undefined;
  /** When the window that bound the call was recorded, ISO-8601; absent if no window did. */
  since?: string | undefined;
  /** Absent while the claim only binds the call. */
  status?: 'queued' | 'running' | 'done' | 'failed' | undefined;
  /** Reason of the failure. */
  code?: ErrorCode | undefined;
  /** Milliseconds since 1970 from which a retry makes sense, if the failure named a time. */
  retryAt?: number | undefined;
  /** Milliseconds since 1970 of the last change of `status`. */
  updatedAt?: number | undefined;
  /** While `queued`: true if the waiting job asks for a new analysis despite a stored one. */
  force?: boolean | undefined;
  /** Number of jobs that ended without an attempt of their own; tells the next job apart from them. */
  jobsEnded?: number | undefined;
  /** Keyed hash of the alias by which alone the customer is known; absent once the call is bound. */
  alias_hash?: string | undefined;
  /** Milliseconds since 1970 of the move from another customer: jobs of that customer from before are void. */
  movedAt?: number | undefined;
}

/** A claim whose customer is known. */
export type BoundClaim = Claim & { client_email: string };

/** A claim that is held: the argument of {@link AnalysisClaims.take}. */
export type HeldClaim = BoundClaim & {
  created_at: string;
  attempt: number;
  token: string;
  leaseUntil: number;
};

/** A call that waits for a worker: the argument of {@link AnalysisClaims.queue}. */
export type QueuedClaim = Pick<BoundClaim, 'call_id' | 'client_email' | 'code' | 'force'> & {
  updatedAt: number;
};

/**
 * The store of claims. Each write is conditional; if the answer to a write was lost and the condition then fails, the
 * store recognises its own write by the token. Every method throws `LiveAssistError('store_unavailable')` if the store
 * cannot be reached.
 */
export interface AnalysisClaims extends AliasClaims {
  /** Reads the claim consistently; null if there is none. */
  get(callId: string, options?: ReadOptions): Promise<Claim | null>;
  /**
   * Reads the claims of a customer, in no order. The read may lag by moments and decides nothing. `token` and `code`
   * may be missing.
   *
   * @param most - Read at most so many, those whose calls' names sort last. @default all
   */
  ofCustomer(clientEmail: string, most?: number): Promise<Claim[]>;
  /** Names of the calls bound to a customer, expired claims included. The read may lag by moments. */
  callsOf(clientEmail: string): Promise<string[]>;
  /**
   * Binds the call to a customer unless it is bound already; returns the address that it is bound to.
   *
   * @param since - When the window that binds it was recorded, ISO-8601.
   */
  bind(callId: string, clientEmail: string, since?: string): Promise<string>;
  /**
   * Starts `claim.attempt` if the stored attempt is the one before it (none, for 1) and the call is not bound to
   * another customer. False if another holder was faster.
   */
  take(claim: HeldClaim): Promise<boolean>;
  /**
   * Marks the call as waiting for a worker (`queued`) if it is not bound to another customer, no running attempt has a
   * lease beyond `updatedAt`, and nothing happened to the call after `updatedAt`. `code` gives the failure of the
   * attempt before. False, with nothing changed, if the condition fails.
   */
  queue(claim: QueuedClaim): Promise<boolean>;
  /**
   * Records that a job of this customer ended without an analysis: adds 1 to `jobsEnded`, and marks a call that is
   * still `queued` as failed. False if it is not queued.
   */
  giveUp(claim: QueuedClaim & { code: ErrorCode }): Promise<boolean>;
  /** Changes the claim if `held.token` still holds it. False if not. */
  update(
    held: Pick<HeldClaim, 'call_id' | 'token'>,
    change: Partial<Pick<Claim, 'created_at' | 'status' | 'code' | 'retryAt' | 'updatedAt' | 'jobsEnded'>>,
  ): Promise<boolean>;
  /**
   * Removes a claim unless the call was bound to another customer or another attempt started since. True if it is gone.
   */
  remove(claim: Pick<Claim, 'call_id' | 'client_email' | 'token'>): Promise<boolean>;
}
