import {
  AnalysisJob,
  type AnalysisSettings,
  type Delivery,
  type EndingSettings,
  EventsJob,
  type JobOutcome,
  type Ports,
  PromisesJob,
  RedactionJob,
  runJob,
  runPromises,
  runRedaction,
  runSweep,
  SettleJob,
  SweepJob,
} from '@live-assist/core';
import * as z from 'zod/mini';
import type { DealtJob } from '../telemetry/job-log.ts';
import { loggedName } from '../telemetry/logged-name.ts';
import { watchPorts } from '../telemetry/watched-ports.ts';

/** The options of the worker. */
export interface JobOptions {
  ports: Ports;
  settings: AnalysisSettings;
  /** When a call counts as ended. @default `DEFAULT_ENDING` of core */
  ending?: EndingSettings | undefined;
  /** The keyed hash that stands for a customer in the log; without it the log names no customer. */
  hashCustomer?: ((clientEmail: string) => Promise<string>) | undefined;
}

const AnyJob = z.union([SweepJob, RedactionJob, PromisesJob, SettleJob, EventsJob, AnalysisJob]);
type Job = z.infer<typeof AnyJob>;

/**
 * Handles one message of the analysis queue. The outcome of an invalid message is `dead` with `invalid_request`.
 *
 * @param body - The message: an `AnalysisJob`, a `SweepJob`, a `RedactionJob`, a `PromisesJob`,
 *   a `SettleJob` or an `EventsJob` as JSON.
 */
export async function handleMessage(
  { ports, settings, ending, hashCustomer }: JobOptions,
  body: string,
  delivery: Delivery,
): Promise<DealtJob> {
  const { ports: own, spent } = watchPorts(ports);
  const job = readJob(body);
  let error: unknown;
  const noted: Delivery = {
    ...delivery,
    failed(thrown) {
      error = thrown;
    },
  };
  const outcome = await outcomeOf({ ports: own, settings, ending }, job, noted);
  const named = job !== null && 'client_email' in job ? job.client_email : undefined;
  const subject = job !== null && 'subject' in job ? job.subject : undefined;
  const customer = await loggedName(named, hashCustomer);
  return { job: kindOf(job), outcome, error, tries: delivery.tries, customer, subject, spent };
}

async function outcomeOf(
  { ports, settings, ending }: JobOptions,
  job: Job | null,
  delivery: Delivery,
): Promise<JobOutcome> {
  if (job === null) return { outcome: 'dead', code: 'invalid_request' };
  if (!('job' in job)) return runJob(ports, settings, job, delivery);
  if (job.job === 'promises') return runPromises(ports, job, delivery);
  if (job.job === 'settle') {
    // Loaded with the first settle job: a start does not need it.
    const { settleCall } = await import('@live-assist/core/ingest/settle-call');
    return settleCall(ports, ending, job, delivery);
  }
  if (isEventsJob(job)) {
    const { runEvents } = await import('@live-assist/core/queue/run-events');
    return runEvents(ports, settings, job, delivery);
  }
  return job.job === 'sweep' ? runSweep(ports, job, delivery) : runRedaction(ports, job, delivery);
}

function kindOf(job: Job | null): DealtJob['job'] {
  if (job === null || !('job' in job)) return 'analysis';
  return isEventsJob(job) ? 'events' : job.job;
}

function isEventsJob(job: Job): job is EventsJob {
  return 'job' in job && ['events', 'overdue', 'overdue-day', 'removed'].includes(job.job);
}

function readJob(body: string): Job | null {
  try {
    return AnyJob.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
