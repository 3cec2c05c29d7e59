import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endChild } from '../engine/end-child.ts';

/** The worker of the analysis queue, in a process of its own. */
export interface Worker {
  /** Gives it some seconds to finish the jobs under way, and ends it; what was not finished comes again. */
  stop(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL('./worker-process.ts', import.meta.url));

const PAUSE_BEFORE_RESTART_MS = 1000;

/**
 * Starts the worker, and starts it again when it ends by itself. It ends with this process, however this one ends.
 *
 * @param env - What `startLocalService` is to read there; `DYNAMODB_ENDPOINT` names the engine that runs.
 */
export function startWorker(env: Record<string, string | undefined>): Worker {
  let stopping = false;
  let child = run();
  let restart: NodeJS.Timeout | undefined;

  function run(): ChildProcess {
    const started = spawn(process.execPath, [PROGRAM], {
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    started.once('error', (error) => console.error(`The worker could not start (${error.message}).`));
    started.once('exit', () => {
      if (stopping) return;
      restart = setTimeout(() => {
        child = run();
      }, PAUSE_BEFORE_RESTART_MS);
    });
    // Neither the process nor the channel to it keeps this one from ending.
    started.unref();
    started.channel?.unref();
    return started;
  }

  return {
    async stop() {
      stopping = true;
      clearTimeout(restart);
      await endChild(child);
    },
  };
}
