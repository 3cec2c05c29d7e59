import type { AnalysisUsage, Judgement, Metrics } from '../analytics/analytics.ts';
import type { Call } from '../call/call.ts';
import type { ToolRules } from '../call/tool-name.ts';
import type { AnalysisAccount } from './allowance.ts';
import type { OwnWork } from './clock.ts';

/** A promise of an earlier call that nothing has closed yet, as an analyst is told of it. */
export interface OpenCommitment {
  id: string;
  text: string;
  owner: 'agent' | 'customer';
  dueAt: string | null;
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
