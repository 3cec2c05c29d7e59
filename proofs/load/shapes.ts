/**
 * Records and analyses calls that are designed to be slow, on the local server over a real socket, with the rules and
 * with a model, while it polls `/healthz`: `pnpm shapes [--every N] [--engine local|openai]`.
 *
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { startServer } from './server-process.ts';
import { callWindow, honestCall } from './shape-calls.ts';
import { stepTimes } from './shape-steps.ts';

const SECRET = 'a secret of the shapes that is long enough';
const CLAIMS = { scope: 'analytics:write records:write customers:any' };
/** Limit for recording a window and analysing its call, in milliseconds. */
const MOST_MS = 2_000;
const MOST_HEALTH_MS = 100;
/**
 * The factor by which the limits rise on a busy machine: the server and this process need one core each. It is 1 on an
 * idle machine.
 */
const slowedBy = () => {
  const load = loadavg()[0] ?? 0;
  return load < availableParallelism() ? 1 : (load + 1) / availableParallelism();
};
/** Text size at which a window with its other fields stays below 350 kB. */
const LARGEST = 300_000;

const { values } = parseArgs({
  options: { every: { type: 'string', default: '1' }, engine: { type: 'string', default: 'both' } },
});
const every = Number(values.every);
if (!(every >= 1)) throw new Error('--every must be at least 1.');

const findings = startFindings();
const model = await startFakeModel((request) => ({
  content: JSON.stringify(greedyAnswer(turnsIn(request), promisesIn(request))),
}));
const startedAt = Date.now();
try {
  for (const engine of ['local', 'openai'] as const) {
    if (values.engine === 'both' || values.engine === engine) await withServer(engine);
  }
} finally {
  await model.stop();
}
console.log(
  `${Math.round((Date.now() - startedAt) / 1000)} s, ${findings.violations} violations; ` +
    `limits scaled by ${slowedBy().toFixed(1)} at the end`,
);
findings.print();
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
  try {
    await tryAll(
      engine,
      clientOf(() => server.port, SECRET, findings),
      health,
    );
  } finally {
    await health.stop();
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function tryAll(engine: string, post: Post, health: HealthPoll): Promise<void> {
  // The first analysis of a process is slower, because it compiles code.
  await analysed(post, `${engine}-first`, ['Hello.']);
  const shapes = SHAPES.filter((_, n) => n % every === 0);
  for (const [label, size, parts] of [
    ['4 kB', 4_000, 1],
    ['64 kB', 64_000, 1],
    ['900 kB in three windows', LARGEST, 3],
  ] as const) {
    health.slowest();
    let slowest = { ms: 0, name: '' };
    let slowestHealth = { ms: 0, name: '' };
    // The highest factor applied to the limits, and the number of shapes over the unscaled limits.
    let most = 1;
    let overRaw = 0;
    for (const [n, { name, text }] of shapes.entries()) {
      // A character may take three bytes, and its JSON escape more.
      const texts = Array.from({ length: parts }, () => cut(text(size), size));
      const { ms, outcome } = await analysed(post, `${engine}-${size}-${n}`, texts);
      const healthMs = health.slowest();
      if (ms > slowest.ms) slowest = { ms, name };
      if (healthMs > slowestHealth.ms) slowestHealth = { ms: healthMs, name };
      const expected = parts === 1 ? ['200'] : ['200', '422 transcript_too_complex'];
      const times = slowedBy();
      most = Math.max(most, times);
      const isSlow = outcome === '200' && ms > MOST_MS * times;
      const isDeaf = healthMs > MOST_HEALTH_MS * times;
      overRaw += (outcome === '200' && ms > MOST_MS) || healthMs > MOST_HEALTH_MS ? 1 : 0;
      if (!expected.includes(outcome)) findings.violation(`${engine}, ${label} of ${name}: ${outcome}`);
      if (isSlow) findings.violation(`${engine}, ${label} of ${name}: ${Math.round(ms)} ms`);
      if (isDeaf) {
        findings.violation(`${engine}, ${label} of ${name}: /healthz took ${Math.round(healthMs)} ms`);
      }
      if (isSlow || isDeaf) console.log(`  ${name}: ${JSON.stringify(await stepTimes(texts))}`);
    }
    console.log(
      `${engine}, ${label}: ${shapes.length} shapes, slowest ${Math.round(slowest.ms)} ms (${slowest.name}), ` +
        `/healthz at most ${Math.round(slowestHealth.ms)} ms (${slowestHealth.name}); ${overRaw} over the limits of ` +
        `${MOST_MS} and ${MOST_HEALTH_MS} ms, scaled by up to ${most.toFixed(1)}`,
    );
  }
  await honest(engine, post, health);
}

/** Checks that a two-hour call meets the same limits. */
async function honest(engine: string, post: Post, health: HealthPoll): Promise<void> {
  const { windows, characters } = honestCall(`${engine}-honest`);
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
