import { rowOf } from '../claims/await-attempt.ts';
import type { Ports } from '../ports/ports.ts';
import type { ErrorCode } from '../shared/errors.ts';
import { toIso } from '../shared/timestamps.ts';
import type { AnalysisStatusQuery } from './analyze-call-command.ts';

/** The status of the analysis of a call; `none` if it was never requested. */
export interface AnalysisStatus {
  call_id: string;
  status: 'none' | 'queued' | 'running' | 'done' | 'failed';
  /** Reason of the failure. */
  code?: ErrorCode;
  attempts: number;
  /** Time of the last change, ISO-8601; null if there was none. */
  updatedAt: string | null;
}

/** Returns the status of an unknown call. */
export function unknownCall(call_id: string): AnalysisStatus {
  return { call_id, status: 'none', attempts: 0, updatedAt: null };
}

/**
 * Returns the status of the analysis of a call. If the lease of the holder has expired, the analysis has failed with
 * `analyst_timeout` and may be requested again. A stored analysis is `done`, whatever became of its holder.
 *
 * @returns the status, and the address that the call is bound to (null if none) for the HTTP layer to check.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function analysisStatus(
  ports: Pick<Ports, 'analytics' | 'claims' | 'clock'>,
  { call_id }: AnalysisStatusQuery,
): Promise<{ status: AnalysisStatus; client_email: string | null }> {
  const claim = await ports.claims.get(call_id);
  const client_email = claim?.client_email ?? null;
  if (claim?.status === undefined) {
    return { status: unknownCall(call_id), client_email };
  }
  const lapsed = claim.status === 'running' && (claim.leaseUntil ?? 0) <= ports.clock.now();
  const failed = lapsed || claim.status === 'failed';
  const stored = failed && (await rowOf(ports, claim)) !== null;
  const code = stored ? undefined : lapsed ? 'analyst_timeout' : claim.code;
  return {
    status: {
      call_id,
      status: stored ? 'done' : lapsed ? 'failed' : claim.status,
      ...(code !== undefined && { code }),
      attempts: claim.attempt ?? 0,
      updatedAt: claim.updatedAt === undefined ? null : toIso(claim.updatedAt),
    },
    client_email,
  };
}
