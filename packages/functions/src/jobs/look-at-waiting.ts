import { type JobLogLine, jobLogLine } from '../telemetry/job-log.ts';
import { watchPorts } from '../telemetry/watched-ports.ts';
import type { JobOptions } from './handle-message.ts';

/**
 * Looks for calls whose end was missed, and queues them.
 *
 * @param requestId - Id of the invocation, if there is one.
 * @param deadline - When the look has to end, in milliseconds since 1970.
 * @returns the line for the log.
 * @throws LiveAssistError `store_unavailable`; the next look repeats it.
 */
export async function lookAtWaiting(
  { ports, ending }: Pick<JobOptions, 'ports' | 'ending'>,
  requestId?: string,
  deadline?: number,
): Promise<JobLogLine> {
  // Loaded with the first look: a start does not need it.
  const { sweepWaiting } = await import('@live-assist/core/ingest/sweep-waiting');
  const { ports: own, spent } = watchPorts(ports);
  const sweep = await sweepWaiting(own, ending, { deadline });
  const done = {
    outcome: { outcome: 'done' as const },
    error: undefined,
    tries: 1,
    customer: undefined,
    subject: undefined,
  };
  return {
    ...jobLogLine(
      { job: 'waiting', ...done, spent },
      { ...(requestId !== undefined && { requestId }), now: ports.clock.now() },
    ),
    ...sweep,
  };
}
