import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Entries of the data folder that the service creates. */
const OWN_ENTRIES = /^(?:auth-secret|erasure-key|engine-key|set-up-lock|batches|dynamodb(?:\.\w+)?)$/;

/**
 * Creates the data folder, accessible only to its owner. An existing folder is restricted too, unless it contains other
 * entries than the service's own.
 */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const mode = statSync(folder).mode & 0o777;
  if ((mode & 0o077) === 0 || !readdirSync(folder).every((entry) => OWN_ENTRIES.test(entry))) return;
  chmodSync(folder, mode & 0o700);
}

/** Returns a secret of a data folder; the first call creates it, readable only by its owner. */
export function secretOf(dataFolder: string, name: 'auth-secret' | 'erasure-key'): string {
  return keptIn(dataFolder, name, () => randomBytes(48).toString('base64url'));
}

/** Returns a text file of a data folder; the first call creates it, readable only by its owner. */
export function keptIn(dataFolder: string, name: string, make: () => string): string {
  const file = join(dataFolder, name);
  if (!existsSync(file)) {
    makePrivateFolder(dataFolder);
    writeOnce(file, make());
  }
  return readFileSync(file, 'utf8').trim();
}

/** Writes a file atomically; of two concurrent starts the first wins. */
function writeOnce(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    // Some file systems have no hard links; there the last start wins.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}
