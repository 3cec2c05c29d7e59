import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../packages/functions/test/support/free-port.ts';
import type { Serve } from './http-contract.ts';

/**
 * Serves the app with a program that listens on `PORT` of 127.0.0.1, in a separate process.
 *
 * @param args - Its arguments, or a function that builds them from the port and the settings if it does not read its
 *   environment.
 */
export function byProcess(
  command: string,
  args: string[] | ((port: number, settings: Record<string, string>) => string[]),
): Serve {
  return async (settings) => {
    const port = await freePort();
    const child = spawn(command, typeof args === 'function' ? args(port, settings) : args, {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NO_COLOR: '1',
        CI: '1',
        WRANGLER_SEND_METRICS: 'false',
        PORT: String(port),
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A separate process group: some npm packages start the runtime from a script that does not forward signals.
      detached: true,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
    const fetchFrom = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
    while (!(await fetchFrom('/healthz').catch(() => null))) {
      if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return {
      fetch: fetchFrom,
      async stop() {
        const ended = once(child, 'exit');
        if (child.pid !== undefined) process.kill(-child.pid);
        await ended;
      },
    };
  };
}
