import type { CallWindow } from '../call/call.ts';
import { MAX_CALL_CHARACTERS } from '../call/call-size.ts';
import { customerKey } from '../call/identifiers.ts';
import { erasedAtOf } from '../erasure/erasure-checks.ts';
import type { Ports } from '../ports/ports.ts';
import type { AnalyzeCallCommand } from './analyze-call-command.ts';

/** What an analysis reads of a recording. */
export interface RecordedCall {
  /** Every window; empty for an unknown call. */
  windows: CallWindow[];
  /** Time of the erasure of the customer, in milliseconds since 1970; null without one. */
  erasedAt: number | null;
}

/**
 * Reads the windows of a call, and whether its customer has been erased.
 *
 * @throws LiveAssistError `transcript_too_long`, `store_unavailable`.
 */
export async function readRecordedCall(
  ports: Pick<Ports, 'records' | 'erasures'>,
  { call_id, client_email }: AnalyzeCallCommand,
): Promise<RecordedCall> {
  const [windows, erasedAt] = await Promise.all([
    ports.records.list(call_id, { maxCharacters: MAX_CALL_CHARACTERS }),
    erasedAtOf(ports, customerKey(client_email)),
  ]);
  return { windows, erasedAt };
}
