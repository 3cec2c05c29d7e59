/**
 * Judges sample calls by a real small model: `pnpm proofs:model [--calls 10] [--ways 4] [--minutes 14] [--seconds 180]`.
 * A model of 135 million parameters makes every mistake that models make. Whatever it says, nothing unchecked is stored,
 * every call ends, and what it costs is bounded. `--calls` are judged with lists free, the first `--ways` of them in each
 * other mode too. An answer takes some 40 s of one processor, so 18 answers take 12 minutes; on a machine with other work
 * each takes minutes, so `--seconds` bounds one analysis, and `--minutes` all of them. A run in which no call is judged has proven nothing, and
 * fails. Where the model cannot be installed, the proof is skipped with a line.
 *
 * @module
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import type { CallWindow, Clock } from '@live-assist/core';
import { decodeCall } from '@live-assist/core/call/decode-call';
import { inMemoryPorts } from '@live-assist/core/in-memory';
import { promptFor } from '@live-assist/core/prompt/prompt';
import { redactCall } from '@live-assist/core/redaction/redact';
import { localAnalyst } from '../../packages/functions/src/adapters/local-analyst/local-analyst.ts';
import { openaiAnalyst } from '../../packages/functions/src/adapters/openai-analyst/openai-analyst.ts';
import { modelSettings } from '../../packages/functions/src/config/models.ts';
import { appOver, NOW } from '../../packages/functions/test/support/app.ts';
import { startFindings } from '../load/findings.ts';
import {
  CONTEXT_TOKENS,
  type LlamaPackage,
  type Mode,
  type SmallModel,
  startSmallModel,
} from './small-model.ts';
import { evidenceIn, uncheckedIn } from './unchecked.ts';
import { fetchWeights } from './weights.ts';

/** The longest analysis at the end of the proof, in milliseconds: the most that the proof takes too long. */
const LAST_TIMEOUT_MS = 20_000;
/** The longest installation; a busy machine takes minutes. */
const MOST_TO_INSTALL_MS = 300_000;
/** How much longer a call may take than its analysis, in milliseconds. */
const MARGIN_MS = 5_000;
/** Requests for one call: the question, one lesson about the context, and both once more. No call here has two parts. */
const MOST_REQUESTS = 4;
/** Turns of a sample that is a conversation, and still short. */
const TURNS = { fewest: 8, most: 20 } as const;
const EMPTY = { lines: [], tools: [], tips: [] };
const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const SAMPLES = new URL('../../samples/calls.jsonl', import.meta.url);

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '10' },
    ways: { type: 'string', default: '4' },
    minutes: { type: 'string', default: '14' },
    seconds: { type: 'string', default: '180' },
  },
});
const endsAt = performance.now() + Number(values.minutes) * 60_000;
const MODES: readonly Mode[] = ['lists free', 'lists forced', 'schema ignored'];
const findings = startFindings();
const byMode = new Map(MODES.map((mode) => [mode, newFigures()]));
const model = await startedModel().catch((error: unknown) => {
  console.log(`model: skipped, because it cannot be installed here (${String(error).split('\n')[0]})`);
  return null;
});
if (model !== null) {
  const { system } = promptFor(EMPTY, { nonce: 'none', part: 1, parts: 1, promises: [], matters: [] });
  try {
    await model.warmUp(system);
    // The first calls in every mode, so that a short run tries all of them.
    for (const [place, call] of sampleCalls().slice(0, Number(values.calls)).entries()) {
      const modes = place < Number(values.ways) ? MODES : MODES.slice(0, 1);
      for (const mode of modes) if (performance.now() < endsAt) await tryCall(model, mode, call);
    }
  } finally {
    await model.stop();
  }
  for (const [mode, figures] of byMode) console.log(`model, ${mode}: ${linesOf(figures)}`);
  const judgedCalls = [...byMode.values()].reduce((sum, figures) => sum + figures.judged, 0);
  if (judgedCalls === 0)
    findings.violation('no call was judged in time: give it more --minutes and --seconds');
  findings.print();
  console.log(`model: ${judgedCalls} calls judged, ${findings.violations} violations`);
}
process.exit(findings.violations === 0 ? 0 : 1);

async function startedModel(): Promise<SmallModel> {
  const llama = await llamaPackage().catch(async () => {
    const install = ['--yes', 'pnpm@12', '--dir', FOLDER, 'install', '--frozen-lockfile', '--prefer-offline'];
    await promisify(execFile)('npx', install, { timeout: MOST_TO_INSTALL_MS, cwd: FOLDER });
    return llamaPackage();
  });
  return startSmallModel(llama, await fetchWeights(`${FOLDER}.data`));
}

/** The workspace does not know this package, so its types are not known either. */
async function llamaPackage(): Promise<LlamaPackage> {
  const name = 'node-llama-cpp';
  return (await import(name)) as LlamaPackage;
}

type Figures = ReturnType<typeof newFigures>;

function newFigures() {
  return {
    ...{ calls: 0, judged: 0, requests: 0, refused: 0, inputTokens: 0, outputTokens: 0 },
    ...{ evidence: 0, dropped: 0, costUsd: 0, slowestMs: 0, cpuMs: 0 },
  };
}

/** Has a call judged, and checks what came of it. */
async function tryCall(model: SmallModel, mode: Mode, { call_id, windows }: SampleCall): Promise<void> {
  model.mode = mode;
  const figures = byMode.get(mode) ?? newFigures();
  const before = { ...model.usage };
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const timeoutMs = Math.min(
    Number(values.seconds) * 1000,
    Math.max(LAST_TIMEOUT_MS, Math.ceil(endsAt - begun)),
  );
  const answer = await judged(model.url, { call_id, windows, timeoutMs });
  const ms = performance.now() - begun;
  const text = await answer.text();
  const { analysis, code, ...row } = JSON.parse(text);
  const asked = model.usage.requests - before.requests;
  const costUsd: number = analysis?.costUsd ?? 0;

  const name = `${mode}, ${call_id}`;
  const call = redactCall(decodeCall(call_id, windows));
  for (const fault of uncheckedIn(answer.status, answer.headers, text, call)) {
    findings.violation(`${name}: ${fault}`);
  }
  if (ms > timeoutMs + MARGIN_MS) findings.violation(`${name} took ${Math.round(ms)} ms`);
  if (asked > MOST_REQUESTS) findings.violation(`${name} took ${asked} requests`);
  // At a millionth of a dollar a token: no request costs more than the context holds.
  if (costUsd > (CONTEXT_TOKENS * asked) / 1e6) findings.violation(`${name} costs ${costUsd} dollars`);
  findings.count(`${mode}: ${answer.status} ${code ?? ''}`);
  for (const flag of analysis?.flags ?? []) findings.count(`${mode}: ${String(flag).replace(/:\d.*/, '')}`);

  const { user, system } = process.cpuUsage(cpu);
  figures.calls += 1;
  figures.judged += answer.status === 200 ? 1 : 0;
  figures.requests += asked;
  figures.refused += model.usage.refused - before.refused;
  figures.inputTokens += model.usage.inputTokens - before.inputTokens;
  figures.outputTokens += model.usage.outputTokens - before.outputTokens;
  figures.evidence += evidenceIn(row).length;
  figures.dropped += analysis?.dropped ?? 0;
  figures.costUsd += costUsd;
  figures.slowestMs = Math.max(figures.slowestMs, Math.round(ms));
  figures.cpuMs += (user + system) / 1000;
  const seconds = [ms, (user + system) / 1000].map((spent) => (spent / 1000).toFixed(0));
  const written = model.usage.outputTokens - before.outputTokens;
  console.log(
    `  ${name}: ${answer.status} ${code ?? ''} after ${seconds.join(' s, of which the processor ')} s; ${asked} requests, ${written} tokens written`,
  );
}

function linesOf({ calls, judged, requests, refused, ...more }: Figures): string {
  const { inputTokens, outputTokens, evidence, dropped, costUsd, slowestMs, cpuMs } = more;
  return [
    `${judged} of ${calls} calls judged`,
    `${requests} requests (${refused} refused)`,
    `${inputTokens} tokens read, ${outputTokens} written, ${costUsd.toFixed(4)} dollars at a dollar a million`,
    `${evidence} pieces of evidence stored and checked, ${dropped} statements dropped`,
    `slowest ${slowestMs} ms, ${Math.round(cpuMs / 1000)} s of processor`,
  ].join('; ');
}

/** Records a call, and has it judged by a model at this address. */
async function judged(
  baseUrl: string,
  { call_id, windows, timeoutMs }: SampleCall & { timeoutMs: number },
): Promise<Response> {
  const clock = clockFrom(NOW * 1000);
  const memory = inMemoryPorts();
  const settings = modelSettings({
    ...{ apiKey: 'none', baseUrl, model: 'SmolLM2-135M-Instruct' },
    price: { input: 1, cachedInput: 1, cacheWrite: 1, output: 1 },
  });
  const rules = localAnalyst();
  const analyst = openaiAnalyst({ ...settings, contextTokens: CONTEXT_TOKENS, rules, clock });
  const app = appOver(
    { ...memory, clock, analyst },
    { settings: { timeZone: 'UTC', analysisTimeoutMs: timeoutMs, sharedAddresses: [] } },
  );
  for (const window of windows) await memory.records.add(window);
  const client_email = windows.find((window) => window.client_email)?.client_email ?? 'ana@example.com';
  return app.post('/getCallAnalytics', { call_id, client_email });
}

interface SampleCall {
  call_id: string;
  windows: CallWindow[];
}

/** Short conversations, the shortest first, so that a short run judges more of them. */
function sampleCalls(): SampleCall[] {
  return readFileSync(SAMPLES, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): SampleCall => JSON.parse(line))
    .flatMap((sample) => {
      const { turns } = redactCall(decodeCall(sample.call_id, sample.windows));
      const isShort = turns.length >= TURNS.fewest && turns.length <= TURNS.most;
      return isShort ? [{ sample, length: turns.map(({ text }) => text).join().length }] : [];
    })
    .toSorted((a, b) => a.length - b.length)
    .map(({ sample }) => sample);
}

/** Begins at this time, in milliseconds since 1970, and runs as time does. */
function clockFrom(start: number): Clock {
  const begun = performance.now();
  return {
    now: () => Math.floor(start + performance.now() - begun),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}
