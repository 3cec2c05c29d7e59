import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { planPromises } from '../../../core/src/promises/plan-promises.ts';
import { ANA, callAgain, raceErasure, races, tracesOf } from '../../../core/test/erasure/erasure-race.ts';
import type { TestEngine, TestTables } from '../support/with-engine.ts';

/** All rows of the tables as JSON. */
export async function rowsIn({ client, names }: TestTables): Promise<string[]> {
  const tables = await Promise.all(
    Object.values(names).map(async (TableName: string) => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName, ConsistentRead: true }));
      return Items.map((row) => JSON.stringify(row));
    }),
  );
  return tables.flat();
}

/**
 * Races an erasure against every writer on a real engine, with new tables for each race.
 *
 * @param onRace - Called after each race with the number of finished races.
 * @throws {Error} with the order of store calls of a race that left a trace.
 */
export async function raceOnEngine(
  engine: TestEngine,
  times: number,
  seed: number,
  onRace: (over: number) => void = () => {},
): Promise<void> {
  let over = 0;
  await fc.assert(
    fc.asyncProperty(races(), async (race) => {
      const tables = await engine.newTables();
      const after = await raceErasure(tables, race, Date.now());
      await after.settle();
      const traces = tracesOf(await rowsIn(tables), after);
      if (traces.length > 0) throw new Error(`Left behind: ${traces.join('\n')}`);
      if (after.deadJobs.length > 0) throw new Error('A job was left to be looked at.');
      const { calls, lastCall } = await callAgain(after);
      if (calls !== 1 || lastCall?.call_id !== 'again')
        throw new Error('The next call is not remembered alone.');
      const items = await tables.promises.all(ANA);
      const rows = await tables.analytics.list(ANA);
      const { save, remove } = planPromises({ items, rows, isGone: () => true });
      if (save.length + remove.length > 0)
        throw new Error('The ledger of promises is not what the rows make.');
      onRace(++over);
    }),
    { numRuns: times, seed, endOnFailure: true },
  );
}
