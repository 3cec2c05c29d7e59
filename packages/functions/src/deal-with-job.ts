import {
  AnalysisJob,
  type AnalysisSettings,
  type Delivery,
  type JobOutcome,
  type Ports,
  workOff,
} from '@live-assist/core';

/**
 * Deals with one message of the analysis queue; one that is no job is `dead`, as `invalid_request`.
 *
 * @param body - The message: an `AnalysisJob` as JSON.
 */
export async function dealWithJob(
  ports: Ports,
  settings: AnalysisSettings,
  body: string,
  delivery: Delivery,
): Promise<JobOutcome> {
  const job = readJob(body);
  return job === null
    ? { outcome: 'dead', code: 'invalid_request' }
    : workOff(ports, settings, job, delivery);
}

function readJob(body: string): AnalysisJob | null {
  try {
    return AnalysisJob.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
