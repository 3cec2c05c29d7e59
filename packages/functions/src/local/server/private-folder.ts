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

/** What the service keeps in its data folder. */
const OWN_ENTRIES = /^(?:auth-secret|erasure-key|engine-key|dynamodb(?:\.\w+)?)$/;

/**
 * Makes the data folder, for its owner alone. One that is there is closed to others as well, unless it holds more than
 * what the service keeps: then it is not ours to close.
 */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const mode = statSync(folder).mode & 0o777;
  if ((mode & 0o077) === 0 || !readdirSync(folder).every((entry) => OWN_ENTRIES.test(entry))) return;
  chmodSync(folder, mode & 0o700);
}

/** A secret of a data folder, made when it is first asked for and readable by its owner alone. */
export function secretOf(dataFolder: string, name: 'auth-secret' | 'erasure-key'): string {
  return keptIn(dataFolder, name, () => randomBytes(48).toString('base64url'));
}

/** A text of a data folder, made when it is first asked for and readable by its owner alone. */
export function keptIn(dataFolder: string, name: string, make: () => string): string {
  const file = join(dataFolder, name);
  if (!existsSync(file)) {
    makePrivateFolder(dataFolder);
    writeOnce(file, make());
  }
  return readFileSync(file, 'utf8').trim();
}

/** Two starts at once agree: the file appears whole, and the first one stays. */
function writeOnce(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    // Some file systems have no links; there the last one stays.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}
