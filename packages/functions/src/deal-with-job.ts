import {
  AnalysisJob,
  type AnalysisSettings,
  type Delivery,
  type JobOutcome,
  type Ports,
  workOff,
} from '@live-assist/core';
import type { AppOptions } from './app-options.ts';
import { loggedName } from './logged-name.ts';
import { type Spent, watchPorts } from './watched-ports.ts';

/** What a worker works with. */
export interface JobOptions extends Pick<AppOptions, 'hashCustomer'> {
  ports: Ports;
  settings: AnalysisSettings;
}

/** One delivery of a job that has been dealt with. */
export interface DealtJob {
  outcome: JobOutcome;
  /** What was thrown, when something was. */
  error: unknown;
  /** How often it has been delivered, this time included. */
  tries: number;
  /** The customer, as the log names them. */
  customer: string | undefined;
  /** What it has taken until now. */
  spent(): Spent;
}

/**
 * Deals with one message of the analysis queue; one that is no job is `dead`, as `invalid_request`.
 *
 * @param body - The message: an `AnalysisJob` as JSON.
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
  const outcome: JobOutcome =
    job === null ? { outcome: 'dead', code: 'invalid_request' } : await workOff(own, settings, job, noted);
  const customer = await loggedName(job?.client_email, hashCustomer);
  return { outcome, error, tries: delivery.tries, customer, spent };
}

function readJob(body: string): AnalysisJob | null {
  try {
    return AnalysisJob.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
