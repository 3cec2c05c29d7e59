import type { QueuedJob } from '@live-assist/core';

/**
 * The message group of a job, within which a FIFO queue keeps the order: one for the analyses of a customer, one
 * for the sweeps of an erasure, and one for each redaction: the first one of a call waits for a day, and the one that
 * follows its analysis for an hour.
 *
 * @param hashOf - The keyed hash of a customer.
 */
export async function messageGroup(
  job: QueuedJob,
  hashOf: (clientEmail: string) => Promise<string>,
): Promise<string> {
  if (!('client_email' in job)) return `${job.job}-${crypto.randomUUID()}`;
  const hash = await hashOf(job.client_email);
  return 'job' in job ? `${job.job}-${hash}` : hash;
}

/**
 * The name by which a FIFO queue tells jobs apart: of two with the same text it keeps one.
 *
 * @param hashOf - The keyed hash of a customer. It may change the spelling of an address, and leaves hexadecimal digits alone.
 */
export async function messageId(
  sameAs: string | undefined,
  hashOf: (clientEmail: string) => Promise<string>,
): Promise<string> {
  if (sameAs === undefined) return crypto.randomUUID();
  const bytes = new TextEncoder().encode(sameAs);
  return hashOf(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));
}
