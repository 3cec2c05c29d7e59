import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startFaultyProxies } from '../../support/faulty-proxy.ts';
import { sharedEngine } from '../../support/with-engine.ts';
import { complaints } from './store-fault-complaints.ts';
import { type Played, playAll, type Stage } from './store-fault-runs.ts';
import { SCENARIOS } from './store-fault-scenarios.ts';

let stage: Stage;
let played: Played[];

// All scenarios run concurrently, because faults make them wait.
beforeAll(async () => {
  const engine = await sharedEngine();
  stage = { engine, tables: await engine.newTables(), proxies: await startFaultyProxies(engine) };
  // The SDK waits for a random time of up to two seconds before it retries an overloaded table.
  vi.spyOn(Math, 'random').mockReturnValue(0.02);
  played = await playAll(stage, SCENARIOS);
  vi.restoreAllMocks();
}, 400_000);
afterAll(async () => {
  await stage.proxies.stop();
  await stage.engine.stop();
});

/** The runs of a scenario in which retries overcome the faults (`heals`), or those with lasting faults. */
function runsOf(scenario: number, heals: boolean): Played {
  const { reference, runs } = played[scenario] as Played;
  const chosen = runs.filter(({ plan, met }) => (plan.heals === true) === heals && met > 0);
  expect(chosen.length).toBeGreaterThan(0);
  return { reference, runs: chosen };
}

describe.each(SCENARIOS.map(({ name }, scenario) => ({ name, scenario })))('$name', ({ scenario }) => {
  it('succeeds and does everything once, whatever faults its commands meet before they succeed', () => {
    expect(complaints(runsOf(scenario, true))).toEqual([]);
  });

  it('fails with store_unavailable if a command fails permanently, loses or duplicates nothing, and succeeds afterwards', () => {
    expect(complaints(runsOf(scenario, false))).toEqual([]);
  });
});
