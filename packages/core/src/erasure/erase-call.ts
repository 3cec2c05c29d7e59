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

/** The ports that tombstone checks and the removal of a call need. */
export type ErasurePorts = Pick<
  Ports,
  'records' | 'analytics' | 'claims' | 'promises' | 'clock' | 'erasures' | 'queue' | 'events'
>;

/** Number of removed rows, by table. */
export interface ErasedRows {
  callRecords: number;
  callAnalytics: number;
  analysisClaims: number;
}

/** A call of the customer to erase, as far as it is known. */
export interface ErasableCall {
  call_id: string;
  /** The key of the customer. */
  key: string;
  /** Rows of this call under any spelling of the address. */
  rows: readonly StoredAnalytics[];
  /** Milliseconds since 1970. */
  erasedAt: number;
  /** True if an analysis or a mark in the claim may come from windows that are gone by now; then both are removed. */
  tainted: boolean;
}

/**
 * Removes the windows of a call recorded before its customer was erased, and everything derived from them. Later
 * windows stay; if there are any, an analysis made after the erasure stays too. A call bound to another customer keeps
 * its windows, except those under the address of this customer.
 *
 * The tombstone of the call is written first, for recorders that know no address. The claim is removed last: while it
 * exists, a repetition finds windows without an address.
 *
 * @returns the number of removed rows, and what remains of the person in rows of others.
 * @throws LiveAssistError `store_unavailable`; a repetition finds what is left.
 */
export async function eraseCall(
  { records, analytics, claims, clock, erasures }: ErasurePorts,
  { call_id, key, rows, erasedAt, tainted }: ErasableCall,
): Promise<ErasedRows & { stays: StayingRows }> {
  await erasures?.mark({ call_id }, erasedAt);
  const claim = await claims.get(call_id, { expired: true });
  const recorded = await records.list(call_id, { expired: true });
  // Before any removal: a call that goes on may lose its only window that names its owner.
  const owner = claim?.client_email ?? recordedCustomer(recorded);
  if (owner !== null && customerKey(owner) === key) await erasures?.keepOwner(call_id, key);
  // Read the clock after the windows, so that none of them is in the future.
  const moment = { erasedAt, now: clock.now() };
  const own = recorded.filter(isOf(key, claim, recorded));
  const erased = own.filter((window) => isErasedWindow(window, moment));
  // The windows of a call from after the erasure may expire before its analysis. The end of the call decides: a call
  // that a dying process analysed late ended before the erasure.
  const hasLater =
    own.length > 0 ||
    rows.some((row) => isLater(row, erasedAt, claim) && (parseAbsolute(row.created_at) ?? 0) > erasedAt);
  const mayStay = erased.length === 0 && !tainted && hasLater;

  // A claim that is not bound only tells that the call waits; it goes with the windows of its owner.
  const ofClaim = claim?.client_email ?? owner ?? key;
  const ownClaim = claim !== null && customerKey(ofClaim) === key && !mayStay ? [claim] : [];
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

// A window without an address belongs to the owner of the call.
function isOf(key: string, claim: Claim | null, recorded: readonly CallWindow[]) {
  const owner = claim?.client_email ?? recordedCustomer(recorded) ?? key;
  const ofOwner = customerKey(owner) === key;
  return ({ client_email }: CallWindow): boolean =>
    client_email?.includes('@') ? customerKey(client_email) === key : ofOwner;
}

// A row without its claim remains from an attempt that ended half-way; the previous system had no claims.
function isLater(row: StoredAnalytics, erasedAt: number, claim: Claim | null): boolean {
  const at = isAnalysis(row) ? row.analysis.analyzedAt : row.created_at;
  if ((parseAbsolute(at) ?? 0) <= erasedAt) return false;
  return !isAnalysis(row) || claim?.created_at === row.created_at;
}

async function removed<Row>(rows: readonly Row[], remove: (row: Row) => Promise<boolean>): Promise<number> {
  const outcomes = await mapLimit(DELETES_AT_A_TIME, rows, remove);
  return outcomes.filter(Boolean).length;
}
