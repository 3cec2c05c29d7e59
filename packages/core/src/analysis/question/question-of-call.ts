import { boundKey } from '../../claims/call-ownership.ts';
import { windowsToAnalyse } from '../../erasure/erasure-checks.ts';
import type { AnalysisRequest } from '../../ports/analyst.ts';
import type { Ports } from '../../ports/ports.ts';
import { LiveAssistError } from '../../shared/errors.ts';
import { findStored } from '../analyze-call.ts';
import type { AnalysisSettings, AnalyzeCallCommand } from '../analyze-call-command.ts';
import { questionOf } from '../judge-call.ts';
import { readRecordedCall } from '../recorded-call.ts';
import { assignmentOf, createdAtOf, decodedCall } from './assignment.ts';

/**
 * What an analysis of a call would ask an analyst now. Nothing is claimed and nothing is stored, so the answer may take a day:
 * `analyzeCall` with an analyst that has it stores it as any other.
 *
 * @returns null where the analysis that is stored answers.
 * @throws LiveAssistError `call_not_found`, `customer_mismatch`, `customer_erased`, `insufficient_conversation`,
 *   `transcript_too_long`, `transcript_too_complex`, `store_unavailable`.
 */
export async function questionOfCall(
  ports: Ports,
  settings: AnalysisSettings,
  asked: AnalyzeCallCommand,
): Promise<AnalysisRequest | null> {
  const now = ports.clock.now();
  const { stored, former, rows, claim, command } = await findStored(ports, asked, {});
  if (stored !== null) return null;
  const { windows: recorded, erasedAt, promises } = await readRecordedCall(ports, command);
  if (recorded.length === 0) {
    throw new LiveAssistError('call_not_found', 'No window of this call has been recorded. Check call_id.');
  }
  const { call_id, client_email } = command;
  const windows = await windowsToAnalyse(ports, client_email, recorded, { erasedAt, arrivedAt: now });
  const decoding = decodedCall(ports, call_id, recorded, windows);
  const read = { decoding, promises, found: { rows, former } };
  const assignment = await assignmentOf(ports, settings, command, read, {
    deadline: now + settings.analysisTimeoutMs,
    canWait: true,
  });
  const created_at = claim?.created_at ?? (await createdAtOf(ports, call_id, decoding, windows, now));
  const bound = { call_id, client_email: boundKey(claim?.client_email, client_email), created_at };
  const { request } = await questionOf({ ...assignment, claim: bound });
  return request;
}
