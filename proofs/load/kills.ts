/**
 * Kills the local server repeatedly during its work, and checks the remaining state: `pnpm kills [--times 200] [--seed
 * N]`. Half of the times the engine lives on; the other half it goes with the server, at once or by itself.
 *
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { engineVariables, startEngine } from '../../packages/functions/src/local/engine/engine.ts';
import { freePort } from '../../packages/functions/test/support/free-port.ts';
import {
  analyseEverything,
  auditLeases,
  auditModelRuns,
  auditPromises,
  auditRows,
  differencesOfLedger,
  type Payments,
  readStore,
} from './audit.ts';
import { clientOf } from './client.ts';
import { openContactCentre } from './contact-centre.ts';
import { startFindings } from './findings.ts';
import { startLedger } from './ledger.ts';
import { startModel } from './model.ts';
import { NO_LIMITS } from './no-limits.ts';
import { randomFrom } from './random.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const SECRET = 'a secret of the kills that is long enough';
const AGENTS = 8;
const FAULT_RATE = 0.05;
const ANALYSIS_TIMEOUT_MS = 4_000;
const LEASE_MS = ANALYSIS_TIMEOUT_MS + 10_000;
/** Most answers of a server before it is killed, and the longest time for which it lives when it gives fewer. */
const MOST_ANSWERS = 80;
const LONGEST_LIFE_MS = 10_000;
/** How long a request that a killed server has sent may take to the model, in milliseconds. */
const ARRIVAL_MS = 100;
/** Longest wait for the work that is left when the clients have finished, in milliseconds. */
const SETTLE_MS = 45_000;

const { values } = parseArgs({
  options: { times: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
});
const times = Number(values.times);
if (!(times >= 2)) throw new Error('--times must be a number of at least 2.');

const findings = startFindings();
const startedAt = Date.now();
const sums = [
  await campaign('the engine lives on', Math.ceil(times / 2), Number(values.seed)),
  await campaign('the engine goes too', Math.floor(times / 2), Number(values.seed) + 100),
];
const sum = (what: keyof Payments) => sums.reduce((total, payments) => total + payments[what], 0);
findings.print();
console.log(
  `kills: ${times} kills in ${Math.round((Date.now() - startedAt) / 1000)} s, ${sum('runs')} model runs for ${sum('calls')} judgements, ${sum('failures')} failures and ${sum('kills')} analyses killed, ${findings.violations} violations`,
);
if (findings.violations > 0) process.exitCode = 1;

async function campaign(name: string, kills: number, seed: number): Promise<Payments> {
  const random = randomFrom(seed);
  const ledger = startLedger();
  const dataFolder = mkdtempSync(join(tmpdir(), 'live-assist-kills-'));
  const model = await startModel({
    random: randomFrom(seed + 1),
    faultRate: FAULT_RATE,
    onRun: ledger.modelAnswers,
    slowestMs: 400,
  });
  const engineLivesOn = name === 'the engine lives on';
  const engine = engineLivesOn ? await startEngine({ port: 0, path: join(dataFolder, 'dynamodb') }) : null;
  const store = engine ? engineVariables(engine) : { DYNAMODB_PORT: String(await freePort()) };
  const env = {
    ...store,
    AUTH_SECRET: SECRET,
    ...NO_LIMITS,
    ANALYST: 'openai',
    OPENAI_API_KEY: 'none',
    OPENAI_BASE_URL: model.url,
    ANALYSIS_TIMEOUT_MS: String(ANALYSIS_TIMEOUT_MS),
    // Modules that are compiled already make 200 starts bearable.
    NODE_COMPILE_CACHE: join(dataFolder, 'compiled'),
  };
  let server: ServerProcess = await startServer({ dataFolder, env });
  const send = clientOf(() => server.port, SECRET, findings, ledger.note);
  // Until the next server is there and its store has been looked at, everybody waits.
  let isThere = Promise.resolve();
  let answers = 0;
  const post: typeof send = async (...request) => {
    await isThere;
    const reply = await send(...request);
    answers += 1;
    return reply;
  };
  try {
    let isOver = false;
    const centre = openContactCentre({ post, random, findings, mayBeKilled: true }, ledger);
    const work = centre.work(AGENTS, () => isOver);
    for (let kill = 1; kill <= kills; kill += 1) {
      const [enough, latest] = [answers + random.below(MOST_ANSWERS), Date.now() + LONGEST_LIFE_MS];
      while (answers < enough && Date.now() < latest) await sleep(random.below(20));
      ledger.serverIsKilled(model.runs);
      const what = engineLivesOn || random.chance(0.5) ? 'server' : 'everything';
      const killed = server.kill(what);
      isThere = killed.then(async () => {
        await sleep(ARRIVAL_MS);
        ledger.serverStarts();
        server = await startServer({ dataFolder, env });
        const stored = await readStore(server.engine);
        auditLeases(stored, findings, LEASE_MS);
        auditRows(ledger, stored, findings);
      });
      await isThere;
    }
    isOver = true;
    await work;
    await sleep(LEASE_MS);
    await analyseEverything(ledger, send, findings, 0);
    const stored = await readStore(server.engine);
    auditRows(ledger, stored, findings);
    const { engine: store } = server;
    const differences = async () => differencesOfLedger(await readStore(store));
    for (const difference of await settledLedger(ledger, send, differences)) findings.violation(difference);
    await auditPromises(ledger, send, findings);
    const payments = auditModelRuns(ledger, model, findings);
    console.log(
      `  ${name}: ${kills} kills, ${ledger.calls.length} calls, ${stored.windows.length} windows, ${payments.runs} model runs`,
    );
    return payments;
  } finally {
    await server.stop();
    await engine?.stop();
    await model.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/**
 * Waits until the ledger is what the rows make: the worker may still analyse calls once more, and completes a change by hand
 * whose process was killed; a reader of a box completes such an analysis.
 *
 * @returns the differences that stay.
 */
async function settledLedger(
  ledger: ReturnType<typeof startLedger>,
  post: Parameters<typeof analyseEverything>[1],
  differences: () => Promise<string[]>,
): Promise<string[]> {
  const customers = new Set(ledger.calls.map(({ client_email }) => client_email));
  const giveUpAt = Date.now() + SETTLE_MS;
  for (;;) {
    for (const client_email of customers) {
      await post('/getMemoryBox', { client_email }, { scope: 'memory:read', client_email });
    }
    const found = await differences();
    if (found.length === 0 || Date.now() > giveUpAt) return found;
    await sleep(500);
  }
}
