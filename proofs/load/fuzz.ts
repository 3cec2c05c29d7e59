/**
 * Sends malformed requests to the local server over real sockets, while other clients use it: `pnpm fuzz [--requests
 * 10000] [--seed N] [--only I]`.
 *
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { devToken } from '../../packages/functions/src/local/server/dev-token.ts';
import { MARKER } from '../../packages/functions/test/http/fuzzed-requests.ts';
import { ALL_SCOPES, ANA, BEN, conversation } from '../../packages/functions/test/support/app.ts';
import { clientOf } from './client.ts';
import { startFindings } from './findings.ts';
import { fuzzCases, type Tokens } from './fuzz-cases.ts';
import { fuzzer } from './fuzz-exchange.ts';
import { PROVIDER_WORDS, startModel } from './model.ts';
import { NO_LIMITS } from './no-limits.ts';
import { randomFrom } from './random.ts';
import { startServer } from './server-process.ts';
import { slowClients } from './slow-clients.ts';

const SECRET = 'a secret of the fuzzing that is long enough';
const AT_A_TIME = 12;
const SLOW_CLIENTS = 300;
/** Slow clients must be disconnected within this time, in milliseconds; the server allows 30 seconds. */
const SLOW_CLIENT_LIFE_MS = 60_000;
const BYSTANDER_PAUSE_MS = 100;

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const seed = Number(values.seed);
const [first, count] = values.only === undefined ? [0, Number(values.requests)] : [Number(values.only), 1];
if (!(count > 0)) throw new Error('--requests must be a number above 0.');

const findings = startFindings();
const dataFolder = mkdtempSync(join(tmpdir(), 'live-assist-fuzz-'));
const model = await startModel({ random: randomFrom(seed), faultRate: 0.5 });
const server = await startServer({
  dataFolder,
  env: {
    AUTH_SECRET: SECRET,
    ...NO_LIMITS,
    ANALYST: 'openai',
    OPENAI_API_KEY: 'none',
    OPENAI_BASE_URL: model.url,
    ANALYSIS_TIMEOUT_MS: '2000',
    // Bodies have fields of every route, so `refuse` rejects most of them; `ignore` lets them reach later checks.
    UNKNOWN_FIELDS: seed % 3 === 0 ? 'refuse' : 'ignore',
  },
  onLine: (text) => {
    const line = text.replace(/"unknownFields":\{[^}]*\}/, '');
    if (line.includes(MARKER) || line.includes(PROVIDER_WORDS))
      findings.violation(`the log repeats text of a request: ${line}`);
  },
});
let isOver = false;
server.ended.then((how) => {
  if (!isOver) findings.violation(`the server is gone: ${how}`);
});
try {
  const startedAt = Date.now();
  const post = clientOf(() => server.port, SECRET, findings);
  for (const [call_id, client_email] of [
    ['call-1', ANA],
    ['call-2', BEN],
  ]) {
    await post(
      '/recordCallWindow',
      { call_id, client_email, window_num: 1, turns: conversation },
      { scope: ALL_SCOPES },
    );
  }
  const slow = await slowClients(server.port, SLOW_CLIENTS, await devToken(SECRET, { scope: ALL_SCOPES }));
  const slowest = standBy(post);
  const sent = await fuzz(await tokens());
  const seconds = (Date.now() - startedAt) / 1000;
  await Promise.race([slow.allCutOff, sleep(Math.max(0, startedAt + SLOW_CLIENT_LIFE_MS - Date.now()))]);
  if (slow.left > 0) findings.violation(`${slow.left} of ${slow.count} slow clients are still connected`);
  slow.stop();
  isOver = true;
  const slowestMs = await slowest;
  findings.print();
  console.log(
    `fuzz: ${sent} requests in ${Math.round(seconds)} s (${Math.round(sent / seconds)} a second, seed ${seed}), ${slow.count} slow clients cut off, others answered within ${slowestMs} ms, ${findings.violations} violations`,
  );
  if (findings.violations > 0) process.exitCode = 1;
} finally {
  isOver = true;
  await server.stop();
  await model.stop();
  rmSync(dataFolder, { recursive: true, force: true });
}

/** Sends all cases; returns the number of requests. */
async function fuzz(tokens: Tokens): Promise<number> {
  const cases = fuzzCases(tokens);
  let next = first;
  let sent = 0;
  const oneAfterAnother = async () => {
    const { send, close } = fuzzer(server.port);
    while (sent < count && server.isRunning && findings.violations < 100) {
      const n = next++;
      const [fuzzCase] = fc.sample(cases, { seed: seed * 1_000_000 + n, numRuns: 1 });
      if (fuzzCase === undefined) throw new Error('fast-check generated no case.');
      sent += fuzzCase.requests.length;
      const { answers, breaches } = await send(fuzzCase);
      for (const answer of answers) findings.count(`${fuzzCase.kind}: ${answer}`);
      for (const breach of breaches) {
        findings.violation(`${fuzzCase.kind} (--seed ${seed} --only ${n}): ${breach}`);
      }
    }
    close();
  };
  await Promise.all(Array.from({ length: values.only === undefined ? AT_A_TIME : 1 }, oneAfterAnother));
  return sent;
}

/** Runs a well-behaved client that the attacks must not affect; returns its slowest answer in milliseconds. */
async function standBy(post: ReturnType<typeof clientOf>): Promise<number> {
  let slowestMs = 0;
  while (!isOver) {
    const askedAt = performance.now();
    const reply = await post(
      '/getMemoryBox',
      { client_email: ANA },
      { scope: 'memory:read', client_email: ANA },
    );
    if (reply?.status !== 200 && !isOver)
      findings.violation(`a well-behaved client was answered with ${reply?.status}`);
    slowestMs = Math.max(slowestMs, Math.round(performance.now() - askedAt));
    await sleep(BYSTANDER_PAUSE_MS);
  }
  return slowestMs;
}

async function tokens(): Promise<Tokens> {
  const sign = (claims: object, nowMs?: number) => devToken(SECRET, { scope: ALL_SCOPES, ...claims }, nowMs);
  return {
    valid: [
      await sign({}),
      await sign({ scope: 'analytics:read customers:any' }),
      await sign({ client_email: ANA }),
      await sign({ client_email: BEN, call_id: 'call-2' }),
    ],
    invalid: [await sign({}, 0), await devToken('a secret that is not the right one', { scope: ALL_SCOPES })],
  };
}
