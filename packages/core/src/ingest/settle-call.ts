import type { Ports } from '../ports/ports.ts';
import type { SettleJob } from '../ports/settle-job.ts';
import { PATIENCE_MS } from '../queue/patience.ts';
import type { Delivery, JobOutcome } from '../queue/run-job.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { RETRY_OF } from '../shared/retry-of-code.ts';
import { DEFAULT_ENDING, type EndingSettings } from './ending-settings.ts';
import { lookAtCall } from './look-at-call.ts';

/** Longest time between two looks at a call, in milliseconds: an end that no event told of is seen then. */
const LONGEST_PAUSE_MS = 30_000;
const SHORTEST_PAUSE_MS = 1_000;
/** How long a job waits for the first window of a call that has ended, in milliseconds. */
const PATIENCE_FOR_WINDOWS_MS = 10 * 60_000;
/** How long before the settle time is over a delivery surely ended without a look, in milliseconds. */
const TOO_EARLY_MS = 5_000;
/** A queue delivers a message a thousand times at most; a longer call gets a new one in time. */
const MOST_TRIES = 500;

/**
 * Handles one settle job: waits until the call has ended and the settle time is over, and queues it then. A call has one
 * job at a time; those of further windows end at once. It may be delivered again at any time.
 *
 * @param given - {@link DEFAULT_ENDING} if undefined.
 * @throws never on purpose; every failure of a port is an outcome.
 */
export async function settleCall(
  ports: Ports,
  given: EndingSettings | undefined,
  job: SettleJob,
  delivery: Delivery,
): Promise<JobOutcome> {
  const settings = given ?? DEFAULT_ENDING;
  const { queue, clock } = ports;
  const now = clock.now();
  const first = job.sentAt + settings.settleMs;
  if (now < first) return { outcome: 'later', at: first };
  if (queue === undefined) return { outcome: 'done' };
  try {
    const look = await lookAtCall(ports, queue, settings, job.call_id, job);
    if (look.found === 'unrecorded') {
      const isYoung = job.ended === true && now - first < PATIENCE_FOR_WINDOWS_MS;
      return isYoung ? { outcome: 'later', at: now + LONGEST_PAUSE_MS } : { outcome: 'done' };
    }
    if (look.found !== 'early') return { outcome: 'done' };
    const at = Math.min(Math.max(look.at, now + SHORTEST_PAUSE_MS), now + LONGEST_PAUSE_MS);
    // A job that knows of the end looks on its own.
    if (job.ended === true) return { outcome: 'later', at };
    const until = look.claim?.settlingUntil ?? 0;
    // Only the first look of a first message can be that of a further window. A queue without a delay delivers the message
    // once before.
    const looks = delivery.firstTriedAt < first - TOO_EARLY_MS ? delivery.tries - 1 : delivery.tries;
    if (looks === 1 && job.followsUp !== true && until > now) return { outcome: 'done' };
    if (until < now + 2 * LONGEST_PAUSE_MS) {
      await ports.claims.mark(job.call_id, { settlingUntil: now + SETTLING_MS });
    }
    if (delivery.tries < MOST_TRIES) return { outcome: 'later', at };
    await queue.send({ ...job, sentAt: now, followsUp: true });
    return { outcome: 'done' };
  } catch (error) {
    delivery.failed?.(error);
    const code = error instanceof LiveAssistError ? error.code : 'internal';
    return afterFailure(clock.now(), delivery, code);
  }
}

/** How long a job counts as under way after it said so, in milliseconds. */
const SETTLING_MS = 5 * 60_000;

function afterFailure(
  now: number,
  { tries, firstTriedAt }: Delivery,
  code: LiveAssistError['code'],
): JobOutcome {
  const retry = RETRY_OF[code];
  if (retry === 'passing' || retry === 'suspect') {
    const pause = Math.min(LONGEST_PAUSE_MS * 2 ** Math.min(tries - 1, 10), 10 * LONGEST_PAUSE_MS);
    if (now - firstTriedAt < PATIENCE_MS) return { outcome: 'later', at: now + pause, code };
    return { outcome: 'dead', code };
  }
  return { outcome: 'failed', code };
}
