import type { CallWindow } from '../call/call.ts';
import { MAX_CALL_CHARACTERS } from '../call/call-size.ts';
import { customerKey } from '../call/identifiers.ts';
import { holdsNumber } from '../claims/call-ownership.ts';
import { recalledPromises } from '../customer/recent-rows.ts';
import { erasedAtOf } from '../erasure/erasure-checks.ts';
import type { Ports } from '../ports/ports.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import type { AnalyzeCallCommand } from './analyze-call-command.ts';

/** What an analysis reads first. */
export interface RecordedCall {
  /** Every window; empty for an unknown call. */
  windows: CallWindow[];
  /** Time of the erasure of the customer, in milliseconds since 1970; null without one. */
  erasedAt: number | null;
  /** The promises of the customer that are worth reading. */
  promises: PromiseItem[];
}

/**
 * Reads the windows of a call, whether its customer has been erased, and the promises of that customer.
 *
 * @throws LiveAssistError `transcript_too_long`, `store_unavailable`.
 */
export async function readRecordedCall(
  ports: Pick<Ports, 'records' | 'erasures' | 'promises' | 'clock' | 'aliases' | 'claims'>,
  { call_id, client_email }: AnalyzeCallCommand,
): Promise<RecordedCall> {
  const [windows, erasedAt, promises] = await Promise.all([
    ports.records.list(call_id, { maxCharacters: MAX_CALL_CHARACTERS }),
    erasedAtOf(ports, customerKey(client_email)),
    recalledPromises(ports, client_email),
  ]);
  if (!windows.some(holdsNumber)) return { windows, erasedAt, promises };
  const { hideNumbers } = await import('../aliases/hide-numbers.ts');
  return { windows: await hideNumbers(ports, windows), erasedAt, promises };
}
