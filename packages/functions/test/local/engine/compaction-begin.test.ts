import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynaliteStore } from 'dynalite/db/index.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compact } from '../../../src/local/engine/engine-compaction.ts';
import { gate } from '../../../src/local/engine/engine-gate.ts';
import { openStore } from '../../../src/local/engine/engine-store.ts';

const MANY = 20_000;
const AS_STORED = { keyEncoding: 'utf8', valueEncoding: 'view' } as const;

let path: string;
let store: DynaliteStore;
beforeEach(async () => {
  path = join(mkdtempSync(join(tmpdir(), 'live-assist-compaction-')), 'dynamodb');
  store = await openStore(path);
});
afterEach(async () => {
  await store.db.close();
  rmSync(path, { recursive: true, force: true });
});

describe('the beginning of a compaction', () => {
  it('the beginning of a compaction loses no write that is under way then', async () => {
    const { alone, pass } = gate();
    const rows = Array.from({ length: MANY }, (_, n) => ({
      type: 'put' as const,
      key: `row-${n}`,
      value: Buffer.from(`Value ${n}`),
      ...AS_STORED,
    }));
    // A request writes in the moment before the compaction begins to listen for changes.
    const listen = store.db.on.bind(store.db);
    let writing: Promise<unknown> | undefined;
    vi.spyOn(store.db, 'on').mockImplementation((event, listener) => {
      const written = store;
      writing ??= pass(() => written.db.batch(rows));
      return listen(event, listener);
    });

    const isDone = await compact(
      store,
      path,
      { alone, pass },
      () => false,
      (next) => {
        store = next;
      },
    );
    await writing;

    expect(isDone).toBe(true);
    const kept = await store.db.getMany(
      rows.map(({ key }) => key),
      AS_STORED,
    );
    expect(kept.filter((value) => value === undefined)).toHaveLength(0);
  });
});
