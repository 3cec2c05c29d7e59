import * as z from 'zod/mini';
import type { ErrorCode } from './errors.ts';
import { CallId } from './identifiers.ts';
import type { Claim, Ports } from './ports.ts';
import { toIso } from './timestamps.ts';

export const AnalysisStatusQuery = z.object({ call_id: CallId });
export type AnalysisStatusQuery = z.infer<typeof AnalysisStatusQuery>;

/** How the analysis of a call stands; `none` when nobody has asked for one. */
export interface AnalysisStatus {
  call_id: string;
  status: 'none' | 'queued' | 'running' | 'done' | 'failed';
  /** Why it failed. */
  code?: ErrorCode;
  attempts: number;
  /** ISO-8601, or null when nothing has happened. */
  updatedAt: string | null;
}

/**
 * Tells how the analysis of a call stands. A holder whose lease has run out is gone: its analysis is `done` when it had
 * come as far as storing it, and otherwise counts as failed with `analyst_timeout`, and may be asked for again.
 *
 * @returns the status, and the address that the call is bound to (null when to none) for a door to check.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function analysisStatus(
  ports: Pick<Ports, 'analytics' | 'claims' | 'clock'>,
  { call_id }: AnalysisStatusQuery,
): Promise<{ status: AnalysisStatus; client_email: string | null }> {
  const claim = await ports.claims.get(call_id);
  const client_email = claim?.client_email ?? null;
  if (claim?.status === undefined) {
    return { status: { call_id, status: 'none', attempts: 0, updatedAt: null }, client_email };
  }
  const lapsed = claim.status === 'running' && (claim.leaseUntil ?? 0) <= ports.clock.now();
  const stored = lapsed && (await isStored(ports, claim));
  const code = lapsed && !stored ? 'analyst_timeout' : claim.code;
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

/** Was the holder stopped between the writing of its row and the word that it is done? */
async function isStored({ analytics }: Pick<Ports, 'analytics'>, claim: Claim): Promise<boolean> {
  if (claim.created_at === undefined) return false;
  const row = await analytics.get(claim.client_email, claim.created_at);
  return row?.call_id === claim.call_id && row.analysis?.attempt === claim.attempt;
}
