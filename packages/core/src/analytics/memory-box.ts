import * as z from 'zod/mini';
import { CallId, ClientEmail, CustomerId, Phone } from '../call/identifiers.ts';
import type { ClosedStatus, CommitmentStatus } from '../shared/commitment-status.ts';
import type { Evidence } from './evidence-types.ts';

/** Names the customer in one of three ways; `call_id` names the call that is starting, which the memory leaves out. */
export const MemoryBoxRequest = z.lazy(() =>
  z
    .object({
      client_email: z.nullish(ClientEmail),
      phone: z.nullish(Phone),
      customer_id: z.nullish(CustomerId),
      call_id: z.nullish(CallId),
    })
    .check(
      z.refine(
        ({ client_email, phone, customer_id }) =>
          [client_email, phone, customer_id].filter((name) => name != null).length === 1,
        { path: ['client_email'], error: 'must be given, or phone, or customer_id: one of them' },
      ),
    ),
);
export type MemoryBoxRequest = z.infer<typeof MemoryBoxRequest>;

/** `call_id` names the call that is starting; the memory leaves it out. */
export interface RecallMemoryQuery {
  client_email: string;
  call_id?: string | null | undefined;
}

/** The kind of the headline, in order of rank. */
export type HeadlineKind =
  /** We promised it, and it was said not to have come. */
  | 'missed'
  | 'overdue'
  | 'due_today'
  /** A matter that a call left open, and that no promise speaks for. */
  | 'unresolved'
  | 'open'
  | 'customer_owes'
  | 'repeat'
  /** A recorded call has no analysis yet. */
  | 'not_analysed'
  /** Kept since the last call. */
  | 'kept'
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
   * Number of promises of that kind (`missed`, `overdue`, `due_today`, `open`, `customer_owes`, `kept`), of open matters
   * (`unresolved`), of calls in the category (`repeat`), or of calls without an analysis (`not_analysed`).
   */
  count: number | null;
  /** Days overdue, or days since the call. */
  days: number | null;
}

/** A call of this customer without an analysis so far. `recorded`: its analysis was never asked for. */
export interface PendingCall {
  call_id: string;
  since: string;
  state: 'recorded' | 'queued' | 'running' | 'failed';
}

/** A recent analysed call. */
export interface RecentCall {
  call_id: string;
  created_at: string;
  agent_id: string | null;
  /** What it was about, in at most 8 words. */
  about: string | null;
  /** Null where it was not judged, as the three below. */
  category: string | null;
  resolved: boolean | null;
  /** How many of our promises made in it are open. */
  promisesOpen: number;
}

/** The newest analysed call. What was not judged in it is null: a message on an answering machine has no scores. */
export interface LastCall extends RecentCall {
  summary: string;
  sentiment: { score: number | null; label: 'Positive' | 'Neutral' | 'Negative' | null };
  satisfaction: { score: number | null; prediction: 'Satisfied' | 'Neutral' | 'Dissatisfied' | null };
}

/** How often a promise was said not to have come: once for each call and day that says so. */
export interface Missed {
  times: number;
  /** ISO-8601. */
  lastAt: string;
  /** The call that said so last. */
  call_id: string;
  evidence: Evidence[];
}

/** A promise and its current state. */
export interface RememberedCommitment {
  id: string;
  text: string;
  /** The promise in at most 6 words, without any word for a day; null in rows that have none. */
  label: string | null;
  owner: 'agent' | 'customer';
  /** `YYYY-MM-DD`; null if no day was named. */
  dueAt: string | null;
  /** `HH:MM` on that day, after which it is overdue; null if no time was named. */
  dueTime: string | null;
  /** How often the other side asked for it before its day had ended. */
  asked: number;
  /** How often its owner tried in vain. */
  attempted: number;
  /** True while it waits for an act of the other side; then it has no day, and does not lead. */
  conditional: boolean;
  /** True for what is done again and again; it is never overdue. */
  recurring: boolean;
  status: CommitmentStatus;
  /** True if it is open and its day, or its time on that day, has passed. */
  overdue: boolean;
  /** Of a kept one: whether it was done after its day; null if the day of the deed, or its own, is not known. */
  late: boolean | null;
  /** True if it is open and was not heard of for 90 days; such a promise never becomes the headline. */
  stale: boolean;
  /** True if it is open, had counted as kept, and was then said not to have come. */
  disputed: boolean;
  missed: Missed | null;
  /** How often it was promised anew, and when first, ISO-8601; null for a first promise. */
  renewed: { times: number; firstMadeAt: string } | null;
  madeIn: { call_id: string; created_at: string; agent_id: string | null };
  evidence: Evidence[];
  closing: {
    status: ClosedStatus;
    by: 'analyst' | 'person';
    at: string;
    call_id: string | null;
    evidence: Evidence[];
  } | null;
}

/** A matter that a call left open: a later call about the same joins it. */
export interface RememberedMatter {
  /** Its first call; it names the matter. */
  call_id: string;
  category: string;
  /** What it is about, in at most 8 words. */
  about: string | null;
  /** When it was left open first, ISO-8601. */
  since: string;
  /** Number of calls about it. */
  calls: number;
  /** True if no call has been about it for 90 days; such a matter never becomes the headline. */
  stale: boolean;
  evidence: Evidence[];
}

/** What an agent sees about a customer when a call starts. */
export interface MemoryBox {
  client_email: string;
  /** True if this address has called before. */
  returning: boolean;
  /** True if many people share this address. */
  shared: boolean;
  /** Number of analysed calls. */
  calls: number;
  /** True if there are more than `calls`. */
  callsMore?: boolean;
  headline: Headline;
  pending: PendingCall[];
  lastCall: LastCall | null;
  /** The newest five, newest first. */
  recentCalls: RecentCall[];
  commitments: RememberedCommitment[];
  /** Open ones, newest first. */
  matters: RememberedMatter[];
  deliverables: { text: string; call_id: string; created_at: string; evidence: Evidence[] }[];
  /** Present only for a reader with `coaching:read`. */
  improvementAreas?: { text: string; times: number; lastSeen: string }[];
  /** Oldest first. */
  satisfactionTrend: { created_at: string; score: number }[];
}
