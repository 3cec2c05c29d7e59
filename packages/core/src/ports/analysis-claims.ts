import type { ErrorCode } from '../shared/errors.ts';
import type { AliasClaims } from './alias-claims.ts';
import type { ReadOptions } from './call-records.ts';
import type { EventClaims, EventsMark } from './events/event-claims.ts';

/**
 * The claim (lease row) of a call: its customer, the current holder, the key of its analysis, and whether the call
 * waits for a worker to look at it (table `analysis-claims`).
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
  /** When the newest known window was recorded, ISO-8601; absent if no window told. */
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
  /** Present while the call waits: the part of the index `waiting` that lists it; see `waitingShardOf`. */
  waitingShard?: number | undefined;
  /** Number of times that a window was announced. A call leaves `waiting` only if this is as it was read before its windows. */
  waitingRev?: number | undefined;
  /** True if the call has ended and waits for its customer alone. */
  unnamed?: boolean | undefined;
  /** Number of times that the call was queued by itself. */
  automatic?: number | undefined;
  /** Number of times that a sweep has queued it since its newest window. */
  found?: number | undefined;
  /** Milliseconds since 1970 until which a settle job counts as under way. */
  settlingUntil?: number | undefined;
  /**
   * Present while events of the call may have to be handed over; equal to `waitingRev` (0 if that is absent) if the call
   * waits for nothing else.
   */
  eventsRev?: number | undefined;
  /** Names the last writer of such events. */
  eventsToken?: string | undefined;
  /** Milliseconds since 1970 until which a job counts as under way that hands them over. */
  eventsUntil?: number | undefined;
  /** The failure that a receiver of events was told of last. */
  toldFailure?: string | undefined;
  /** True if the call was given up: only a new window or a request has it analysed. */
  givenUp?: boolean | undefined;
  /** After a failure: the numbers of the windows that were examined, as inclusive ranges. */
  examined?: [from: number, to: number][] | undefined;
}

/**
 * The name under which the claims of a customer tell that their ledger of promises holds more than their rows: no call has
 * such a name.
 */
export function ledgerMark(clientEmail: string): string {
  return `\u0001promises of ${clientEmail}`;
}

/** The mark of a ledger, see {@link ledgerMark}: the argument of {@link AnalysisClaims.keep}. */
export interface LastingClaim {
  call_id: string;
  client_email: string;
  /** Seconds since 1970 until which it is kept at least; undefined: for ever. */
  until: number | undefined;
}

/** A claim whose customer is known. */
export type BoundClaim = Claim & { client_email: string };

/** A claim that is held: the argument of {@link AnalysisClaims.take}. */
export type HeldClaim = BoundClaim & {
  created_at: string;
  attempt: number;
  token: string;
  leaseUntil: number;
  /** Where a receiver of events is set: then the call waits until the events of this attempt are handed over. */
  events?: EventsMark | undefined;
};

/** A call that waits for a worker: the argument of {@link AnalysisClaims.queue}. */
export type QueuedClaim = Pick<BoundClaim, 'call_id' | 'client_email' | 'code' | 'force'> & {
  updatedAt: number;
  /** True if the call is queued by itself: counts in {@link Claim.automatic}, and ends what `settlingUntil` tells of. */
  automatic?: boolean | undefined;
};

/** A call with a new window: the argument of {@link AnalysisClaims.wait}. */
export interface WaitingCall {
  call_id: string;
  /** When that window was recorded, ISO-8601; an earlier time than the known one does not replace it. */
  since: string;
  /** The address that the call is bound to, as it is stored. Absent if no claim is bound: then a claim is made. */
  client_email?: string | undefined;
}

/** A part of the calls that wait: the argument of {@link AnalysisClaims.waiting}. */
export interface WaitingQuery {
  /** From 0 to 15. */
  shard: number;
  /** The last call of this part that was read before, or null to begin. */
  after: Pick<WaitingCall, 'call_id' | 'since'> | null;
  /** The earliest `since` to begin with. @default the oldest */
  from?: string | undefined;
  /** True to leave out the calls that wait for their customer. @default false */
  isNamed?: boolean | undefined;
  most: number;
}

/**
 * The store of claims. Each write is conditional; if the answer to a write was lost and the condition then fails, the
 * store recognises its own write by the token. Every method throws `LiveAssistError('store_unavailable')` if the store
 * cannot be reached.
 */
export interface AnalysisClaims extends AliasClaims, EventClaims {
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
   * @param waits - True if the call waits from then on, as after {@link wait}; needs `since`. @default false
   */
  bind(callId: string, clientEmail: string, since?: string, waits?: boolean): Promise<string>;
  /**
   * Announces a window: the call waits from then on, and `waitingRev` is raised. Returns the claim as it was before (null:
   * none), or false, with nothing changed, if the call is not bound to the given address any more.
   */
  wait(call: WaitingCall): Promise<Claim | null | false>;
  /**
   * Takes the call out of `waiting` if `waitingRev` still is the given one; with events to hand over it waits for these
   * alone from then on. True if it does not wait for a worker any more.
   *
   * @param givenUp - True to mark it as given up. @default false
   */
  leave(callId: string, waitingRev: number | undefined, givenUp?: boolean): Promise<boolean>;
  /** Changes a claim that exists; adds 1 to `found` for `isFound`. False if there is none. */
  mark(
    callId: string,
    change: Pick<Claim, 'settlingUntil' | 'unnamed' | 'eventsUntil'> & { isFound?: boolean | undefined },
  ): Promise<boolean>;
  /** Reads calls that wait, oldest first. The read may lag by moments; `token` and times of attempts may be missing. */
  waiting(query: WaitingQuery): Promise<(Claim & { since: string })[]>;
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
  /**
   * Changes the claim if `held.token` still holds it. False if not.
   *
   * @param leaves - True to take the call out of `waiting` too, if `waitingRev` still is `held.waitingRev`; `'for events'`:
   *   it waits for its events alone then.
   */
  update(
    held: Pick<HeldClaim, 'call_id' | 'token' | 'waitingRev' | 'events'>,
    change: Partial<
      Pick<Claim, 'created_at' | 'status' | 'code' | 'retryAt' | 'updatedAt' | 'jobsEnded' | 'examined'>
    >,
    leaves?: boolean | 'for events',
  ): Promise<boolean>;
  /** Keeps a claim at least so long, and changes nothing else of it. A missing one is made, as `done`. */
  keep(claim: LastingClaim): Promise<void>;
  /**
   * Removes a claim unless the call was bound to another customer or another attempt started since. True if it is gone.
   */
  remove(claim: Pick<Claim, 'call_id' | 'client_email' | 'token'>): Promise<boolean>;
}
