/**
 * Records and analyses calls that are designed to be slow, on the local server over a real socket, with the rules and
 * with a model, while it polls `/healthz`: `pnpm shapes [--every N] [--engine local|openai]`.
 *
 * The limits are those of an idle machine. Before and after each shape a fixed piece of work is timed (`machine-pace.ts`),
 * and they rise by as much as this machine is slower at that moment. A shape over its limits is tried twice more, and
 * counts when it is over them each time. That the server stands still is provoked first, and has to be seen.
 *
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SHAPES } from '../../packages/core/test/support/adversarial-shapes.ts';
import {
  promisesIn,
  startFakeModel,
  turnsIn,
} from '../../packages/functions/test/support/fake-model-server.ts';
import { greedyAnswer } from '../../packages/functions/test/support/greedy-answer.ts';
import { clientOf, type Post } from './client.ts';
import { startFindings } from './findings.ts';
import { type HealthPoll, pollHealth } from './health-poll.ts';
import { MOST_SLOWED, startPace } from './machine-pace.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { callWindow, honestCall } from './shape-calls.ts';
import { stepTimes } from './shape-steps.ts';

const SECRET = 'a secret of the shapes that is long enough';
const CLAIMS = { scope: 'analytics:write records:write customers:any' };
/** Limit for recording a window and analysing its call, in milliseconds. */
const MOST_MS = 2_000;
const MOST_HEALTH_MS = 100;
/** How long the server is made to stand still, in milliseconds: over the limit of any machine. */
const STANDS_STILL_MS = 2 * MOST_SLOWED * MOST_HEALTH_MS;
/** How often a shape is tried before it counts: another process may have had the machine for a moment. */
const MOST_TRIES = 3;
/** Text size at which a window with its other fields stays below 350 kB. */
const LARGEST = 300_000;

const { values } = parseArgs({
  options: { every: { type: 'string', default: '1' }, engine: { type: 'string', default: 'both' } },
});
const every = Number(values.every);
if (!(every >= 1)) throw new Error('--every must be at least 1.');

/** What one try of a shape took. */
interface Try {
  outcome: string;
  ms: number;
  healthMs: number;
  /** The factor by which the limits were raised. */
  slowedBy: number;
}

const findings = startFindings();
const pace = await startPace();
const model = await startFakeModel((request) => ({
  content: JSON.stringify(greedyAnswer(turnsIn(request), promisesIn(request))),
}));
const startedAt = Date.now();
let mostSlowed = 1;
let triedAgain = 0;
try {
  for (const engine of ['local', 'openai'] as const) {
    if (values.engine === 'both' || values.engine === engine) await withServer(engine);
  }
} finally {
  await model.stop();
  await pace.stop();
}
findings.print();
console.log(
  `${Math.round((Date.now() - startedAt) / 1000)} s, ${findings.violations} violations; ${triedAgain} times a shape was ` +
    `tried again, limits were raised by up to ${mostSlowed.toFixed(1)}`,
);
process.exit(findings.violations === 0 ? 0 : 1);

async function withServer(engine: 'local' | 'openai'): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'live-assist-shapes-'));
  const server = await startServer({
    dataFolder,
    env: {
      AUTH_SECRET: SECRET,
      ANALYST: engine,
      ...(engine === 'openai' && { OPENAI_API_KEY: 'none', OPENAI_BASE_URL: model.url }),
    },
  });
  const health = pollHealth(server.port);
  const post = clientOf(() => server.port, SECRET, findings);
  try {
    // The first analysis of a process is slower, because it compiles code.
    await analysed(post, `${engine}-first`, ['Hello.']);
    await standStill(server, health);
    await tryAll(engine, post, health);
    await honest(engine, post, health);
  } finally {
    await health.stop();
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** Checks that a server that stands still is seen, however busy this machine is. */
async function standStill(server: ServerProcess, health: HealthPoll): Promise<void> {
  health.slowest();
  server.standStill(STANDS_STILL_MS);
  await sleep(STANDS_STILL_MS + MOST_HEALTH_MS);
  const healthMs = health.slowest();
  const slowedBy = await pace.slowedBy();
  const isSeen = healthMs > MOST_HEALTH_MS * slowedBy;
  console.log(
    `a server that stands still for ${STANDS_STILL_MS} ms: /healthz took ${Math.round(healthMs)} ms, ` +
      `the limit is ${Math.round(MOST_HEALTH_MS * slowedBy)} ms`,
  );
  if (!isSeen) findings.violation(`A server that stands still for ${STANDS_STILL_MS} ms is not seen.`);
}

async function tryAll(engine: string, post: Post, health: HealthPoll): Promise<void> {
  const shapes = SHAPES.filter((_, n) => n % every === 0);
  for (const [label, size, parts] of [
    ['4 kB', 4_000, 1],
    ['64 kB', 64_000, 1],
    ['900 kB in three windows', LARGEST, 3],
  ] as const) {
    const expected = parts === 1 ? ['200'] : ['200', '422 transcript_too_complex'];
    const tries: (Try & { name: string })[] = [];
    for (const [n, { name, text }] of shapes.entries()) {
      // A character may take three bytes, and its JSON escape more.
      const texts = Array.from({ length: parts }, () => cut(text(size), size));
      const what = `${engine}, ${label} of ${name}`;
      let last = await tryOnce(post, health, `${engine}-${size}-${n}`, texts);
      for (let times = 2; times <= MOST_TRIES && isOver(last); times++) {
        triedAgain += 1;
        console.log(`  ${what}: ${told(last)}; is tried again`);
        last = await tryOnce(post, health, `${engine}-${size}-${n}-${times}`, texts);
      }
      tries.push({ ...last, name });
      if (!expected.includes(last.outcome)) findings.violation(`${what}: ${last.outcome}`);
      if (!isOver(last)) continue;
      findings.violation(`${what}: ${told(last)}, ${MOST_TRIES} times`);
      console.log(`  ${name}: ${JSON.stringify(await stepTimes(texts))}`);
    }
    const slowest = tries.reduce((most, one) => (one.ms > most.ms ? one : most));
    const deafest = tries.reduce((most, one) => (one.healthMs > most.healthMs ? one : most));
    const raised = Math.max(...tries.map(({ slowedBy }) => slowedBy));
    console.log(
      `${engine}, ${label}: ${shapes.length} shapes, slowest ${Math.round(slowest.ms)} ms (${slowest.name}), ` +
        `/healthz at most ${Math.round(deafest.healthMs)} ms (${deafest.name}); limits ${MOST_MS} and ` +
        `${MOST_HEALTH_MS} ms, raised by up to ${raised.toFixed(1)}`,
    );
  }
}

async function tryOnce(
  post: Post,
  health: HealthPoll,
  callId: string,
  texts: readonly string[],
): Promise<Try> {
  const before = await pace.slowedBy();
  health.slowest();
  const { ms, outcome } = await analysed(post, callId, texts);
  const healthMs = health.slowest();
  const slowedBy = Math.max(before, await pace.slowedBy());
  mostSlowed = Math.max(mostSlowed, slowedBy);
  return { outcome, ms, healthMs, slowedBy };
}

function isOver({ outcome, ms, healthMs, slowedBy }: Try): boolean {
  return (outcome === '200' && ms > MOST_MS * slowedBy) || healthMs > MOST_HEALTH_MS * slowedBy;
}

function told({ outcome, ms, healthMs, slowedBy }: Try): string {
  const [limit, healthLimit] = [MOST_MS, MOST_HEALTH_MS].map((most) => Math.round(most * slowedBy));
  return `${outcome} after ${Math.round(ms)} of ${limit} ms, /healthz took ${Math.round(healthMs)} of ${healthLimit} ms`;
}

/** Checks that a two-hour call meets the same limits. */
async function honest(engine: string, post: Post, health: HealthPoll): Promise<void> {
  const { windows, characters } = honestCall(`${engine}-honest`);
  health.slowest();
  const begin = performance.now();
  const outcome = await exchange(post, `${engine}-honest`, windows);
  const ms = Math.round(performance.now() - begin);
  const healthMs = Math.round(health.slowest());
  console.log(
    `${engine}, two hours, ${characters} characters: ${outcome}, ${ms} ms, /healthz at most ${healthMs} ms`,
  );
  if (outcome !== '200') findings.violation(`${engine}, an ordinary call of two hours: ${outcome}`);
}

async function analysed(post: Post, callId: string, texts: readonly string[]) {
  const windows = texts.map((text, n) => callWindow(callId, n + 1, text));
  const begin = performance.now();
  const outcome = await exchange(post, callId, windows);
  return { ms: performance.now() - begin, outcome };
}

async function exchange(post: Post, callId: string, windows: readonly object[]): Promise<string> {
  const client_email = `${callId}@load.example.com`;
  for (const window of windows) {
    const recorded = await post('/recordCallWindow', { ...window, client_email }, CLAIMS);
    if (recorded?.status !== 200) return `recording ${recorded?.status} ${recorded?.code}`;
  }
  const reply = await post('/getCallAnalytics', { call_id: callId, client_email }, CLAIMS);
  return reply === null ? 'no answer' : `${reply.status}${reply.code === null ? '' : ` ${reply.code}`}`;
}

/** Cuts a text to what a window may hold, measured in bytes of its JSON. */
function cut(text: string, size: number): string {
  const bytes = Buffer.byteLength(JSON.stringify(text));
  return bytes <= size * 1.1 ? text : text.slice(0, Math.floor((text.length * size) / bytes));
}
