import * as z from 'zod/mini';
import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import { AgentId, CallId, ClientEmail } from '../call/identifiers.ts';
import type { ToolRules } from '../call/tool-name.ts';

/** `force` asks for a new analysis although one is stored. */
export const AnalyzeCallCommand = z.lazy(() =>
  z.object({
    call_id: CallId,
    client_email: ClientEmail,
    agent_id: z.nullish(AgentId),
    force: z.nullish(z.boolean()),
  }),
);
export type AnalyzeCallCommand = z.infer<typeof AnalyzeCallCommand>;

/** How this deployment analyses. */
export interface AnalysisSettings {
  /** IANA name; the calendar on which "by Friday" is resolved. */
  timeZone: string;
  /** Longest time for which an analyst may take, in milliseconds. */
  analysisTimeoutMs: number;
  /** What the tools of the centre do, where their names do not say it. */
  toolRules?: ToolRules | undefined;
}

/** What the door knows about a request. */
export interface AnalyzeCallContext {
  /** When the request came, in milliseconds since 1970; an attempt that ends later answers it too. */
  arrivedAt?: number | undefined;
  /** When the process will be stopped, in milliseconds since 1970. */
  deadline?: number | undefined;
  /** Who asks, as the log names them; null where the caller has no name. */
  subject?: string | null | undefined;
  /** False for a reader who may only see what is stored. */
  mayAnalyze?: boolean | undefined;
  /** The keyed hash of who asks, for limits; absent where the operator does. */
  sender?: string | undefined;
  /** Whether the analysis was counted for `sender` when it was queued. @default false */
  isQueued?: boolean | undefined;
}

/** An analysis, and whether this request made it (`computed`) or found it. */
export interface AnalyzeCallResult {
  analytics: StoredAnalytics;
  source: 'stored' | 'computed';
}
