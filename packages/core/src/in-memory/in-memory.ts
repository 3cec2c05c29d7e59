import type { Ports } from '../ports/ports.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { type InMemoryCustomerAliases, inMemoryCustomerAliases } from './in-memory-aliases.ts';
import { type InMemoryAnalyticsStore, inMemoryAnalyticsStore } from './in-memory-analytics.ts';
import { checksum } from './in-memory-checksum.ts';
import { type InMemoryAnalysisClaims, inMemoryAnalysisClaims } from './in-memory-claims.ts';
import { type InMemoryErasures, inMemoryErasures } from './in-memory-erasures.ts';
import { type InMemoryPromiseStore, inMemoryPromiseStore } from './in-memory-promises.ts';
import { type InMemoryCallRecords, inMemoryCallRecords } from './in-memory-records.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';

export { type InMemoryCustomerAliases, inMemoryCustomerAliases } from './in-memory-aliases.ts';
export { type InMemoryAnalyticsStore, inMemoryAnalyticsStore } from './in-memory-analytics.ts';
export { type InMemoryAnalysisClaims, inMemoryAnalysisClaims } from './in-memory-claims.ts';
export { type InMemoryCounters, inMemoryCounters } from './in-memory-counters.ts';
export { type InMemoryErasures, inMemoryErasures } from './in-memory-erasures.ts';
export { type InMemoryPromiseStore, inMemoryPromiseStore } from './in-memory-promises.ts';
export { type InMemoryCallRecords, inMemoryCallRecords } from './in-memory-records.ts';
export type { InMemoryOptions, Rows } from './in-memory-rows.ts';
export { type ManualClock, manualClock };

/** {@link Ports} with stores in Maps and a manual clock. */
export interface InMemoryPorts extends Ports {
  records: InMemoryCallRecords;
  analytics: InMemoryAnalyticsStore;
  claims: InMemoryAnalysisClaims;
  promises: InMemoryPromiseStore;
  aliases?: InMemoryCustomerAliases | undefined;
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
    aliases: inMemoryCustomerAliases(clock),
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
