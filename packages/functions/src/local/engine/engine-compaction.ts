import { existsSync, renameSync, rmSync } from 'node:fs';
import type { DynaliteDatabase, DynaliteStore } from 'dynalite/db/index.js';
import type { Gate } from './engine-gate.ts';
import { openStore } from './engine-store.ts';

/** How many rows are copied at a time. */
const ROWS_AT_A_TIME = 500;
/** Most changed rows that are copied while requests wait. */
const FEW_ROWS = 200;

const AS_STORED = { keyEncoding: 'utf8', valueEncoding: 'view' } as const;

/**
 * Copies a store into a new folder that replaces the old one, so that no file contains deleted or replaced data.
 * LevelDB alone would keep such data in its log, in tables that it never rewrites, in the bounds and pointers of its
 * manifest, and in row keys of its info log.
 *
 * Requests continue while rows are copied; they wait for a moment before that, and while the last changes are copied and the
 * folders are swapped.
 *
 * @param isStopping - Checked between steps; true abandons the copy.
 * @param adopt - Receives the store to use from now on.
 * @returns true when done, false when abandoned.
 * @throws the error of the file system, or of a gate that does not clear. The rows are unchanged then.
 */
export async function compact(
  store: DynaliteStore,
  path: string,
  gate: Gate,
  isStopping: () => boolean,
  adopt: (store: DynaliteStore) => void,
): Promise<boolean> {
  const { draft } = besides(path);
  rmSync(draft, { recursive: true, force: true });
  const changed = new Set<string>();
  const note = (changes: { key: string }[]) => {
    for (const { key } of changes) changed.add(key);
  };
  const copy = await openStore(draft);
  try {
    // The store tells only of writes that began when it was listened to already, and the copy has only those that ended.
    await gate.alone(async () => {
      store.db.on('write', note);
    });
    await copyAll(store.db, copy.db, isStopping);
    while (changed.size > FEW_ROWS && !isStopping()) await copyChanged(store.db, copy.db, changed);
    // Forces tables, which are synced to the disk; the log may not be.
    await copy.db.compactRange('', '\uffff', AS_STORED);
    if (isStopping()) return false;
    await gate.alone(async () => {
      await copyChanged(store.db, copy.db, changed);
      await Promise.all([store.db.close(), copy.db.close()]);
      try {
        exchange(path);
      } finally {
        adopt(await openStore(path));
      }
    });
    return true;
  } finally {
    store.db.off('write', note);
    await copy.db.close();
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Repairs the folders after a crash between two renames, before the store is opened. */
export function restore(path: string): void {
  const { former } = besides(path);
  if (!existsSync(path) && existsSync(former)) renameSync(former, path);
}

/**
 * Removes the leftovers of an interrupted compaction. Only for the process that holds the store, because another may be
 * compacting.
 *
 * @returns true if there were any.
 */
export function removeRemains(path: string): boolean {
  const remains = Object.values(besides(path)).filter((folder) => existsSync(folder));
  for (const folder of remains) rmSync(folder, { recursive: true, force: true });
  return remains.length > 0;
}

function besides(path: string) {
  return { draft: `${path}.new`, former: `${path}.old` };
}

/** Swaps the folders of two closed stores; afterwards either the new or the old one is at `path`. */
function exchange(path: string): void {
  const { draft, former } = besides(path);
  renameSync(path, former);
  try {
    renameSync(draft, path);
  } catch (error) {
    renameSync(former, path);
    throw error;
  }
  rmSync(former, { recursive: true, force: true });
}

async function copyAll(
  from: DynaliteDatabase,
  to: DynaliteDatabase,
  isStopping: () => boolean,
): Promise<void> {
  const rows = from.iterator(AS_STORED);
  try {
    while (!isStopping()) {
      const some = await rows.nextv(ROWS_AT_A_TIME);
      if (some.length === 0) return;
      await to.batch(some.map(([key, value]) => ({ type: 'put', key, value, ...AS_STORED })));
    }
  } finally {
    await rows.close();
  }
}

async function copyChanged(
  from: DynaliteDatabase,
  to: DynaliteDatabase,
  changed: Set<string>,
): Promise<void> {
  const keys = [...changed];
  changed.clear();
  const values = await from.getMany(keys, AS_STORED);
  await to.batch(
    keys.map((key, n) => {
      const value = values[n];
      return value === undefined
        ? { type: 'del', key, ...AS_STORED }
        : { type: 'put', key, value, ...AS_STORED };
    }),
  );
}
