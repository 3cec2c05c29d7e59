import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const START = fileURLToPath(new URL('../../src/local/server/start.ts', import.meta.url));

/**
 * Copies what a local server keeps that has loaded the sample calls and analysed none: a server that starts with it takes a
 * third of the processor time. The first test of a run that asks has it made, and others wait for that. Does nothing
 * outside of `vitest`, so there a server loads the calls itself.
 *
 * @param dataFolder - An existing folder.
 */
export async function copySamplesInto(dataFolder: string): Promise<void> {
  // Set by vitest.config.ts, which also removes it.
  const run = process.env.TEST_RUN_FOLDER;
  if (run === undefined) return;
  const made = join(run, 'samples');
  while (!existsSync(made)) await makeOrWait(made);
  cpSync(made, dataFolder, { recursive: true });
}

async function makeOrWait(folder: string): Promise<void> {
  const partial = `${folder}-in-the-making`;
  try {
    mkdirSync(partial, { mode: 0o700 });
  } catch {
    return sleep(50);
  }
  try {
    await startOnce(partial);
    renameSync(partial, folder);
  } finally {
    // After a failure another test may try.
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Starts a server with this data folder, and ends it when it has printed everything. */
async function startOnce(dataFolder: string): Promise<void> {
  const settings = { DATA_FOLDER: dataFolder, PORT: '0', DYNAMODB_PORT: '0', ANALYST: 'local' };
  const server = spawn(process.execPath, [START], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  let output = '';
  server.stdout.on('data', (chunk) => {
    output += chunk;
    if (!server.killed && /-d '.*'\n/.test(output)) server.kill('SIGTERM');
  });
  const [code] = await ended;
  if (code !== 0) throw new Error(`The server with the sample calls ended with ${code}.`);
}
