import type {
  LastCall,
  MemoryBox,
  PendingCall,
  RecallMemoryQuery,
  RecentCall,
  RememberedCommitment,
} from '../analytics/memory-box.ts';
import { isAnalysis, type StoredAnalytics } from '../analytics/stored-analytics.ts';
import { customerKey, customerKeys, storedKeys } from '../call/identifiers.ts';
import { latestRowPerCall, rowsOfCustomer } from '../customer/customer-rows.ts';
import { foldCommitments, inReadingOrder } from '../customer/ledger.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import { clockInZone } from '../shared/calendar.ts';
import { toIso } from '../shared/timestamps.ts';
import { foldRepeats } from './fold-repeats.ts';
import { headlineOf } from './headline.ts';

/** The settings of the memory. */
export interface MemorySettings {
  /** IANA name of the time zone; its calendar decides when a promise is overdue. */
  timeZone: string;
  /** Shared addresses, or local parts with their `@` (`info@`), that many people use. */
  sharedAddresses: readonly string[];
}

/** Number of newest calls from which deliverables, improvement areas and the trend are taken. */
const REMEMBERED_CALLS = 50;
const DAY_MS = 86_400_000;

/**
 * Builds the memory box of a customer when a call starts: the promises of all calls with their state, what was done,
 * how the last call ended. It asks no model. An unknown customer gets an empty box.
 *
 * @param coaching - True if the reader may see improvement areas.
 * @throws LiveAssistError `store_unavailable`.
 *
 * @example
 * const box = await recallMemory(ports, settings, { client_email: 'ana@example.com' }, false);
 * box.headline.kind; // 'overdue'
 */
export async function recallMemory(
  ports: Pick<Ports, 'analytics' | 'claims' | 'clock'>,
  settings: MemorySettings,
  { client_email, call_id }: RecallMemoryQuery,
  coaching: boolean,
): Promise<MemoryBox> {
  const key = customerKey(client_email);
  const [stored, ...named] = await Promise.all([
    rowsOfCustomer(ports.analytics, client_email),
    ...storedKeys(client_email).map((stored) => ports.claims.ofCustomer(stored)),
  ]);
  const claims = named.flat();
  const now = ports.clock.now();
  const { day: today, minutes } = clockInZone(now, settings.timeZone);
  const calls = latestRowPerCall(stored).filter((row) => row.call_id !== call_id);
  const analysed = new Set(calls.map((row) => row.call_id));
  const pending = pendingOf(
    claims.filter((claim) => claim.call_id !== call_id && !analysed.has(claim.call_id)),
    now,
  );
  const ledger = foldCommitments(calls, today, minutes);
  const newest = calls.slice(0, REMEMBERED_CALLS);
  const open = ledger.filter((entry) => entry.status === 'open').toSorted(inReadingOrder);
  return {
    client_email: key,
    returning: calls.length > 0 || pending.length > 0,
    shared: isShared(customerKeys(client_email), settings.sharedAddresses),
    calls: calls.length,
    headline: headlineOf(calls, open, pending, today, settings.timeZone),
    pending,
    lastCall: lastCallOf(calls[0]),
    recentCalls: calls.slice(0, 5).map(recentCallOf),
    matters: [],
    commitments: [...open, ...ledger.filter((entry) => isFresh(entry, calls[0], now))],
    deliverables: foldRepeats(newest.flatMap(deliverablesOf)).map(([entry]) => entry),
    ...(coaching && { improvementAreas: improvementAreasOf(newest) }),
    satisfactionTrend: newest.flatMap(scoreOf).reverse(),
  };
}

function pendingOf(claims: readonly Claim[], now: number): PendingCall[] {
  return claims
    .flatMap(({ call_id, status, created_at, updatedAt, leaseUntil }): PendingCall[] => {
      if (status === undefined || status === 'done') return [];
      const lapsed = status === 'running' && (leaseUntil ?? 0) <= now;
      return [{ call_id, since: created_at ?? toIso(updatedAt ?? now), state: lapsed ? 'failed' : status }];
    })
    .sort((a, b) => (a.since < b.since ? 1 : -1));
}

/** True if one of these keys is a shared address. Entries are addresses, or local parts with their `@`. */
export function isShared(keys: readonly string[], shared: readonly string[]): boolean {
  return shared.some((entry) =>
    keys.some((key) => (entry.endsWith('@') ? key.startsWith(entry) : key === entry)),
  );
}

// A promise that was just closed stays visible, so that the agent can undo that and does not ask about it again.
function isFresh(
  { closing }: RememberedCommitment,
  newest: StoredAnalytics | undefined,
  now: number,
): boolean {
  if (closing === null) return false;
  if (closing.by === 'person') return now - Date.parse(closing.at) < DAY_MS;
  return closing.call_id === newest?.call_id;
}

// No field of a row of the previous system is guaranteed, so each is checked.
function lastCallOf(row: StoredAnalytics | undefined): LastCall | null {
  if (row === undefined) return null;
  const { summary, sentiment, satisfaction } = row as Record<string, unknown>;
  const score = (value: unknown) =>
    typeof fieldsOf(value).score === 'number' ? Number(fieldsOf(value).score) : null;
  const label = <Name extends string>(value: unknown, names: readonly Name[]): Name | null =>
    names.find((name) => Object.values(fieldsOf(value)).includes(name)) ?? null;
  return {
    ...recentCallOf(row),
    summary: typeof summary === 'string' ? summary : '',
    sentiment: { score: score(sentiment), label: label(sentiment, ['Positive', 'Neutral', 'Negative']) },
    satisfaction: {
      score: score(satisfaction),
      prediction: label(satisfaction, ['Satisfied', 'Neutral', 'Dissatisfied']),
    },
  };
}

function recentCallOf(row: StoredAnalytics): RecentCall {
  const { category, resolved } = fieldsOf(row.issueResolution);
  const { text } = fieldsOf(row.about);
  return {
    call_id: row.call_id,
    created_at: row.created_at,
    agent_id: typeof row.agent_id === 'string' ? row.agent_id : null,
    about: typeof text === 'string' ? text : null,
    category: typeof category === 'string' ? category : null,
    resolved: typeof resolved === 'boolean' ? resolved : null,
    promisesOpen: 0,
  };
}

function deliverablesOf(row: StoredAnalytics): MemoryBox['deliverables'] {
  return textsOf(fieldsOf(row.memory).deliverables).map((text, n) => ({
    text,
    call_id: row.call_id,
    created_at: row.created_at,
    evidence: isAnalysis(row) ? (row.evidence.deliverables[n] ?? []) : [],
  }));
}

function improvementAreasOf(rows: readonly StoredAnalytics[]): NonNullable<MemoryBox['improvementAreas']> {
  const noted = rows.flatMap((row) =>
    textsOf(fieldsOf(row.memory).improvementAreas).map((text) => ({ text, created_at: row.created_at })),
  );
  return foldRepeats(noted).map(([{ text, created_at }, times]) => ({ text, times, lastSeen: created_at }));
}

function scoreOf(row: StoredAnalytics): MemoryBox['satisfactionTrend'] {
  const { score } = fieldsOf(row.satisfaction);
  return typeof score === 'number' ? [{ created_at: row.created_at, score }] : [];
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((text): text is string => typeof text === 'string' && text !== '')
    : [];
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
