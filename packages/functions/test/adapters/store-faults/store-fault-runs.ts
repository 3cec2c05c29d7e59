import { mapLimit } from '@live-assist/core';
import { handleMessage } from '../../../src/jobs/handle-message.ts';
import type { startFaultyProxies } from '../../support/faulty-proxy.ts';
import type { TestEngine, TestTables } from '../../support/with-engine.ts';
import { lastingFaults, NO_FAULT, type Plan, passingFaults, stalls } from './store-fault-plans.ts';
import { type Scenario, SETTINGS } from './store-fault-scenarios.ts';
import {
  ask,
  copyRows,
  type Reply,
  type Rows,
  rowsByWorld,
  type World,
  worldOver,
} from './store-fault-world.ts';

/** The shared state of all runs. */
export interface Stage {
  engine: TestEngine;
  tables: TestTables;
  proxies: Awaited<ReturnType<typeof startFaultyProxies>>;
}

/** One run of a scenario: the requests during the fault, and the same requests after it. */
export interface Run {
  plan: Plan;
  /** Name of its world. */
  name: string;
  during: Reply[];
  after: Reply[];
  /** True if the requests had to be repeated after the lease expired. */
  waited: boolean;
  /** The status of the analysis after every lease has expired. */
  status: Reply;
  /** Number of requests to the analyst. */
  asked: number;
  log: string;
  /** Number of requests that met the fault. */
  met: number;
  /** The operation of each command sent during the fault. */
  commands: string[];
  /** The maximum number of attempts of a command. */
  attempts: number;
  /** The final rows of the tables. */
  rows?: Rows | undefined;
}

/** The runs of a scenario with each plan, and the reference run without a fault. */
export interface Played {
  reference: Run;
  runs: Run[];
}

/** Runs every scenario with every plan. */
export async function playAll(stage: Stage, scenarios: readonly Scenario[]): Promise<Played[]> {
  let worlds = 0;
  const nextName = () => `w${String(++worlds).padStart(5, '0')}`;
  const givens = await Promise.all(
    scenarios.map(async (scenario) => {
      const world = worldOver(stage.tables, nextName());
      for (const step of scenario.given) await step(world);
      return { scenario, name: world.name };
    }),
  );
  const rowsGiven = await rowsByWorld(stage.tables);
  const playGiven = async (k: number, plan: Plan) => {
    const { scenario, name } = givens[k] as (typeof givens)[number];
    const own = nextName();
    const rows = rowsGiven.get(name);
    if (rows !== undefined) await copyRows(stage.tables, rows, name, own);
    return play(stage, scenario, own, plan);
  };

  const references = await Promise.all(scenarios.map((_, k) => playGiven(k, NO_FAULT)));
  const planned = references.flatMap(({ commands }, k) => {
    const together = scenarios[k]?.together;
    const kinds = [passingFaults(together), lastingFaults(commands, together), together ? [] : stalls];
    return kinds.flatMap((plans) => inTurn(plans, k).map((plan) => ({ k, plan })));
  });
  // Stalls run separately at the end: they mostly wait, and only they are sensitive to a busy machine.
  const [stalling, others] = [true, false].map((stalls) =>
    planned.filter(({ plan }) => (plan.attemptTimeoutMs !== undefined) === stalls),
  ) as [typeof planned, typeof planned];
  const playOne = async ({ k, plan }: (typeof planned)[number]) => ({ k, run: await playGiven(k, plan) });
  const played = [...(await mapLimit(12, others, playOne)), ...(await mapLimit(30, stalling, playOne))];

  const rows = await rowsByWorld(stage.tables);
  const withRows = (run: Run): Run => ({ ...run, rows: rows.get(run.name) });
  return references.map((reference, scenario) => ({
    reference: withRows(reference),
    runs: played.filter(({ k }) => k === scenario).map(({ run }) => withRows(run)),
  }));
}

/**
 * A fortieth of many plans, a twentieth of some, a quarter of a few, different for each scenario; `STORE_FAULTS=all` runs all
 * with every scenario.
 */
function inTurn(plans: Plan[], scenario: number): Plan[] {
  if (process.env.STORE_FAULTS === 'all' || plans.length < 4) return plans;
  const nth = plans.length < 16 ? 4 : plans.length < 80 ? 20 : 40;
  return plans.filter((_, n) => (n + scenario) % nth === 0);
}

const LEASE_MS = SETTINGS.analysisTimeoutMs + 10_000;

async function play(
  { engine, tables, proxies }: Stage,
  scenario: Scenario,
  name: string,
  plan: Plan,
): Promise<Run> {
  let faulty = true;
  let met = 0;
  const proxy = proxies.proxy((...at) => {
    const fault = faulty ? plan.faultAt(...at) : undefined;
    if (fault !== undefined) met += 1;
    return fault;
  });
  const reached = engine.reachedAt(proxy.endpoint, tables.names, plan.attemptTimeoutMs ?? 60_000);
  const world = worldOver(reached, name, { lifelike: scenario.together });
  const commands = () => [...Map.groupBy(proxy.requests, ({ command }) => command).values()];
  const when = async () => [await scenario.when(world)].flat();
  try {
    const during = await when();
    const sent = commands().map(([first]) => first?.operation ?? '');
    faulty = false;
    await proxy.deliverLate();
    let after = await when();
    const waited = after.some(({ body }) => body.code === 'analysis_in_progress');
    if (waited || plan.outage) {
      await world.clock.advance(LEASE_MS);
      after = await when();
    }
    if (world.jobs.length > 0) {
      await workOffAll(world);
      // What is left to do in the ledger changes no answer.
      if (world.jobs.some((job) => !('job' in job && job.job === 'promises'))) after = await when();
    }
    await world.clock.advance(LEASE_MS);
    return {
      plan,
      name,
      during,
      after,
      waited,
      status: await ask(world, '/getAnalysisStatus', { call_id: world.call() }),
      asked: world.asked(),
      log: JSON.stringify(world.app.lines),
      met,
      commands: sent,
      attempts: Math.max(...commands().map((attempts) => attempts.length)),
    };
  } finally {
    reached.client.destroy();
  }
}

// What waits in the queue is dealt with when the fault is gone.
export async function workOffAll({ ports, jobs, clock }: World): Promise<void> {
  await clock.advance(LEASE_MS);
  for (const job of jobs) {
    const delivery = { tries: 1, firstTriedAt: clock.now() };
    await handleMessage({ ports, settings: SETTINGS }, JSON.stringify(job), delivery);
  }
}
