import type { AnalysisUsage, Judgement, Metrics } from '../analytics/analytics.ts';
import type { NamedCategory } from '../analytics/categories.ts';
import type { Call } from '../call/call.ts';
import type { ToolRules } from '../call/tool-name.ts';
import type { AnalysisAccount, SettleCount } from './allowance.ts';
import type { OwnWork } from './clock.ts';

/** A promise of an earlier call, as an analyst sees it. */
export interface OpenCommitment {
  id: string;
  text: string;
  /** At most 6 words, without any word for a day; absent in rows that have none. */
  label?: string | undefined;
  owner: 'agent' | 'customer';
  /** `YYYY-MM-DD`, after changes by hand; null if it has no day, or waits for an act of the other side. */
  dueAt: string | null;
  /** `HH:MM` on that day. */
  dueTime?: string | null | undefined;
  /** When it was made, ISO-8601. */
  madeAt?: string | undefined;
  /** True if it waits for an act of the other side. */
  conditional?: boolean | undefined;
  /** True for what is done again and again. */
  recurring?: boolean | undefined;
}

/** A matter that earlier calls left open, as an analyst sees it. */
export interface OpenMatter {
  /** Names the matter. */
  call_id: string;
  category: string;
  about: string | null;
}

/** The input of an analyst. */
export interface AnalysisRequest {
  /** The call, with its secrets replaced by tokens. */
  call: Call;
  metrics: Metrics;
  /** Promises from earlier calls of this customer that were open before the words of this one. */
  openCommitments: OpenCommitment[];
  /**
   * Those that had counted as kept for at most 90 days; this call may say that they were `missed`. Absent means none.
   */
  keptCommitments?: OpenCommitment[] | undefined;
  /** The matters that earlier calls of this customer left open. Absent means none. */
  openMatters?: OpenMatter[] | undefined;
  /** Milliseconds since 1970 by which the answer is due. */
  deadline: number;
  /** The account of the analysis, for the brake; the brake does not pass it on to the analyst. */
  account?: AnalysisAccount | undefined;
  /** Rules for the tools of the contact centre. */
  toolRules?: ToolRules | undefined;
  /** The categories of the contact centre, each with a sentence; absent where it has no list of its own. */
  categories?: readonly NamedCategory[] | undefined;
  /** Counts the processing; absent if it is not counted. */
  work?: OwnWork | undefined;
  /** True if no person waits for the answer: it may be slower if that makes it cheaper. @default false */
  canWait?: boolean | undefined;
  /** Told of each answer of a provider, for the log; none of it becomes part of an analysis. */
  noteProvider?: ((note: ProviderNote) => void) | undefined;
  /**
   * Takes what the analyst still writes when it has its answer, so that the answer need not wait for it; the caller awaits it
   * before the analysis ends. Absent, the analyst awaits it. It never rejects.
   */
  awaitLater?: ((writing: Promise<unknown>) => void) | undefined;
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
  /**
   * Why the scores, the category and the outcome of the judgement mean nothing: the analyst cannot judge the language
   * that was spoken. They are then stored as null, and what stands in the call is still kept; absent if all was judged.
   */
  unjudged?: 'language_not_judged';
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
  /**
   * Begins to count an analysis of this account against its limits while its question is put together; absent without such
   * limits. The request names the account with the count. If no request follows, settle the count as unpaid. The count
   * rejects as `analyze` would.
   */
  begin?(account: AnalysisAccount): Promise<SettleCount>;
  /** Upper bound of the cost in dollars if each first try is answered; absent without known prices. */
  costBound?(request: AnalysisRequest): number;
}
