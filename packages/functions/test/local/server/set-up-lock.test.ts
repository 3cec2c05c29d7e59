import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aloneInFolder, SET_UP_LOCK } from '../../../src/local/server/set-up-lock.ts';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'live-assist-lock-'));
  lock = join(folder, SET_UP_LOCK);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('two processes that bring the tables of one data folder up to date', () => {
  it('do so one after the other, and leave no lock, also after a failure', async () => {
    let inside = 0;
    const work = async () => {
      inside += 1;
      expect(inside).toBe(1);
      await sleep(20);
      inside -= 1;
    };
    await Promise.all([1, 2, 3].map(() => aloneInFolder(folder, work)));
    await expect(aloneInFolder(folder, () => Promise.reject(new Error('It has failed.')))).rejects.toThrow(
      'It has failed.',
    );
    expect(existsSync(lock)).toBe(false);
  });

  it('wait for each other only so long, and then say what to do', async () => {
    writeFileSync(lock, '4711');
    await expect(aloneInFolder(folder, async () => 'done', 50)).rejects.toThrow(
      `Another process (4711) is bringing the tables of ${folder} up to date. Wait until it has started, or stop it, and start again.`,
    );
    expect(existsSync(lock)).toBe(true);
  });

  it('take over the lock of one that was killed', async () => {
    writeFileSync(lock, '4711');
    const before = new Date(Date.now() - 11_000);
    utimesSync(lock, before, before);
    expect(await aloneInFolder(folder, async () => 'done', 50)).toBe('done');
    expect(existsSync(lock)).toBe(false);
  });
});
