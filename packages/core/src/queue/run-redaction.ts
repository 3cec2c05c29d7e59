import type { Ports } from '../ports/ports.ts';
import type { RedactionJob } from '../ports/redaction-job.ts';
import { LiveAssistError } from '../shared/errors.ts';
import type { Delivery, JobOutcome } from './run-job.ts';

const PAUSE_MS = 30 * 60_000;
/** A message lasts 14 days and is delivered 100 times at most; a longer call gets a new message in time. */
const RENEWED_AFTER_MS = 7 * 24 * 3_600_000;
const RENEWED_AFTER_TRIES = 40;
/** Tries of a failing job, its waiting included: at least 20 hours. */
const MOST_TRIES = 80;

/**
 * Handles one redaction job. It may be delivered again at any time and any number of times.
 *
 * @throws never on purpose; every failure of a port is an outcome.
 */
export async function runRedaction(
  ports: Ports,
  job: RedactionJob,
  { tries, firstTriedAt, failed }: Delivery,
): Promise<JobOutcome> {
  const now = ports.clock.now();
  if (now < job.notBefore) return { outcome: 'later', at: job.notBefore };
  try {
    // Loaded with the first redaction: a start does not need it.
    const { redactRecording } = await import('../recording/redact-recording.ts');
    const { dueAt } = await redactRecording(ports, job.call_id);
    if (dueAt === null) return { outcome: 'done' };
    const isYoung = now - firstTriedAt < RENEWED_AFTER_MS && tries < RENEWED_AFTER_TRIES;
    if (isYoung || ports.queue === undefined) return { outcome: 'later', at: dueAt };
    await ports.queue.send({ ...job, notBefore: dueAt });
    return { outcome: 'done' };
  } catch (error) {
    failed?.(error);
    const code = error instanceof LiveAssistError ? error.code : 'internal';
    return tries < MOST_TRIES ? { outcome: 'later', at: now + PAUSE_MS, code } : { outcome: 'dead', code };
  }
}
