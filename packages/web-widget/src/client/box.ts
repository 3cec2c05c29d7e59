/**
 * The memory box as the service sends it. A service of an earlier version leaves out what has `?`.
 *
 * @module
 */

import type {
  RememberedCommitment as CoreCommitment,
  Headline as CoreHeadline,
  HeadlineKind as CoreKind,
  LastCall as CoreLastCall,
  MemoryBox as CoreMemoryBox,
  PendingCall as CorePendingCall,
} from '@live-assist/core';
import type { Evidence } from '@live-assist/core/analytics/evidence-types';

export type HeadlineKind = CoreKind | 'missed' | 'not_analysed' | 'kept';

export interface Headline extends Omit<CoreHeadline, 'kind'> {
  kind: HeadlineKind;
}

export interface PendingCall extends Omit<CorePendingCall, 'state'> {
  state: CorePendingCall['state'] | 'recorded';
}

export interface LastCall extends Omit<CoreLastCall, 'resolved'> {
  agent_id?: string | null;
  about?: string | null;
  resolved: boolean | null;
  promisesOpen?: number;
}

export interface RecentCall {
  call_id: string;
  created_at: string;
  agent_id?: string | null;
  about?: string | null;
  category: string | null;
  resolved: boolean | null;
  promisesOpen?: number;
}

export interface RememberedCommitment extends Omit<CoreCommitment, 'madeIn' | 'status' | 'closing'> {
  label?: string | null;
  status: 'open' | 'kept' | 'replaced' | 'withdrawn' | 'dismissed' | 'broken';
  asked?: number;
  attempted?: number;
  conditional?: boolean;
  recurring?: boolean;
  late?: boolean | null;
  disputed?: boolean;
  missed?: { times: number; lastAt: string; call_id: string; evidence: Evidence[] } | null;
  renewed?: { times: number; firstMadeAt: string } | null;
  madeIn: CoreCommitment['madeIn'] & { agent_id?: string | null };
  closing: {
    status: string;
    by: 'analyst' | 'person';
    at: string;
    call_id: string | null;
    evidence: Evidence[];
  } | null;
}

export interface Matter {
  call_id: string;
  category: string | null;
  about?: string | null;
  since: string;
  calls: number;
  stale: boolean;
  evidence: Evidence[];
}

export interface MemoryBox extends Omit<CoreMemoryBox, 'headline' | 'pending' | 'lastCall' | 'commitments'> {
  callsMore?: boolean;
  headline: Headline;
  pending: PendingCall[];
  lastCall: LastCall | null;
  recentCalls?: RecentCall[];
  commitments: RememberedCommitment[];
  matters?: Matter[];
}
