import type { AnalysisUsage, CallAnalytics, Judgement, Metrics } from '../analytics/analytics.ts';
import type { CommitmentChange, StoredAnalytics } from '../analytics/stored-analytics.ts';
import type { Call, CallWindow } from '../call/call.ts';
import type { ToolRules } from '../call/tool-name.ts';
import type { ErrorCode } from '../shared/errors.ts';
import type { Allowance, AnalysisAccount } from './allowance.ts';
import type { AnalysisQueue } from './analysis-queue.ts';
import type { Erasures } from './erasures.ts';
import type { RedactableRecords, RedactionPort } from './window-redaction.ts';

/** How a store reads for an erasure. */
export interface ReadOptions {
  /** Also rows whose time is over and that the database has not removed yet. @default false */
  expired?: boolean;
}

/**
 * The windows of calls (table `call-records`).
 * Every method throws `LiveAssistError('store_unavailable')` when the store cannot be reached.
 */
export interface CallRecords extends RedactableRecords {
  /** Every window in ascending order of its number, all pages, read consistently; [] for an unknown call. Over
   * `maxCharacters`, the names of attributes included, reading ends with `transcript_too_long`. */
  list(callId: string, options?: ReadOptions & { maxCharacters?: number }): Promise<CallWindow[]>;
  /**
   * Adds a window. When that number exists already nothing is written, and the stored window is returned
   * for the caller to compare; null means that this one was written.
   */
  add(window: CallWindow): Promise<CallWindow | null>;
  /**
   * The names of the calls that have a window under this address, expired ones included. This read may lag behind by
   * moments, and finds nothing in a table of an earlier system that has no index for it.
   */
  callsOf(clientEmail: string): Promise<string[]>;
  /** Removes a window, unless another was recorded under its number since. True when it is gone. */
  remove(window: Pick<CallWindow, 'call_id' | 'window_number' | 'created_at'>): Promise<boolean>;
}

/**
 * Analysed calls, by customer (table `call-analytics`). A `clientEmail` is a key as it is stored; the caller
 * normalises. Every method throws `LiveAssistError('store_unavailable')` when the store cannot be reached.
 */
export interface AnalyticsStore {
  /** The row at this key, read consistently, or null. */
  get(clientEmail: string, createdAt: string): Promise<StoredAnalytics | null>;
  /** All rows of a customer, newest first, all pages, read consistently. */
  list(clientEmail: string, options?: ReadOptions): Promise<StoredAnalytics[]>;
  /**
   * Writes what an analysis found, and only that: attributes that belong to other writers stay.
   * `written` when the key was free or held this call with a lower `analysis.attempt` (a lost answer of an own
   * earlier write counts too); `taken` when another call has the key; `fenced` when a later attempt of this
   * call has been there. The last two change nothing.
   */
  write(analytics: CallAnalytics): Promise<'written' | 'taken' | 'fenced'>;
  /**
   * Keeps a change made by hand beside what the analysis found, unless a later one (by `at`) is there; nothing else of
   * the row is touched. Returns the change that stands now; null when no row of that call lies at this key any more.
   */
  changeCommitment(
    row: Pick<StoredAnalytics, 'client_email' | 'created_at' | 'call_id'>,
    commitmentId: string,
    change: CommitmentChange,
  ): Promise<CommitmentChange | null>;
  /** Removes a row; a row that is not there is no error. */
  remove(clientEmail: string, createdAt: string): Promise<void>;
}

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

/** A promise of an earlier call that nothing has closed yet, as an analyst is told of it. */
export interface OpenCommitment {
  id: string;
  text: string;
  owner: 'agent' | 'customer';
  dueAt: string | null;
}

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

/** What an analyst is given. */
export interface AnalysisRequest {
  /** The call, secrets already replaced by tokens. */
  call: Call;
  metrics: Metrics;
  /** Open promises of this customer's earlier calls. */
  openCommitments: OpenCommitment[];
  /** Milliseconds since 1970 by which the answer must be there. */
  deadline: number;
  /** On whose account the analysis is; for the brake, which passes it on to no analyst. */
  account?: AnalysisAccount | undefined;
  /** What the centre's tools do. */
  toolRules?: ToolRules | undefined;
  /** Absent where the work is not counted. */
  work?: OwnWork | undefined;
}

/** What an analyst answers: judgements with their evidence, still unchecked, and what they cost. */
export interface AnalystAnswer {
  judgement: Judgement;
  model: string;
  promptVersion: string;
  usage: AnalysisUsage | null;
  costUsd: number | null;
  /** What a person should look at, for `analysis.flags`. */
  flags?: string[];
}

/** Judges a call. It is asked for judgements and quotes, never for arithmetic. */
export interface Analyst {
  readonly engine: 'openai' | 'local';
  /**
   * @throws LiveAssistError with an `analyst_*`, `transcript_too_long` or `transcript_too_complex` code, and `rate_limited` behind a brake; with
   *   `costUsd` where it is known what the failed analysis has cost.
   */
  analyze(request: AnalysisRequest): Promise<AnalystAnswer>;
  /** The most that an analysis costs, in dollars, when each first try is answered; absent where no price is known. */
  costBound?(request: AnalysisRequest): number;
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

/** All that the use cases need of the world. */
export interface Ports extends RedactionPort {
  records: CallRecords;
  analytics: AnalyticsStore;
  claims: AnalysisClaims;
  analyst: Analyst;
  /** Absent where no worker analyses calls: then whoever asks for an analysis waits for it. */
  queue?: AnalysisQueue | undefined;
  /** Absent where analyses cost nothing: then none is limited. */
  allowance?: Allowance | undefined;
  /** Absent where no customer can be erased: then no writer looks for a tombstone. */
  erasures?: Erasures | undefined;
  clock: Clock;
  /** A fresh name that nobody can guess (a UUID). */
  newToken(): string;
}
