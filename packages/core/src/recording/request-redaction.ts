import type { Ports } from '../ports/ports.ts';

/**
 * Has a worker redact the windows of a call when their time has come; where there is none, or windows are kept raw,
 * nothing. It never fails: a job that is lost changes nothing, because a call gets one with its first window and one with
 * each analysis, and what has none is found by `pnpm redact-windows`.
 */
export async function requestRedaction(
  { queue, redaction, clock }: Pick<Ports, 'queue' | 'redaction' | 'clock'>,
  call_id: string,
): Promise<void> {
  if (!redaction?.inPlace) return;
  await queue?.send({ job: 'redact', call_id, notBefore: clock.now() }).catch(() => undefined);
}
