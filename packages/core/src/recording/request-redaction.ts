import type { Ports } from '../ports/ports.ts';

/**
 * Queues the redaction of the windows of a call for when they are due; does nothing without a worker or if raw windows
 * are kept. It never fails: a lost job does no harm, because a call gets a job with its first window and with each
 * analysis, and `pnpm redact-windows` finds the calls without one.
 */
export async function requestRedaction(
  { queue, redaction, clock }: Pick<Ports, 'queue' | 'redaction' | 'clock'>,
  call_id: string,
): Promise<void> {
  if (!redaction?.inPlace) return;
  await queue?.send({ job: 'redact', call_id, notBefore: clock.now() }).catch(() => undefined);
}
