import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { compactor } from '../../../src/local/engine/engine-compactor.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let path: string;
let runs: number;
beforeEach(() => {
  vi.useFakeTimers();
  path = mkdtempSync(join(tmpdir(), 'live-assist-compactor-'));
  made(Date.now());
  runs = 0;
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(path, { recursive: true });
});

/** Creates the folder as LevelDB does. */
function made(at: number): void {
  writeFileSync(join(path, 'LOCK'), '');
  utimesSync(join(path, 'LOCK'), at / 1000, at / 1000);
}

const run = async () => {
  runs += 1;
  made(Date.now());
  return true;
};

it('the compactor runs once a day, by the age of the folder', async () => {
  const keeper = compactor(path, run, false);
  await vi.advanceTimersByTimeAsync(DAY_MS - MINUTE_MS);
  expect(runs).toBe(0);
  await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
  expect(runs).toBe(1);
  await vi.advanceTimersByTimeAsync(DAY_MS + 5 * MINUTE_MS);
  expect(runs).toBe(2);
  await keeper.stop();
  await vi.advanceTimersByTimeAsync(DAY_MS);
  expect(runs).toBe(2);
}, 240_000);

it('the compactor runs within a minute, once for any number of requests', async () => {
  const keeper = compactor(path, run, false);
  for (let n = 0; n < 50; n += 1) keeper.compactWithinAMinute();
  expect(runs).toBe(0);
  await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
  expect(runs).toBe(1);
  await keeper.stop();
});

it('the compactor repeats an interrupted compaction within a minute', async () => {
  const keeper = compactor(path, run, true);
  await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
  expect(runs).toBe(1);
  await keeper.stop();
});

it('the compactor reports a failure to its callers, and retries every minute', async () => {
  let isFull = true;
  const keeper = compactor(
    path,
    async () => {
      if (isFull) throw new Error('no space left');
      return run();
    },
    false,
  );
  await expect(keeper.compact()).rejects.toThrow('no space left');
  await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
  expect(runs).toBe(0);
  isFull = false;
  await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
  expect(runs).toBe(1);
  await keeper.stop();
});
