import { isAnalysis, type StoredAnalytics } from '../analytics/stored-analytics.ts';
import type { CallWindow } from '../call/call.ts';
import { customerKey } from '../call/identifiers.ts';
import { recordedCustomer } from '../claims/call-ownership.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import { mapLimit } from '../shared/map-limit.ts';
import { parseAbsolute } from '../shared/timestamps.ts';
import { isErasedWindow } from './erased.ts';
import { type StayingRows, stayingOf } from './what-stays.ts';

const DELETES_AT_A_TIME = 16;

/** What it takes to look for a tombstone, and to remove what is left of a call. */
export type ErasurePorts = Pick<Ports, 'records' | 'analytics' | 'claims' | 'clock' | 'erasures'>;

/** How many rows were removed, by table. */
export interface ErasedRows {
  callRecords: number;
  callAnalytics: number;
  analysisClaims: number;
}

/** A call of the customer who is erased, as far as it is known. */
export interface ErasableCall {
  call_id: string;
  /** The key of the customer. */
  key: string;
  /** Rows of this call under any spelling of the address. */
  rows: readonly StoredAnalytics[];
  /** Milliseconds since 1970. */
  erasedAt: number;
  /** An analysis or a mark in the claim may come from windows that are gone by now, so all of that goes. */
  tainted: boolean;
}

/**
 * Removes what was recorded of a call until its customer was erased, and all that was made of it. What was recorded
 * since stays; when there is such, an analysis that is later than the erasure stays as well. A call that is bound to
 * another customer keeps its windows, but for those under this customer's address.
 *
 * The tombstone of the call comes first, for recorders who know no address. The claim goes last: while it is there, a repetition finds windows that have no address.
 *
 * @returns how many rows were removed, and what stays of the person in rows of others.
 * @throws LiveAssistError `store_unavailable`; what is left then is found by a repetition.
 */
export async function eraseCall(
  { records, analytics, claims, clock, erasures }: ErasurePorts,
  { call_id, key, rows, erasedAt, tainted }: ErasableCall,
): Promise<ErasedRows & { stays: StayingRows }> {
  await erasures?.mark({ call_id }, erasedAt);
  const claim = await claims.get(call_id, { expired: true });
  const recorded = await records.list(call_id, { expired: true });
  // Before anything is removed: with its first window a call that goes on may lose the only one that says whose it is.
  const owner = claim?.client_email ?? recordedCustomer(recorded);
  if (owner !== null && customerKey(owner) === key) await erasures?.keepOwner(call_id, key);
  // Read after the windows, so that none of them lies in the future of this clock.
  const moment = { erasedAt, now: clock.now() };
  const own = recorded.filter(isOf(key, claim, recorded));
  const erased = own.filter((window) => isErasedWindow(window, moment));
  // Its windows may have expired before an analysis of a call from after the erasure. The end of the call tells: one that
  // was analysed late by a process that died then ended before.
  const hasLater =
    own.length > 0 ||
    rows.some((row) => isLater(row, erasedAt, claim) && (parseAbsolute(row.created_at) ?? 0) > erasedAt);
  const mayStay = erased.length === 0 && !tainted && hasLater;

  const ownClaim = claim !== null && customerKey(claim.client_email) === key && !mayStay ? [claim] : [];
  const lostRows = rows.filter((row) => !mayStay || !isLater(row, erasedAt, claim));
  const left = recorded.filter((window) => !erased.includes(window));
  const stays = await stayingOf({ analytics }, { call_id, key, claim, owner, erased, left });
  return {
    stays,
    callRecords: await removed(erased, (window) => records.remove(window)),
    callAnalytics: await removed(lostRows, async ({ client_email, created_at }) => {
      await analytics.remove(client_email, created_at);
      return true;
    }),
    analysisClaims: await removed(ownClaim, (held) => claims.remove(held)),
  };
}

// A window without an address is that of the customer to whom the call belongs.
function isOf(key: string, claim: Claim | null, recorded: readonly CallWindow[]) {
  const owner = claim?.client_email ?? recordedCustomer(recorded) ?? key;
  const ofOwner = customerKey(owner) === key;
  return ({ client_email }: CallWindow): boolean =>
    client_email?.includes('@') ? customerKey(client_email) === key : ofOwner;
}

// A row without its claim was left behind by an attempt that ended half-way; the previous system had no claims.
function isLater(row: StoredAnalytics, erasedAt: number, claim: Claim | null): boolean {
  const at = isAnalysis(row) ? row.analysis.analyzedAt : row.created_at;
  if ((parseAbsolute(at) ?? 0) <= erasedAt) return false;
  return !isAnalysis(row) || claim?.created_at === row.created_at;
}

async function removed<Row>(rows: readonly Row[], remove: (row: Row) => Promise<boolean>): Promise<number> {
  const outcomes = await mapLimit(DELETES_AT_A_TIME, rows, remove);
  return outcomes.filter(Boolean).length;
}
