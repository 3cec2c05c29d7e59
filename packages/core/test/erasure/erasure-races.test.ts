import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  inMemoryAnalysisClaims,
  inMemoryAnalyticsStore,
  inMemoryCallRecords,
  inMemoryCustomerAliases,
  inMemoryErasures,
  inMemoryPromiseStore,
} from '../../src/in-memory/in-memory.ts';
import { planPromises } from '../../src/promises/plan-promises.ts';
import { THOROUGH } from '../support/thorough.ts';
import { ANA, BEN, callAgain, raceErasure, races, tracesOf } from './erasure-race.ts';

const RACES = THOROUGH ? 200 : 80;
/** The result of each racer if the erasure was faster. */
const REFUSALS = [
  ...Array(2).fill('customer_erased'),
  'commitment_not_found',
  ...Array(4).fill('customer_erased'),
];

/** The racer that links a number. */
const LINKER = 12;

function stores() {
  return {
    records: inMemoryCallRecords(),
    analytics: inMemoryAnalyticsStore(),
    claims: inMemoryAnalysisClaims(),
    promises: inMemoryPromiseStore(),
    erasures: inMemoryErasures(),
    aliases: inMemoryCustomerAliases(),
  };
}

/** All rows of all tables. */
function scan(tables: ReturnType<typeof stores>): string[] {
  return Object.values(tables).flatMap((table) => table.rows().map((row) => JSON.stringify(row)));
}

it(`an erasure leaves no trace of a customer in ${RACES} races, removes nothing of another customer, and a later call makes a new customer`, async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(races(), async (race) => {
      const tables = stores();
      const after = await raceErasure(tables, race);
      for (const [racer, outcome] of after.outcomes.entries()) seen.add(`${racer} ${outcome}`);
      // If no process dies and no index lags, nothing is left for the second sweep.
      if (race.dies === null && !race.lags) expect(tracesOf(scan(tables), after)).toEqual([]);
      await after.settle();
      expect(tracesOf(scan(tables), after)).toEqual([]);
      expect(after.deadJobs).toEqual([]);
      expect(after.told.filter((event) => event.includes(ANA) || /marmalade/.test(event))).toEqual([]);
      // A claim that only says that a call waits is gone with the windows of that call.
      const recorded = new Set(tables.records.rows().map(({ call_id }) => call_id));
      expect(
        tables.claims
          .rows()
          .filter((claim) => claim.client_email === undefined && !recorded.has(claim.call_id)),
      ).toEqual([]);
      expect(scan(tables).filter((row) => row.includes(BEN))).toHaveLength(4);

      const box = await callAgain(after);
      expect(box).toMatchObject({ calls: 1, pending: [], lastCall: { call_id: 'again' } });
      expect(box.commitments.map(({ madeIn }) => madeIn.call_id)).toEqual(['again']);
      await after.settle();
      expect(await callAgain(after)).toEqual(box);
      const [items, rows] = [tables.promises.rows(), tables.analytics.rows()];
      expect(planPromises({ items, rows, isGone: () => true })).toEqual({ save: [], remove: [] });
    }),
    { numRuns: RACES, seed: 20261122 },
  );
  // Each racer was sometimes faster than the erasure, and sometimes not.
  const refusals = [...REFUSALS.map((code, racer) => `${racer} ${code}`), `${LINKER} customer_erased`];
  expect([...seen]).toEqual(
    expect.arrayContaining(refusals.concat(refusals.map((refusal) => `${parseInt(refusal, 10)} done`))),
  );
});
