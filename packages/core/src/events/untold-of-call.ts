import type { OutboxEvent } from '../analytics/outbox.ts';
import { isAnalysis, type StoredCallAnalytics } from '../analytics/stored-analytics.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import { RETRY_OF } from '../shared/retry-of-code.ts';
import { parseAbsolute, toIso } from '../shared/timestamps.ts';
import { LATEST_NEWS_MS } from './outbox-of-analysis.ts';

/** What is still to be told of a call, in the order in which it happened. */
export interface Untold {
  row: StoredCallAnalytics | null;
  /** Of its analyses. */
  analyses: OutboxEvent[];
  /** Of changes by hand. */
  changes: { commitmentId: string; at: string; events: OutboxEvent[] }[];
  /** That it will not be analysed, if that is so. */
  failure: OutboxEvent | null;
}

/**
 * Reads what is still to be told of a call.
 *
 * @throws LiveAssistError `store_unavailable`.
 */
export async function untoldOfCall(ports: Pick<Ports, 'analytics' | 'clock'>, claim: Claim): Promise<Untold> {
  const { call_id, client_email, created_at } = claim;
  const found =
    client_email === undefined || created_at === undefined
      ? null
      : await ports.analytics.get(client_email, created_at);
  const row = found !== null && found.call_id === call_id && isAnalysis(found) ? found : null;
  return {
    row,
    analyses: row?.outbox?.events ?? [],
    changes: Object.entries(row?.commitmentChanges ?? {}).flatMap(([commitmentId, { at, outbox = [] }]) =>
      outbox.length > 0 ? [{ commitmentId, at, events: outbox }] : [],
    ),
    failure: failureOf(claim, ports.clock.now()),
  };
}

/** The event of a call that will not be analysed by itself, unless it was told before. */
function failureOf(claim: Claim, now: number): OutboxEvent | null {
  const { status, code, givenUp, toldFailure, updatedAt, since, examined = [] } = claim;
  if (status !== 'failed' || code === undefined || code === 'customer_erased') return null;
  if (givenUp !== true && RETRY_OF[code] !== 'final') return null;
  const cause = JSON.stringify([code, examined]);
  const isOld = now - (parseAbsolute(since) ?? now) > LATEST_NEWS_MS;
  if (cause === toldFailure || isOld) return null;
  return { type: 'call.failed', at: toIso(updatedAt ?? now), cause, data: { code } };
}
