import type { QueuedJob } from '@live-assist/core';

/**
 * The message group of a job; a FIFO queue keeps order within a group. The analyses of a customer are one group, and so
 * are the sweeps of an erasure. Each redaction is a group of its own: the first one of a call waits for a day, and the
 * one after its analysis for an hour. So is each settle job.
 *
 * @param hashOf - The keyed hash of a customer.
 */
export async function messageGroup(
  job: QueuedJob,
  hashOf: (clientEmail: string) => Promise<string>,
): Promise<string> {
  if (!('client_email' in job) || ('job' in job && job.job === 'settle'))
    return `${job.job}-${crypto.randomUUID()}`;
  const hash = await hashOf(job.client_email);
  return 'job' in job ? `${job.job}-${hash}` : hash;
}

/**
 * The deduplication id of a job: of two messages with the same id, a FIFO queue keeps one.
 *
 * @param hashOf - The keyed hash of a customer. It may normalise an address, but not hexadecimal digits.
 */
export async function messageId(
  sameAs: string | undefined,
  hashOf: (clientEmail: string) => Promise<string>,
): Promise<string> {
  if (sameAs === undefined) return crypto.randomUUID();
  const bytes = new TextEncoder().encode(sameAs);
  return hashOf(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));
}
