import type { QueuedJob } from '@live-assist/core';

/**
 * The message group of a job; a FIFO queue keeps order within a group. The analyses of a customer, the sweeps of an
 * erasure and the redaction of a call have separate groups, so that none waits for another.
 *
 * @param hashOf - The keyed hash of a customer or of a call id.
 */
export async function messageGroup(
  job: QueuedJob,
  hashOf: (clientEmail: string) => Promise<string>,
): Promise<string> {
  const hash = await hashOf('client_email' in job ? job.client_email : job.call_id);
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
