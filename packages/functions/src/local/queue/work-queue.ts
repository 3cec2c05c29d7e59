import { setTimeout as sleep } from 'node:timers/promises';
import { handleMessage, type JobOptions } from '../../jobs/handle-message.ts';
import { jobLogLine } from '../../telemetry/job-log.ts';
import { compactSoon } from '../engine/compact-soon.ts';
import type { LocalService } from '../server/local-service.ts';
import type { LocalQueue, Received } from './local-queue.ts';

const PAUSE_MS = 200;
/** Pause after a failure to reach the queue, in milliseconds. */
const PAUSE_AFTER_FAULT_MS = 1000;

/** The options of the workers. */
export interface QueueWork extends JobOptions {
  queue: LocalQueue;
  /** Number of jobs in parallel. */
  concurrency: number;
  /** Pause of a worker without a message, in milliseconds. @default 200 */
  pauseMs?: number;
  /** Removes deleted and replaced data from the files of the store; called after a sweep and a redaction. */
  compact?: LocalService['compact'] | undefined;
  /** Receives one line per delivery. */
  log: (line: object) => void;
}

/**
 * Processes the queue until it is stopped.
 *
 * @returns a function that stops it, and waits for the jobs in progress.
 */
export function workQueue(work: QueueWork): () => Promise<void> {
  const stopping = new AbortController();
  const workers = Array.from({ length: work.concurrency }, () => workUntil(stopping.signal, work));
  return async () => {
    stopping.abort();
    await Promise.all(workers);
  };
}

async function workUntil(stopped: AbortSignal, work: QueueWork): Promise<void> {
  const rest = (ms: number) => sleep(ms, undefined, { signal: stopped }).catch(() => undefined);
  while (!stopped.aborted) {
    try {
      const received = await work.queue.receive();
      if (received === null) await rest(work.pauseMs ?? PAUSE_MS);
      else await deal(work, received);
    } catch {
      // The queue cannot be reached; received messages will be delivered again.
      await rest(PAUSE_AFTER_FAULT_MS);
    }
  }
}

async function deal(
  { queue, log, compact, pauseMs: _, ...options }: QueueWork,
  received: Received,
): Promise<void> {
  const dealt = await handleMessage(options, received.body, received);
  const { outcome } = dealt;
  // A redaction that is not due yet is no news, nor is a call that goes on; each recorded call has these jobs.
  if (
    (dealt.job !== 'redact' && dealt.job !== 'settle') ||
    outcome.outcome !== 'later' ||
    outcome.code !== undefined
  )
    log(jobLogLine(dealt, { now: Date.now() }));
  if (outcome.outcome === 'later') await queue.later(received, outcome.at);
  else if (outcome.outcome === 'dead') await queue.bury(received, outcome.code);
  else await queue.done(received);
  // Compact only after the message is deleted, because it names the customer.
  if (outcome.outcome !== 'done' || compact === undefined) return;
  if (dealt.job === 'sweep') compactSoon(compact);
  if (dealt.job === 'redact') compactSoon(() => compact({ wait: false }));
}
