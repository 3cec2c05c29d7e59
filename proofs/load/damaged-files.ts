/**
 * Reads files of other systems that are damaged in every way: `pnpm damaged-files [--files 10000] [--seed 1] [--only N]`.
 * Each must be imported or refused with a reason, in a time that grows with its size; the memory stays within bounds. Real
 * files are taken too, where a folder `shared/data/formats` lies beside the clone.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { FIXTURES, WHISPER } from '../../packages/core/test/formats/fixtures.ts';
import { importOf } from '../../packages/core/test/formats/import-of-file.ts';
import { mutatedFile } from '../../packages/core/test/formats/mutations.ts';

/** Longest time for a file on a processor: a start, and so much for each million characters. */
const START_MS = 250;
const MS_PER_MILLION = 1_500;
const MOST_MEMORY = 1_500 * 1024 * 1024;
/** Larger real files would make the run long, and no other. */
const LARGEST_REAL = 80_000;

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const files = Number(values.files);
const seed = Number(values.seed);
if (!(files >= 1) || !Number.isInteger(seed)) throw new Error('--files and --seed take whole numbers.');

const texts = [...FIXTURES.map(({ text }) => text), WHISPER, ...realFiles()];
const outcomes = new Map<string, number>();
let violations = 0;
let slowest = 0;
const startedAt = performance.now();
/** The number of the file that is being read, for the thread that sees whether it comes to an end. */
const current = new Int32Array(new SharedArrayBuffer(4));
watchForHangs(current);
const from = values.only === undefined ? seed * 1_000_000 : Number(values.only);
const to = values.only === undefined ? from + files : from + 1;
for (let number = from; number < to; number++) tryFile(number);
const peak = process.resourceUsage().maxRSS * 1024;
if (peak > MOST_MEMORY) violate(`the memory reached ${Math.round(peak / 2 ** 20)} MB`);
console.log(
  [...outcomes]
    .sort(([, a], [, b]) => b - a)
    .map(([outcome, count]) => `${outcome} ${count}`)
    .join(', '),
);
console.log(
  `${to - from} files in ${Math.round((performance.now() - startedAt) / 1000)} s, the slowest at ${slowest.toFixed(2)} of its limit, ` +
    `peak ${Math.round(peak / 2 ** 20)} MB, ${violations} violations.`,
);
process.exitCode = violations === 0 ? 0 : 1;

function tryFile(number: number): void {
  current[0] = number;
  const text = mutatedFile(texts, number);
  const limit = START_MS + (text.length / 1e6) * MS_PER_MILLION;
  const began = processorTime();
  try {
    for (const outcome of importOf(text)) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  } catch (error) {
    violate(
      `--only ${number}: ${error instanceof Error ? `${error.name}: ${error.message.slice(0, 200)}` : 'no error'}`,
    );
  }
  const took = processorTime() - began;
  if (took > limit) violate(`--only ${number}: ${Math.round(took)} ms for ${text.length} characters`);
  slowest = Math.max(slowest, took / limit);
}

/** Milliseconds that this process has spent on a processor: other programs do not count. */
function processorTime(): number {
  return process.cpuUsage().user / 1000;
}

/** Ends this process where a file is read without an end: only another thread can tell which. */
function watchForHangs(number: Int32Array): void {
  const program = `
    const { workerData: number } = require('node:worker_threads');
    let before = -1;
    setInterval(() => {
      if (number[0] !== before) return void (before = number[0]);
      require('node:fs').writeSync(2, '--only ' + before + ': no end after a minute\\n');
      process.kill(process.pid, 'SIGKILL');
    }, 60_000);
  `;
  new Worker(program, { eval: true, workerData: number }).unref();
}

function violate(what: string): void {
  violations += 1;
  console.error(what);
}

function realFiles(): string[] {
  const folder = fileURLToPath(new URL('../../../shared/data/formats/', import.meta.url));
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'SOURCE.md')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .filter((text) => text.length <= LARGEST_REAL);
}
