import * as z from 'zod/mini';
import { CallId, ClientEmail } from '../call/identifiers.ts';
import type { ClosedStatus, CommitmentStatus } from '../shared/commitment-status.ts';
import type { Evidence } from './evidence-types.ts';

/** `call_id` names the call that is starting; the memory leaves it out. */
export const RecallMemoryQuery = z.lazy(() =>
  z.object({ client_email: ClientEmail, call_id: z.nullish(CallId) }),
);
export type RecallMemoryQuery = z.infer<typeof RecallMemoryQuery>;

/** The kind of the headline, in order of rank. */
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

/** The headline without its words: the screen of the reader words it in its own language. */
export interface Headline {
  kind: HeadlineKind;
  /** The promise concerned. */
  commitmentId: string | null;
  /** The call concerned. */
  call_id: string | null;
  /** The category of `unresolved` and `repeat`. */
  category: string | null;
  /**
   * Number of open promises (`open`, `overdue`, `due_today`, `customer_owes`), or of calls in the category (`repeat`).
   */
  count: number | null;
  /** Days overdue, or days since the call. */
  days: number | null;
}

/** A call of this customer without an analysis so far. */
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
  sentiment: { score: number; label: 'Positive' | 'Neutral' | 'Negative' };
  satisfaction: { score: number; prediction: 'Satisfied' | 'Neutral' | 'Dissatisfied' };
}

/** A promise and its current state. */
export interface RememberedCommitment {
  id: string;
  text: string;
  owner: 'agent' | 'customer';
  /** `YYYY-MM-DD`; null if no day was named. */
  dueAt: string | null;
  /** `HH:MM` on that day, after which it is overdue; null if no time was named. */
  dueTime: string | null;
  status: CommitmentStatus;
  /** True if it is open and its day, or its time on that day, has passed. */
  overdue: boolean;
  /** True if overdue for more than 90 days; such a promise never becomes the headline. */
  stale: boolean;
  madeIn: { call_id: string; created_at: string };
  evidence: Evidence[];
  closing: {
    status: ClosedStatus;
    by: 'analyst' | 'person';
    at: string;
    call_id: string | null;
    evidence: Evidence[];
  } | null;
}

/** What an agent sees about a customer when a call starts. */
export interface MemoryBox {
  client_email: string;
  /** True if this address has called before. */
  returning: boolean;
  /** True if many people share this address. */
  shared: boolean;
  /** Number of analysed calls, exact up to 200. */
  calls: number;
  /** True if there are more calls than {@link calls}; absent otherwise. */
  callsMore?: true;
  headline: Headline;
  pending: PendingCall[];
  lastCall: LastCall | null;
  commitments: RememberedCommitment[];
  deliverables: { text: string; call_id: string; created_at: string; evidence: Evidence[] }[];
  /** Present only for a reader with `coaching:read`. */
  improvementAreas?: { text: string; times: number; lastSeen: string }[];
  /** Oldest first. */
  satisfactionTrend: { created_at: string; score: number }[];
}
