import { statSync } from 'node:fs';
import { join } from 'node:path';

/** Compacts a store on request, and once a day. */
export interface Compactor {
  /** Resolves when data deleted before the call is gone from the files. */
  compact(): Promise<void>;
  /** Schedules a compaction within a minute; requests are combined. */
  compactWithinAMinute(): void;
  /** Abandons a running compaction, and waits for its end. */
  stop(): Promise<void>;
}

/** What a compactor knows the time by. */
export interface Timers {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `run` every `ms` milliseconds, as long as the process has other work; the returned function ends that. */
  every(ms: number, run: () => void): () => void;
}

const SYSTEM_TIMERS: Timers = {
  now: Date.now,
  every(ms, run) {
    const timer = setInterval(run, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};

/** The operation of this engine beyond those of DynamoDB. */
export const COMPACT = 'LiveAssistEngine.Compact';
export const COMPACT_WITHIN_A_MINUTE = 'LiveAssistEngine.CompactWithinAMinute';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * @param path - Folder of the store.
 * @param run - Compacts once; false when it was abandoned because of `isStopping`.
 * @param isOwed - True if a requested compaction was interrupted.
 */
export function compactor(
  path: string,
  run: (isStopping: () => boolean) => Promise<boolean>,
  isOwed: boolean,
  timers: Timers = SYSTEM_TIMERS,
): Compactor {
  let isStopping = false;
  let running: Promise<void> | null = null;
  let waiting: Promise<void> | null = null;
  let owed = isOwed;

  // A running compaction may miss deletions, so a request during it leads to another one.
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
        if (!isDone) throw new Error('The compaction was interrupted.');
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
  const cancel = timers.every(MINUTE_MS, () => {
    if (running !== null || isStopping) return;
    if (owed || timers.now() - madeAt(path, timers) > DAY_MS) begin().catch(() => {});
  });

  return {
    compact,
    compactWithinAMinute() {
      owed = true;
    },
    async stop() {
      isStopping = true;
      cancel();
      await Promise.allSettled([running, waiting]);
    },
  };
}

/** When the folder was created, which is the time of the last compaction: its lock file never changes. */
function madeAt(path: string, { now }: Timers): number {
  try {
    return statSync(join(path, 'LOCK')).mtimeMs;
  } catch {
    return now();
  }
}
