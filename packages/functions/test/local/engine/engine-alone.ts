import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type EngineKey, engineKeyText, KEY_VARIABLE } from '../../../src/local/engine/engine-key.ts';

/** Starts an engine in a separate process that a test can kill. */
export async function startEngineProcess(path: string, credentials: EngineKey) {
  const program = fileURLToPath(new URL('../../../src/local/engine/engine-process.ts', import.meta.url));
  const child = spawn(process.execPath, [program, '0', path], {
    env: { ...process.env, [KEY_VARIABLE]: engineKeyText(credentials) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [message] = await once(child, 'message');
  return { child, endpoint: `http://127.0.0.1:${message.port}` };
}
