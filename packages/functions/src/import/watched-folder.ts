import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ImportOptions } from './options/import-options.ts';
import type { Knowledge } from './plan/plan-call.ts';
import type { Inbox } from './take-file.ts';

const IMPORTED = 'imported';
const REFUSED = 'refused';

/**
 * An inbox that is a folder: files below it are imported, and moved to its folders `imported` or `refused`.
 *
 * @param told - What the command line tells of all files.
 */
export function folderInbox(folder: string, told: { options: ImportOptions; knowledge: Knowledge }): Inbox {
  const moveTo = (place: string, key: string) => {
    const aside = join(folder, place, key);
    mkdirSync(dirname(aside), { recursive: true });
    renameSync(join(folder, key), aside);
    return aside;
  };
  return {
    async read(key, most) {
      const path = join(folder, key);
      const size = statSync(path, { throwIfNoEntry: false })?.size;
      if (size === undefined) return null;
      return size > most ? 'too_large' : readFileSync(path);
    },
    told: async () => told,
    async accept(key) {
      moveTo(IMPORTED, key);
    },
    async refuse(key, reasons) {
      const aside = moveTo(REFUSED, key);
      writeFileSync(`${aside}.reason.txt`, `${reasons.join('\n')}\n`);
    },
  };
}

/** Tells which files of a folder have come and are whole: their sizes are the same at two looks. */
export function newFilesOf(folder: string): () => string[] {
  let before = new Map<string, string>();
  return () => {
    const now = new Map(filesBelow(folder, '').map((key) => [key, stateOf(join(folder, key))]));
    const whole = [...now].filter(([key, state]) => before.get(key) === state).map(([key]) => key);
    before = now;
    return whole;
  };
}

function stateOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.size} ${found.mtimeMs}`;
}

function filesBelow(folder: string, below: string): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !(below === '' && [IMPORTED, REFUSED].includes(name)))
    .flatMap((entry) => {
      const key = join(below, entry.name);
      if (entry.isDirectory()) return filesBelow(folder, key);
      return entry.isFile() ? [key] : [];
    })
    .sort();
}
