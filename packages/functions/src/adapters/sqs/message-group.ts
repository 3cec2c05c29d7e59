import type { AnalysisJob, SweepJob } from '@live-assist/core';

/**
 * The message group of a job, within which a FIFO queue keeps the order: one for the analyses of a customer, and one for
 * the sweeps of an erasure, so that neither waits for the other.
 *
 * @param hashOf - The keyed hash of a customer.
 */
export async function messageGroup(
  job: AnalysisJob | SweepJob,
  hashOf: (clientEmail: string) => Promise<string>,
): Promise<string> {
  const hash = await hashOf(job.client_email);
  return 'job' in job ? `${job.job}-${hash}` : hash;
}
