import type { AnalysisClaims, Claim } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { type InMemoryAnalyticsStore, inMemoryAnalyticsStore } from './in-memory-analytics.ts';
import { checksum } from './in-memory-checksum.ts';
import { type InMemoryErasures, inMemoryErasures } from './in-memory-erasures.ts';
import { type InMemoryPromiseStore, inMemoryPromiseStore } from './in-memory-promises.ts';
import { type InMemoryCallRecords, inMemoryCallRecords } from './in-memory-records.ts';
import {
  callsUnder,
  copy,
  type Expiring,
  type InMemoryOptions,
  type Rows,
  rowsByKey,
} from './in-memory-rows.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';

export { type InMemoryAnalyticsStore, inMemoryAnalyticsStore } from './in-memory-analytics.ts';
export { type InMemoryCounters, inMemoryCounters } from './in-memory-counters.ts';
export { type InMemoryErasures, inMemoryErasures } from './in-memory-erasures.ts';
export { type InMemoryPromiseStore, inMemoryPromiseStore } from './in-memory-promises.ts';
export { type InMemoryCallRecords, inMemoryCallRecords } from './in-memory-records.ts';
export type { InMemoryOptions, Rows } from './in-memory-rows.ts';
export { type ManualClock, manualClock };

/** {@link AnalysisClaims} in a Map, with direct access to its rows. */
export type InMemoryAnalysisClaims = AnalysisClaims & Rows<Expiring<Claim>>;

/** Creates {@link AnalysisClaims} in a Map. Rows are copied as JSON on the way in and out. */
export function inMemoryAnalysisClaims(options: InMemoryOptions = {}): InMemoryAnalysisClaims {
  const table = rowsByKey<Expiring<Claim>>((row) => [row.call_id], options);
  const of = (call_id: string) => ({ call_id, client_email: '' });
  return {
    ...table.rows,
    get: async (callId, options) => table.get(of(callId), options) ?? null,
    ofCustomer: async (clientEmail, most) =>
      table
        .all()
        .filter((claim) => claim.client_email === clientEmail)
        .sort((a, b) => (a.call_id < b.call_id ? 1 : -1))
        .slice(0, most),
    callsOf: async (clientEmail) => callsUnder(clientEmail, table.all({ expired: true })),
    async bind(callId, clientEmail, since) {
      const stored = table.get(of(callId));
      if (stored) return stored.client_email;
      table.put({ call_id: callId, client_email: clientEmail, ...(since !== undefined && { since }) });
      return clientEmail;
    },
    async take({ call_id, client_email, created_at, attempt, token, leaseUntil, status, updatedAt }) {
      const stored = table.get(of(call_id));
      if (stored?.attempt === attempt && stored.token === token) return true;
      if ((stored?.attempt ?? 0) !== attempt - 1) return false;
      if (stored && stored.client_email !== client_email) return false;
      const held = { call_id, client_email, created_at, attempt, token, leaseUntil, updatedAt };
      table.put({ ...stored, ...held, status: status ?? 'running', code: undefined, retryAt: undefined });
      return true;
    },
    async queue({ call_id, client_email, code, updatedAt, force }) {
      const stored = table.get(of(call_id));
      if (stored?.status === 'queued' && stored.updatedAt === updatedAt && stored.code === code) return true;
      if (stored && stored.client_email !== client_email) return false;
      if (stored?.status === 'running' && (stored.leaseUntil ?? 0) > updatedAt) return false;
      if ((stored?.updatedAt ?? 0) > updatedAt) return false;
      table.put({ ...stored, call_id, client_email, status: 'queued', code, updatedAt, force });
      return true;
    },
    async giveUp({ call_id, client_email, code, updatedAt }) {
      const stored = table.get(of(call_id));
      if (stored?.client_email !== client_email) return false;
      const jobsEnded = (stored.jobsEnded ?? 0) + 1;
      const waits = stored.status === 'queued';
      table.put({ ...stored, ...(waits && { status: 'failed', code, updatedAt }), jobsEnded });
      return waits;
    },
    async update(held, change) {
      const stored = table.get(of(held.call_id));
      if (stored?.token !== held.token) return false;
      const failure = change.status === undefined ? {} : { code: undefined, retryAt: undefined };
      table.put({ ...stored, ...failure, ...copy(change) });
      return true;
    },
    async keep({ until: expires_at, ...claim }) {
      const stored = table.get(of(claim.call_id));
      if (stored === undefined) table.put({ ...claim, status: 'done', expires_at });
      else if (isSooner(stored.expires_at, expires_at)) table.put({ ...stored, expires_at });
    },
    async remove(claim) {
      const stored = table.get(claim, { expired: true });
      if (stored && (stored.client_email !== claim.client_email || stored.token !== claim.token))
        return false;
      table.remove(claim);
      return true;
    },
  };
}

function isSooner(stored: number | undefined, until: number | undefined): boolean {
  return stored !== undefined && (until === undefined || stored < until);
}

/** {@link Ports} with stores in Maps and a manual clock. */
export interface InMemoryPorts extends Ports {
  records: InMemoryCallRecords;
  analytics: InMemoryAnalyticsStore;
  claims: InMemoryAnalysisClaims;
  promises: InMemoryPromiseStore;
  erasures?: InMemoryErasures | undefined;
  clock: ManualClock;
}

/**
 * Creates all ports without a network: stores in Maps, a clock that starts at 2026-01-15T12:00:00Z, tokens `token-1`,
 * `token-2`, …, and an analyst that throws when called.
 *
 * @example
 * const ports = inMemoryPorts({ analyst: { engine: 'local', analyze: async () => answer } });
 */
export function inMemoryPorts(overrides: Partial<InMemoryPorts> = {}): InMemoryPorts {
  const clock = overrides.clock ?? manualClock(Date.UTC(2026, 0, 15, 12));
  let tokens = 0;
  return {
    records: inMemoryCallRecords(clock),
    analytics: inMemoryAnalyticsStore(clock),
    claims: inMemoryAnalysisClaims(clock),
    promises: inMemoryPromiseStore(clock),
    erasures: inMemoryErasures(clock),
    redaction: { hash: checksum, inPlace: true },
    analyst: {
      engine: 'local',
      async analyze() {
        throw new LiveAssistError(
          'analyst_misconfigured',
          'There is no analyst here. Pass one as `analyst`.',
        );
      },
    },
    newToken: () => `token-${++tokens}`,
    ...overrides,
    clock,
  };
}
