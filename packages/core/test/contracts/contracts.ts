/**
 * The contracts of the store ports, as test suites: every adapter runs them beside its own tests.
 *
 * @example
 * describeCallRecords('in memory', async () => {
 *   const store = inMemoryCallRecords({ now: Date.now });
 *   return { store, put: async (row) => store.put(row as unknown as CallWindow) };
 * });
 */
export { describeAnalysisClaims } from './contracts-analysis-claims.ts';
export { describeAnalyticsStore } from './contracts-analytics-store.ts';
export { describeCallRecords } from './contracts-call-records.ts';
export { describeCounters } from './contracts-counters.ts';
export { describeCustomerAliases } from './contracts-customer-aliases.ts';
export { describeErasures } from './contracts-erasures.ts';
export { describeAliasClaims, describeHiddenNumbers, describeMovedRows } from './contracts-moves.ts';
export { describePromiseStore, promiseItem } from './contracts-promise-store.ts';
export { describeRetention } from './contracts-retention.ts';
export type { MakeStore, StoreUnderTest } from './contracts-rows.ts';
export { callAnalytics, callWindow, heldClaim } from './contracts-rows.ts';
