import * as z from 'zod/mini';
import { CallId, ClientEmail } from '../call/identifiers.ts';
import type { CallAnalytics, Evidence } from './analytics.ts';

/** `call_id` is the call that is starting now; it is left out of the memory. */
export const RecallMemoryQuery = z.lazy(() =>
  z.object({ client_email: ClientEmail, call_id: z.nullish(CallId) }),
);
export type RecallMemoryQuery = z.infer<typeof RecallMemoryQuery>;

/** The one thing to know first, in the order in which they are ranked. */
export type HeadlineKind =
  | 'just_called'
  | 'overdue'
  | 'due_today'
  | 'unresolved'
  | 'repeat'
  | 'open'
  | 'customer_owes'
  | 'nothing_open'
  | 'new';

/** The headline without its words, which the reader's screen has in its own language. */
export interface Headline {
  kind: HeadlineKind;
  /** The promise that it is about. */
  commitmentId: string | null;
  /** The call that it is about. */
  call_id: string | null;
  /** What `unresolved` and `repeat` are about. */
  category: string | null;
  /** How many promises are open (`open`, `overdue`, `due_today`, `customer_owes`), or calls about it (`repeat`). */
  count: number | null;
  /** Days overdue, or since the call. */
  days: number | null;
}

/** A call of this customer that is not analysed yet. */
export interface PendingCall {
  call_id: string;
  since: string;
  state: 'queued' | 'running' | 'failed';
}

/** The newest analysed call. */
export interface LastCall {
  call_id: string;
  created_at: string;
  summary: string;
  category: string;
  resolved: boolean;
  sentiment: CallAnalytics['sentiment'];
  satisfaction: CallAnalytics['satisfaction'];
}

/** A promise with what became of it. */
export interface RememberedCommitment {
  id: string;
  text: string;
  owner: 'agent' | 'customer';
  /** `YYYY-MM-DD`, or null when no day was named. */
  dueAt: string | null;
  /** `HH:MM` on that day, after which it is overdue; null when no time was named. */
  dueTime: string | null;
  status: 'open' | 'kept' | 'broken' | 'dismissed';
  /** Open, and its day has ended, or its time on that day. */
  overdue: boolean;
  /** Overdue for more than 90 days: it never leads. */
  stale: boolean;
  madeIn: { call_id: string; created_at: string };
  evidence: Evidence[];
  closing: {
    status: 'kept' | 'broken' | 'dismissed';
    by: 'analyst' | 'person';
    at: string;
    call_id: string | null;
    evidence: Evidence[];
  } | null;
}

/** What an agent sees of a customer when a call starts. */
export interface MemoryBox {
  client_email: string;
  /** Has this address called before? */
  returning: boolean;
  /** Many people stand behind this address. */
  shared: boolean;
  /** How many calls have been analysed. */
  calls: number;
  headline: Headline;
  pending: PendingCall[];
  lastCall: LastCall | null;
  commitments: RememberedCommitment[];
  deliverables: { text: string; call_id: string; created_at: string; evidence: Evidence[] }[];
  /** Only for a reader with `coaching:read`. */
  improvementAreas?: { text: string; times: number; lastSeen: string }[];
  /** Oldest first. */
  satisfactionTrend: { created_at: string; score: number }[];
}
