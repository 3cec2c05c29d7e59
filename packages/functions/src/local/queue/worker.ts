import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endChild } from '../engine/end-child.ts';

/** The worker of the analysis queue, in a separate process. */
export interface Worker {
  /** Gives it some seconds to finish its jobs, and ends it; unfinished jobs are delivered again. */
  stop(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL('./worker-process.ts', import.meta.url));

const PAUSE_BEFORE_RESTART_MS = 1000;

/**
 * Starts the worker, and restarts it when it exits. It ends with this process, even when this process is killed.
 *
 * @param env - Environment for `startLocalService` in the child; `DYNAMODB_ENDPOINT` is the running engine.
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
    // Neither the child nor its channel keeps this process running.
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
