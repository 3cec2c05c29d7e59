import {
  AnalysisJob,
  type AnalysisSettings,
  type Delivery,
  type JobOutcome,
  type Ports,
  SweepJob,
  workOff,
  workOffSweep,
} from '@live-assist/core';
import * as z from 'zod/mini';
import type { AppOptions } from './app-options.ts';
import { loggedName } from './logged-name.ts';
import { type Spent, watchPorts } from './watched-ports.ts';

/** What a worker works with. */
export interface JobOptions extends Pick<AppOptions, 'hashCustomer'> {
  ports: Ports;
  settings: AnalysisSettings;
}

const AnyJob = z.union([SweepJob, AnalysisJob]);
type Job = z.infer<typeof AnyJob>;

/** One delivery of a job that has been dealt with. */
export interface DealtJob {
  /** What kind of job it was; `analysis` when it could not be read. */
  job: 'analysis' | 'sweep';
  outcome: JobOutcome;
  /** What was thrown, when something was. */
  error: unknown;
  /** How often it has been delivered, this time included. */
  tries: number;
  /** The customer, as the log names them. */
  customer: string | undefined;
  /** Whose request it comes from, as the log names them; null for a token without `sub`, undefined without a request. */
  subject: string | null | undefined;
  /** What it has taken until now. */
  spent(): Spent;
}

/**
 * Deals with one message of the analysis queue; one that is no job is `dead`, as `invalid_request`.
 *
 * @param body - The message: an `AnalysisJob` or a `SweepJob` as JSON.
 */
export async function dealWithJob(
  { ports, settings, hashCustomer }: JobOptions,
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
  const outcome = await outcomeOf(own, settings, job, noted);
  const customer = await loggedName(job?.client_email, hashCustomer);
  return { job: kindOf(job), outcome, error, tries: delivery.tries, customer, subject: job?.subject, spent };
}

async function outcomeOf(
  ports: Ports,
  settings: AnalysisSettings,
  job: Job | null,
  delivery: Delivery,
): Promise<JobOutcome> {
  if (job === null) return { outcome: 'dead', code: 'invalid_request' };
  return 'job' in job ? workOffSweep(ports, job, delivery) : workOff(ports, settings, job, delivery);
}

function kindOf(job: Job | null): DealtJob['job'] {
  return job !== null && 'job' in job ? job.job : 'analysis';
}

function readJob(body: string): Job | null {
  try {
    return AnyJob.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
