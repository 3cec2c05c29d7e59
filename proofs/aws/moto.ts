import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '../../packages/functions/test/support/free-port.ts';

const run = promisify(execFile);

const SERVER = fileURLToPath(new URL('./moto_in_turn.py', import.meta.url));
const REQUIREMENTS = fileURLToPath(new URL('./requirements.txt', import.meta.url));
const INSTALL_MS = 240_000;
const START_MS = 60_000;

/**
 * Installs moto, in the versions of `requirements.txt`, into a folder.
 *
 * @returns false without Python or PyPI.
 */
export async function installMoto(folder: string): Promise<boolean> {
  try {
    await run('python3', ['-m', 'venv', folder]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-compile'];
    await run(join(folder, 'bin', 'python'), [...pip, '--requirement', REQUIREMENTS], {
      timeout: INSTALL_MS,
    });
    return true;
  } catch {
    return false;
  }
}

/** A stand-in for AWS on this machine. */
export interface Moto {
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts moto on a free port of 127.0.0.1.
 *
 * @param folder - Where {@link installMoto} has installed it.
 * @throws {Error} if it does not answer within a minute.
 */
export async function startMoto(folder: string): Promise<Moto> {
  const port = await freePort();
  const child = spawn(join(folder, 'bin', 'python'), [SERVER, String(port)], {
    // Our client signs for a region "local" where it is given an endpoint.
    env: { ...process.env, MOTO_ALLOW_NONEXISTENT_REGION: 'true' },
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  for (const latest = Date.now() + START_MS; ; ) {
    const answers = await fetch(`${url}/moto-api/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return { url, stop: () => end(child) };
    if (child.exitCode !== null || Date.now() > latest) {
      await end(child);
      throw new Error('moto did not start.');
    }
    await sleep(100);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
