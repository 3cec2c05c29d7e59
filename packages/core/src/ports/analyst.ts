import type { AnalysisUsage, Judgement, Metrics } from '../analytics/analytics.ts';
import type { Call } from '../call/call.ts';
import type { ToolRules } from '../call/tool-name.ts';
import type { AnalysisAccount } from './allowance.ts';
import type { OwnWork } from './clock.ts';

/** An open promise of an earlier call, as an analyst sees it. */
export interface OpenCommitment {
  id: string;
  text: string;
  owner: 'agent' | 'customer';
  dueAt: string | null;
}

/** The input of an analyst. */
export interface AnalysisRequest {
  /** The call, with its secrets replaced by tokens. */
  call: Call;
  metrics: Metrics;
  /** Open promises from earlier calls of this customer. */
  openCommitments: OpenCommitment[];
  /** Milliseconds since 1970 by which the answer is due. */
  deadline: number;
  /** The account of the analysis, for the brake; the brake does not pass it on to the analyst. */
  account?: AnalysisAccount | undefined;
  /** Rules for the tools of the contact centre. */
  toolRules?: ToolRules | undefined;
  /** Counts the processing; absent if it is not counted. */
  work?: OwnWork | undefined;
  /** True if no person waits for the answer: it may be slower if that makes it cheaper. @default false */
  canWait?: boolean | undefined;
  /** Told of each answer of a provider, for the log; none of it becomes part of an analysis. */
  noteProvider?: ((note: ProviderNote) => void) | undefined;
}

/** What a provider tells of one of its answers beside the answer itself. */
export interface ProviderNote {
  /** The provider's name for the request, for its support; null if it gives none. */
  requestId: string | null;
  /** Tokens of the answer that were spent on reasoning; null if they are not counted. */
  reasoningTokens: number | null;
}

/** The answer of an analyst: judgements with unchecked evidence, and their cost. */
export interface AnalystAnswer {
  judgement: Judgement;
  model: string;
  promptVersion: string;
  usage: AnalysisUsage | null;
  costUsd: number | null;
  /** Remarks for a person to look at, for `analysis.flags`. */
  flags?: string[];
}

/** Judges a call. It gives judgements and quotes, never arithmetic. */
export interface Analyst {
  readonly engine: 'openai' | 'local';
  /**
   * Judges one call.
   *
   * @throws LiveAssistError with an `analyst_*`, `transcript_too_long` or `transcript_too_complex` code, and
   *   `rate_limited` behind a brake; with `costUsd` if the cost of the failed analysis is known.
   */
  analyze(request: AnalysisRequest): Promise<AnalystAnswer>;
  /** Upper bound of the cost in dollars if each first try is answered; absent without known prices. */
  costBound?(request: AnalysisRequest): number;
}
