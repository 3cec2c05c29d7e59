import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as settled } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compactor, type Timers } from '../../../src/local/engine/engine-compactor.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let path: string;
let runs: number;
let now: number;
let pending: { ms: number; run: () => void; next: number } | null;

// The timers of the process are shared with other files of tests, which may have work of their own in them.
const timers: Timers = {
  now: () => now,
  every(ms, run) {
    pending = { ms, run, next: now + ms };
    return () => {
      pending = null;
    };
  },
};

async function pass(ms: number): Promise<void> {
  const until = now + ms;
  while (pending !== null && pending.next <= until) {
    now = pending.next;
    pending.next += pending.ms;
    pending.run();
    await settled();
  }
  now = until;
}

beforeEach(() => {
  now = Date.UTC(2026, 0, 15);
  path = mkdtempSync(join(tmpdir(), 'live-assist-compactor-'));
  made(now);
  runs = 0;
});
afterEach(() => {
  rmSync(path, { recursive: true });
});

/** Creates the folder as LevelDB does. */
function made(at: number): void {
  writeFileSync(join(path, 'LOCK'), '');
  utimesSync(join(path, 'LOCK'), at / 1000, at / 1000);
}

const run = async () => {
  runs += 1;
  made(now);
  return true;
};

it('the compactor runs once a day, by the age of the folder', async () => {
  const keeper = compactor(path, run, false, timers);
  await pass(DAY_MS - MINUTE_MS);
  expect(runs).toBe(0);
  await pass(3 * MINUTE_MS);
  expect(runs).toBe(1);
  await pass(DAY_MS + 5 * MINUTE_MS);
  expect(runs).toBe(2);
  await keeper.stop();
  await pass(DAY_MS);
  expect(runs).toBe(2);
});

it('the compactor runs within a minute, once for any number of requests', async () => {
  const keeper = compactor(path, run, false, timers);
  for (let n = 0; n < 50; n += 1) keeper.compactWithinAMinute();
  expect(runs).toBe(0);
  await pass(10 * MINUTE_MS);
  expect(runs).toBe(1);
  await keeper.stop();
});

it('the compactor repeats an interrupted compaction within a minute', async () => {
  const keeper = compactor(path, run, true, timers);
  await pass(10 * MINUTE_MS);
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
    timers,
  );
  await expect(keeper.compact()).rejects.toThrow('no space left');
  await pass(3 * MINUTE_MS);
  expect(runs).toBe(0);
  isFull = false;
  await pass(3 * MINUTE_MS);
  expect(runs).toBe(1);
  await keeper.stop();
});
