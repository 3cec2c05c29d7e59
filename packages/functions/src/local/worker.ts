import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The worker of the analysis queue, in a process of its own. */
export interface Worker {
  /** Lets it finish the jobs under way, and ends it. */
  stop(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL('./worker-process.ts', import.meta.url));

/** How long a worker may take to end by itself before it is killed; its jobs then come again. */
const PATIENCE_MS = 5000;
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
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      const exit = once(child, 'exit');
      const impatience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      if (child.connected) child.disconnect();
      await exit;
      clearTimeout(impatience);
    },
  };
}
