import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** How long a child may take to exit before it is killed, in milliseconds. */
const PATIENCE_MS = 5000;

/** Ends a child process by closing its channel, and waits for its exit. */
export async function endChild(child: ChildProcess): Promise<void> {
  const hasEnded = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  if (hasEnded) return;
  child.ref();
  const exit = once(child, 'exit');
  const impatience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  if (child.connected) child.disconnect();
  await exit;
  clearTimeout(impatience);
}
