import type { StoredAnalytics } from '../../src/index.ts';
import { type LedgerEntry, ledgerOf } from '../../src/ledger/customer-ledger.ts';

export const VIENNA = 'Europe/Vienna';

/** A promise as a call makes it. */
export const promise = (id: string, more: object = {}) => ({
  id,
  text: `Promise ${id}`,
  owner: 'agent',
  dueAt: null,
  evidence: [],
  ...more,
});

/** What a call tells of a promise; without `at`, when it ends. */
export const tells = (commitment_id: string, status: string, more: object = {}) => ({
  commitment_id,
  status,
  at: '',
  evidence: [],
  ...more,
});

/**
 * A call that ends at this time, such as `11-03 10:00`, in 2026.
 *
 * @example call('11-03 10:00', { commitments: [promise('p')] })
 */
export function call(ends: string, more: object = {}, call_id = `call ${ends}`): StoredAnalytics {
  return {
    call_id,
    client_email: 'ana@example.com',
    created_at: moment(ends),
    endedAt: moment(ends),
    agent_id: 'agent-1',
    analysis: { attempt: 1 },
    commitments: [],
    closings: [],
    ...more,
  } as unknown as StoredAnalytics;
}

/** `11-03 10:00` as ISO-8601, in 2026; UTC. */
export function moment(time: string): string {
  return `2026-${time.replace(' ', 'T')}:00.000Z`;
}

/** The row with changes by hand: what was said, and when. */
export function byHand(row: StoredAnalytics, id: string, change: object): StoredAnalytics {
  const changes = row.commitmentChanges as object | undefined;
  return { ...row, commitmentChanges: { ...changes, [id]: { by: 'agent-7', ...change } } } as StoredAnalytics;
}

/** The promises of some calls at a moment, by their ids. */
export function promisesAt(time: string, ...rows: StoredAnalytics[]): Record<string, LedgerEntry> {
  const entries = ledgerOf(rows, { now: Date.parse(moment(time)), timeZone: 'UTC' });
  return Object.fromEntries(entries.map((entry) => [entry.id, entry]));
}
