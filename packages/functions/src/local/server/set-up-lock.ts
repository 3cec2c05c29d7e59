import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Name of the lock in a data folder. */
export const SET_UP_LOCK = 'set-up-lock';

/** How often the holder shows that it lives, in milliseconds; without a sign for ten times as long it has ended. */
const SIGN_MS = 1_000;
const PAUSE_MS = 100;

/**
 * Runs work while no other process does so for this data folder: two processes that rebuild a table at once would lose
 * rows. A lock whose holder was killed is taken over after ten seconds.
 *
 * @param patienceMs - How long it waits for another holder. @default 60000
 * @param isAtWork - What another process does in the folder, and what to do about it.
 * @throws {Error} with one line that says what to do when another process still holds it then; whatever the work throws.
 */
export async function aloneInFolder<Done>(
  folder: string,
  work: () => Promise<Done>,
  patienceMs = 60_000,
  isAtWork = SETS_UP,
): Promise<Done> {
  const file = join(folder, SET_UP_LOCK);
  for (const latest = Date.now() + patienceMs; !take(file); await sleep(PAUSE_MS)) {
    if (Date.now() > latest) throw new Error(heldBy(file, isAtWork(folder)));
  }
  const signs = setInterval(() => sign(file), SIGN_MS);
  try {
    return await work();
  } finally {
    clearInterval(signs);
    rmSync(file, { force: true });
  }
}

/** Takes the lock if it is free, or if its holder has ended. */
function take(file: string): boolean {
  try {
    if (Date.now() - statSync(file).mtimeMs > 10 * SIGN_MS) {
      // Of several processes that see it, one moves it away.
      const ended = `${file}.${process.pid}`;
      renameSync(file, ended);
      rmSync(ended, { force: true });
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function sign(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // A person has removed it.
  }
}

const SETS_UP = (folder: string) =>
  `is bringing the tables of ${folder} up to date. Wait until it has started, or stop it, and start again.`;

function heldBy(file: string, isAtWork: string): string {
  let holder = '';
  try {
    holder = ` (${readFileSync(file, 'utf8')})`;
  } catch {
    // It has been given back just now.
  }
  return `Another process${holder} ${isAtWork}`;
}
