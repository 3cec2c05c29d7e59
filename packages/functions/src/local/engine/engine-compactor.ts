import { statSync } from 'node:fs';
import { join } from 'node:path';

/** Compacts a store when it is asked to, and once a day. */
export interface Compactor {
  /** Is done when everything that was deleted before the call has left the files. */
  compact(): Promise<void>;
  /** Has it done within a minute, once for however many ask. */
  compactWithinAMinute(): void;
  /** Gives up what is under way, and waits for that. */
  stop(): Promise<void>;
}

/** What an engine of ours is asked for beside the operations of DynamoDB. */
export const COMPACT = 'LiveAssistEngine.Compact';
export const COMPACT_WITHIN_A_MINUTE = 'LiveAssistEngine.CompactWithinAMinute';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * @param path - Folder of the store.
 * @param run - Compacts once; false when it was given up, because `isStopping` said so.
 * @param isOwed - Whether a compaction that was asked for did not end.
 */
export function compactor(
  path: string,
  run: (isStopping: () => boolean) => Promise<boolean>,
  isOwed: boolean,
): Compactor {
  let isStopping = false;
  let running: Promise<void> | null = null;
  let waiting: Promise<void> | null = null;
  let owed = isOwed;

  // What was asked for while one was running may have come too late for that one, so one more follows it.
  const compact = (): Promise<void> => {
    owed = true;
    if (running === null) return begin();
    waiting ??= running
      .catch(() => {})
      .then(() => {
        waiting = null;
        return begin();
      });
    return waiting;
  };
  const begin = (): Promise<void> => {
    owed = false;
    running = run(() => isStopping)
      .then((isDone) => {
        if (!isDone) throw new Error('The compaction was given up.');
      })
      .catch((error: unknown) => {
        owed = true;
        throw error;
      })
      .finally(() => {
        running = null;
      });
    return running;
  };
  const timer = setInterval(() => {
    if (running !== null || isStopping) return;
    if (owed || Date.now() - madeAt(path) > DAY_MS) begin().catch(() => {});
  }, MINUTE_MS);
  timer.unref();

  return {
    compact,
    compactWithinAMinute() {
      owed = true;
    },
    async stop() {
      isStopping = true;
      clearInterval(timer);
      await Promise.allSettled([running, waiting]);
    },
  };
}

/** When the folder of a store was made, which each compaction does: nothing writes to its lock file afterwards. */
function madeAt(path: string): number {
  try {
    return statSync(join(path, 'LOCK')).mtimeMs;
  } catch {
    return Date.now();
  }
}
