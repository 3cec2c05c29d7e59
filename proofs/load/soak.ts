/**
 * Simulates half an hour of a contact centre in a few minutes, on the local server over a real socket, with a model
 * that sometimes fails: `pnpm soak [--minutes 5] [--seed N]`.
 *
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { analyseEverything, auditModelRuns, auditPromises, auditRows, readStore } from './audit.ts';
import { clientOf } from './client.ts';
import { openContactCentre } from './contact-centre.ts';
import { startFindings } from './findings.ts';
import { startLedger } from './ledger.ts';
import { startModel } from './model.ts';
import { NO_LIMITS } from './no-limits.ts';
import { randomFrom } from './random.ts';
import type { Memory } from './server-probe.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const SECRET = 'a secret of the soak that is long enough';
const AGENTS = 12;
const FAULT_RATE = 0.05;
const ANALYSIS_TIMEOUT_MS = 5_000;
const LEASE_MS = ANALYSIS_TIMEOUT_MS + 10_000;
/** Maximum growth of the heap after the warm-up, as a factor. */
const MOST_GROWTH = 1.2;
const WARM_UP_SHARE = 0.2;

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' } },
});
const minutes = Math.min(Number(values.minutes), 5);
if (!(minutes > 0)) throw new Error('--minutes must be a number above 0.');

const findings = startFindings();
const ledger = startLedger();
const random = randomFrom(Number(values.seed));
const dataFolder = mkdtempSync(join(tmpdir(), 'live-assist-soak-'));
const model = await startModel({
  random: randomFrom(Number(values.seed) + 1),
  faultRate: FAULT_RATE,
  onRun: ledger.modelAnswers,
});
const server = await startServer({
  dataFolder,
  env: {
    AUTH_SECRET: SECRET,
    ...NO_LIMITS,
    ANALYST: 'openai',
    OPENAI_API_KEY: 'none',
    OPENAI_BASE_URL: model.url,
    ANALYSIS_TIMEOUT_MS: String(ANALYSIS_TIMEOUT_MS),
  },
  onLine: (line) => {
    if (!/^[{ ]|^$|^Live Assist|^Try it|^curl/.test(line)) findings.violation(`unexpected output: ${line}`);
  },
});
try {
  await soak(server);
} finally {
  await server.stop();
  await model.stop();
  rmSync(dataFolder, { recursive: true, force: true });
}

async function soak({ port, engine, memory, ended }: ServerProcess): Promise<void> {
  let isDone = false;
  ended.then((how) => {
    if (!isDone) findings.violation(`the server is gone: ${how}`);
  });
  let requests = 0;
  const send = clientOf(() => port, SECRET, findings, ledger.note);
  const post: typeof send = (...request) => {
    requests += 1;
    return send(...request);
  };
  const centre = openContactCentre({ post, random, findings, mayBeKilled: false }, ledger);
  const workFor = async (ms: number) => {
    const end = Date.now() + ms;
    await centre.work(AGENTS, () => Date.now() >= end || findings.violations > 100);
    // Lets the remaining work of the last requests finish.
    await sleep(1_000);
  };

  const startedAt = Date.now();
  await workFor(minutes * WARM_UP_SHARE * 60_000);
  const warm = await memory();
  await workFor(minutes * (1 - WARM_UP_SHARE) * 60_000);
  const end = await memory();
  const seconds = (Date.now() - startedAt) / 1000;
  const perSecond = Math.round(requests / seconds);
  const calls = ledger.calls.length;

  await analyseEverything(ledger, send, findings, LEASE_MS);
  const stored = await readStore(engine);
  auditRows(ledger, stored, findings);
  await auditPromises(ledger, send, findings);
  const { runs, ...paid } = auditModelRuns(ledger, model, findings);
  const growth = end.heapUsed / warm.heapUsed;
  if (growth > MOST_GROWTH) findings.violation(`the heap grew by a factor of ${growth.toFixed(2)}`);
  isDone = true;

  findings.print();
  const rows = stored.analytics.filter(({ call_id }) => String(call_id).startsWith('load-')).length;
  console.log(`
  ${calls} calls: half an hour of ${Math.round(calls / 6)} agents with a call every five minutes
  ${stored.windows.length} windows and ${rows} analyses lie in the store
  ${runs} model runs, for ${paid.calls} judgements and ${paid.failures} spoiled runs
  server after warm-up: ${inMegabytes(warm)}
  server at the end:    ${inMegabytes(end)}
`);
  console.log(
    `soak: ${requests} requests in ${Math.round(seconds)} s (${perSecond} a second), heap ${growth.toFixed(2)} times, ${findings.violations} violations`,
  );
  if (findings.violations > 0) process.exitCode = 1;
}

function inMegabytes({ heapUsed, external, rss }: Memory): string {
  const mb = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
  return `heap ${mb(heapUsed)} MB, external ${mb(external)} MB, resident ${mb(rss)} MB`;
}
