/**
 * How the work on a call (decoding, metrics, redaction, evidence gate) grows with its length, for calls of ten minutes,
 * one hour and four hours; and the memory for a four-hour call, compared with a process that holds it as plain JSON.
 *
 * @module
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askOnce } from './fresh-process.ts';
import type { Growth } from './long-calls/growth-process.ts';
import type { Peak, PeakRun } from './long-calls/peak-process.ts';
import { alternate, type Effort, type Figures, figureOf } from './measure.ts';
import { callOfMinutes } from './sample-calls.ts';

const GROWTH = new URL('./long-calls/growth-process.ts', import.meta.url);
const PEAK = new URL('./long-calls/peak-process.ts', import.meta.url);

export async function run(effort: Effort): Promise<Figures> {
  return { ...(await growth(effort)), ...(await memory(effort)) };
}

async function growth({ rounds }: Effort): Promise<Figures> {
  const calls = [10, 60, 240].map((minutes) => callOfMinutes(minutes).windows);
  const times: number[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    times.push(await askOnce<number[]>(GROWTH, { calls } satisfies Growth));
  }
  const pairs = (shorter: number, longer: number) =>
    times.map((each) => ({ floor: each[shorter] ?? 0, value: each[longer] ?? 0 }));
  // The budget is the growth of the length plus ten per cent.
  return {
    'growth-10m-to-1h': figureOf(pairs(0, 1), 'ms', 6.6),
    'growth-1h-to-4h': figureOf(pairs(1, 2), 'ms', 4.4),
  };
}

async function memory(effort: Effort): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'live-assist-long-call-'));
  try {
    const file = join(folder, 'call.json');
    writeFileSync(file, JSON.stringify(callOfMinutes(240).windows));
    const peak = (side: PeakRun['side']) => askOnce<Peak>(PEAK, { side, file } satisfies PeakRun);
    const rounds = await alternate(
      effort,
      () => peak('floor'),
      () => peak('product'),
    );
    const of = (read: (peak: Peak) => number) =>
      rounds.map(({ floor, value }) => ({ floor: read(floor), value: read(value) }));
    return {
      'memory-4h-rss': figureOf(
        of(({ rss }) => rss),
        'MB',
        2,
      ),
      'memory-4h-heap': figureOf(
        of(({ heap }) => heap),
        'MB',
        4,
      ),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
