import * as z from 'zod/mini';
import type { NamedCategory } from '../analytics/categories.ts';
import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import { AgentId, CallId, ClientEmail, customerKey } from '../call/identifiers.ts';
import type { ToolRules } from '../call/tool-name.ts';
import type { AnalysisAccount } from '../ports/allowance.ts';

/** `force` requests a new analysis even if one is stored. */
export const AnalyzeCallCommand = z.lazy(() =>
  z.object({
    call_id: CallId,
    client_email: ClientEmail,
    agent_id: z.nullish(AgentId),
    force: z.nullish(z.boolean()),
  }),
);
export type AnalyzeCallCommand = z.infer<typeof AnalyzeCallCommand>;

/** The settings of an analysis. */
export interface AnalysisSettings {
  /** As in the settings of the memory; of such an address no promise and no matter is given. */
  sharedAddresses?: readonly string[] | undefined;
  /** IANA name of the time zone; its calendar resolves "by Friday". */
  timeZone: string;
  /** Longest time that an analyst may take, in milliseconds. */
  analysisTimeoutMs: number;
  /** Rules for tools whose names do not show what they do. */
  toolRules?: ToolRules | undefined;
  /** The categories of the contact centre, each with a sentence; absent where it has no list of its own. */
  categories?: readonly NamedCategory[] | undefined;
}

/** What the caller of the use case knows about a request. */
export interface AnalyzeCallContext {
  /** Arrival of the request, in milliseconds since 1970; an attempt that ends later also answers it. */
  arrivedAt?: number | undefined;
  /** Time at which the process will be stopped, in milliseconds since 1970. */
  deadline?: number | undefined;
  /** The sender as the log names them; null if the caller has no name. */
  subject?: string | null | undefined;
  /** False for a reader who may see only stored analyses. */
  mayAnalyze?: boolean | undefined;
  /** Keyed hash of the sender, for limits; absent for the operator. */
  sender?: string | undefined;
  /** True if the analysis was counted for `sender` when it was queued. @default false */
  isQueued?: boolean | undefined;
  /** True if no request asked for the analysis: the call ended, and is queued by itself. @default false */
  isAutomatic?: boolean | undefined;
  /** True if no person waits for the answer, as in an import; a queued analysis can always wait. @default false */
  canWait?: boolean | undefined;
}

/** An analysis, and whether this request made it (`computed`) or found it (`stored`). */
export interface AnalyzeCallResult {
  analytics: StoredAnalytics;
  source: 'stored' | 'computed';
}

/** Names the call whose status is asked for. */
export const AnalysisStatusQuery = z.lazy(() => z.object({ call_id: CallId }));
export type AnalysisStatusQuery = z.infer<typeof AnalysisStatusQuery>;

/** Whose limits an analysis counts against. */
export function accountOf(
  { call_id, client_email }: AnalyzeCallCommand,
  { sender, isQueued }: AnalyzeCallContext,
): AnalysisAccount {
  return { call_id, client_email: customerKey(client_email), sender, isQueued };
}
