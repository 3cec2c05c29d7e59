import type { ErrorCode } from '../shared/errors.ts';
import type { ReadOptions } from './call-records.ts';

/** Whose call this is, who analyses it now, and where its analysis lies (table `analysis-claims`). */
export interface Claim {
  call_id: string;
  client_email: string;
  /** Key of the analysis under the customer; absent while the claim only binds the call. */
  created_at?: string | undefined;
  /** Counts from 1; absent while the claim only binds the call. */
  attempt?: number | undefined;
  /** Names the holder of `attempt`. */
  token?: string | undefined;
  /** Milliseconds since 1970 after which the holder counts as gone. */
  leaseUntil?: number | undefined;
  /** Absent while the claim only binds the call. */
  status?: 'queued' | 'running' | 'done' | 'failed' | undefined;
  /** Why it failed. */
  code?: ErrorCode | undefined;
  /** Milliseconds since 1970 from which on trying again makes sense, where the failure named a time. */
  retryAt?: number | undefined;
  /** Milliseconds since 1970 of the last change of `status`. */
  updatedAt?: number | undefined;
  /** While `queued`: whether the job that waits asks for a new analysis although one is stored. */
  force?: boolean | undefined;
  /** How many jobs have ended without an attempt of their own, so that the next one is told apart from them. */
  jobsEnded?: number | undefined;
}

/** A claim that is held: what {@link AnalysisClaims.take} writes. */
export type HeldClaim = Claim & { created_at: string; attempt: number; token: string; leaseUntil: number };

/** A call that waits for a worker: what {@link AnalysisClaims.queue} writes. */
export type QueuedClaim = Pick<Claim, 'call_id' | 'client_email' | 'code' | 'force'> & { updatedAt: number };

/**
 * The claims. Each write is conditional; a write whose answer was lost is recognised by its token when the
 * condition then fails. Every method throws `LiveAssistError('store_unavailable')` when the store cannot be reached.
 */
export interface AnalysisClaims {
  /** The claim, read consistently, or null. */
  get(callId: string, options?: ReadOptions): Promise<Claim | null>;
  /**
   * The claims of a customer, in no order. This read may lag behind by moments; it decides nothing. `token` and
   * `code` may be missing.
   */
  ofCustomer(clientEmail: string): Promise<Claim[]>;
  /** The names of the calls that are bound to a customer, expired claims included. This read may lag behind by moments. */
  callsOf(clientEmail: string): Promise<string[]>;
  /** Binds the call to a customer unless it is bound already; returns the address that it is bound to now. */
  bind(callId: string, clientEmail: string): Promise<string>;
  /**
   * Starts `claim.attempt`, on condition that the stored attempt is still the one before it (or none, for 1)
   * and that the call is bound to nobody else. False when somebody else was faster.
   */
  take(claim: HeldClaim): Promise<boolean>;
  /**
   * Marks the call as waiting for a worker (`queued`), on condition that it is bound to nobody else, that no attempt
   * runs whose lease lasts past `updatedAt`, and that nothing has happened to it after `updatedAt`. `code` tells why
   * an attempt before has failed. False, and nothing changed, when the condition does not hold.
   */
  queue(claim: QueuedClaim): Promise<boolean>;
  /**
   * Tells that a job of this customer has ended without an analysis: adds 1 to `jobsEnded`, and marks a call that is still
   * `queued` as failed. False when it is not queued.
   */
  giveUp(claim: QueuedClaim & { code: ErrorCode }): Promise<boolean>;
  /**
   * Changes the claim on condition that `held.token` still holds it. False when it does not.
   */
  update(
    held: Pick<HeldClaim, 'call_id' | 'token'>,
    change: Partial<Pick<Claim, 'created_at' | 'status' | 'code' | 'retryAt' | 'updatedAt' | 'jobsEnded'>>,
  ): Promise<boolean>;
  /** Removes a claim, unless the call was bound to somebody else or another attempt was started since. True when it is gone. */
  remove(claim: Pick<Claim, 'call_id' | 'client_email' | 'token'>): Promise<boolean>;
}
