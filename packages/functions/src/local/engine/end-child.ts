import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** How long a child may take to end by itself before it is killed. */
const PATIENCE_MS = 5000;

/** Ends a process that stops when its channel to this one closes, and waits until it is gone. */
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
