import { presentAddress } from '../aliases/present-address.ts';
import type { MemoryBox, RecallMemoryQuery } from '../analytics/memory-box.ts';
import { isAnalysis, type StoredAnalytics } from '../analytics/stored-analytics.ts';
import { customerKey, storedKeys } from '../call/identifiers.ts';
import { latestRowPerCall } from '../customer/customer-rows.ts';
import { formerMark, isMark } from '../customer/marks.ts';
import { recentRows } from '../customer/recent-rows.ts';
import { inReadingOrder, type LedgerEntry, readLedger, sent } from '../ledger/customer-ledger.ts';
import { openMatters, sentMatter } from '../ledger/matters.ts';
import { endOfCall, inCallOrder } from '../ledger/promise-records.ts';
import { momentOf } from '../ledger/promise-state.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import { finishLapsed, promisesBeyondRows } from '../promises/beyond-rows.ts';
import { writeLagging } from '../promises/lagging.ts';
import { joinedRecords } from '../promises/promise-items.ts';
import { fieldsOf, textsOf } from '../shared/fields.ts';
import { withinBounds } from './box-bounds.ts';
import { foldRepeats } from './fold-repeats.ts';
import { headlineOf } from './headline.ts';
import { pendingCalls } from './pending-calls.ts';
import { lastCallOf, recentCallOf } from './recent-calls.ts';

/** The settings of the memory. */
export interface MemorySettings {
  /** IANA name of the time zone; its calendar decides when a promise is overdue. */
  timeZone: string;
  /** Shared addresses, or local parts with their `@` (`info@`), that many people use. */
  sharedAddresses: readonly string[];
}

/** Number of newest calls from which deliverables, improvement areas and the trend are taken. */
const REMEMBERED_CALLS = 50;
/** Most claims that are read: those of the calls whose names sort last. */
const MOST_CLAIMS = 400;
/** Number of calls up to which they are counted. */
const MOST_COUNTED = 200;
const RECENT_CALLS = 5;
const MOST_CLOSED = 10;
const MOST_DELIVERABLES = 50;
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
  ports: Pick<Ports, 'analytics' | 'claims' | 'promises' | 'records' | 'clock' | 'aliases'>,
  settings: MemorySettings,
  { client_email, call_id }: RecallMemoryQuery,
  coaching: boolean,
): Promise<MemoryBox> {
  const key = customerKey(client_email);
  const [{ rows, hasMore, isShared: shared }, ...named] = await Promise.all([
    recentRows(ports, client_email, settings.sharedAddresses),
    ...storedKeys(client_email).map((stored) => ports.claims.ofCustomer(stored, MOST_CLAIMS)),
  ]);
  const listed = named.flat();
  if (listed.some((claim) => claim.call_id === formerMark(key))) {
    const present = await presentAddress(ports, key);
    if (present !== null) return recallMemory(ports, settings, { client_email: present, call_id }, coaching);
  }
  const claims = listed.filter((claim) => !isMark(claim.call_id));
  const now = ports.clock.now();
  const time = { now, timeZone: settings.timeZone };
  const read = latestRowPerCall(rows);
  const calls = inCallOrder(read.filter((row) => row.call_id !== call_id)).reverse();
  const analysed = new Set(calls.map((row) => row.call_id));
  const hasMoreClaims = named.some((page) => page.length >= MOST_CLAIMS);
  const [pending, items] = await Promise.all([
    pendingCalls(
      ports,
      claims.filter((claim) => claim.call_id !== call_id && !analysed.has(claim.call_id)),
      now,
    ),
    promisesBeyondRows(ports, client_email, { rows: read, hasMore, claims: listed, hasMoreClaims }),
  ]);
  const ledger = readLedger(joinedRecords(read, items ?? [], call_id), time);
  const matters = openMatters(calls, ledger, { ...time, isShared: shared });
  const newest = calls.slice(0, REMEMBERED_CALLS);
  const open = ledger.filter((entry) => entry.status === 'open').toSorted(inReadingOrder);
  const closed = closedSince(ledger, calls[0], now);
  // Many people stand behind a shared address: no promise leads.
  const headline = headlineOf(
    {
      calls,
      open: shared ? [] : open,
      keptSince: shared ? [] : closed.filter((entry) => isKeptSince(entry, calls[0])),
      matters,
      pending,
    },
    time,
  );
  await (items === null ? finishLapsed(ports, read, claims) : writeLagging(ports, read, items));
  return withinBounds({
    client_email: key,
    returning: calls.length > 0 || pending.length > 0,
    shared,
    ...countOf(calls, claims, hasMore, call_id),
    headline,
    pending,
    lastCall: lastCallOf(calls[0], ledger),
    recentCalls: calls.slice(0, RECENT_CALLS).map((row) => recentCallOf(row, ledger)),
    commitments: [...open, ...withHeadline(closed, headline.commitmentId)].map(sent),
    matters: matters.map(sentMatter),
    deliverables: foldRepeats(newest.flatMap(deliverablesOf))
      .slice(0, MOST_DELIVERABLES)
      .map(([entry]) => entry),
    ...(coaching && { improvementAreas: improvementAreasOf(newest) }),
    satisfactionTrend: newest.flatMap(scoreOf).reverse(),
  });
}

// Rows beyond those read are known by their claims; the previous system had none.
function countOf(
  calls: readonly StoredAnalytics[],
  claims: readonly Claim[],
  hasMore: boolean,
  starting: string | null | undefined,
): Pick<MemoryBox, 'calls' | 'callsMore'> {
  if (!hasMore) return { calls: calls.length };
  const done = claims.filter(({ status, call_id }) => status === 'done' && call_id !== starting);
  const known = new Set([...calls, ...done].map(({ call_id }) => call_id)).size;
  // Where no claim tells of the rows beyond, they are of the previous system.
  const isUntold = known === calls.length || calls.length >= MOST_COUNTED;
  const isMore = isUntold || known > MOST_COUNTED || claims.length >= MOST_CLAIMS;
  return { calls: Math.min(known, MOST_COUNTED), ...(isMore && { callsMore: true }) };
}

/**
 * The promises that were closed in the newest call or since, or by a person within a day, newest first: the agent can undo
 * that, and does not ask about them again.
 */
function closedSince(
  ledger: readonly LedgerEntry[],
  newest: StoredAnalytics | undefined,
  now: number,
): LedgerEntry[] {
  const end = newest === undefined ? 0 : momentOf(endOfCall(newest));
  const at = ({ closing }: LedgerEntry) => momentOf(closing?.at ?? '');
  return ledger
    .filter((entry) => {
      const { closing } = entry;
      if (closing === null) return false;
      const isRecent = closing.by === 'person' && now - at(entry) < DAY_MS;
      return closing.call_id === newest?.call_id || at(entry) >= end || isRecent;
    })
    .toSorted((a, b) => at(b) - at(a));
}

/** True if one of ours was kept after the newest call: good news that the customer may not know. */
function isKeptSince({ owner, status, closing }: LedgerEntry, newest: StoredAnalytics | undefined): boolean {
  const end = newest === undefined ? 0 : momentOf(endOfCall(newest));
  return owner === 'agent' && status === 'kept' && momentOf(closing?.at ?? '') > end;
}

/** The newest of them; the one that the headline names is always there. */
function withHeadline(closed: readonly LedgerEntry[], id: string | null): LedgerEntry[] {
  const newest = closed.slice(0, MOST_CLOSED);
  const named = closed.find((entry) => entry.id === id);
  return named === undefined || newest.includes(named) ? newest : [...newest.slice(0, -1), named];
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
