import type { LastCall, RecentCall } from '../analytics/memory-box.ts';
import type { StoredAnalytics } from '../analytics/stored-analytics.ts';
import type { LedgerEntry } from '../ledger/customer-ledger.ts';
import { fieldsOf } from '../shared/fields.ts';

/** A call as the box lists it. No field of a row of the previous system is guaranteed, so each is checked. */
export function recentCallOf(row: StoredAnalytics, ledger: readonly LedgerEntry[]): RecentCall {
  const { category, resolved } = fieldsOf(row.issueResolution);
  const { text } = fieldsOf(row.about);
  return {
    call_id: row.call_id,
    created_at: row.created_at,
    agent_id: typeof row.agent_id === 'string' ? row.agent_id : null,
    about: typeof text === 'string' ? text : null,
    category: typeof category === 'string' ? category : null,
    resolved: typeof resolved === 'boolean' ? resolved : null,
    promisesOpen: ledger.filter(
      ({ owner, status, madeIn }) => owner === 'agent' && status === 'open' && madeIn.call_id === row.call_id,
    ).length,
  };
}

/** The newest call. */
export function lastCallOf(
  row: StoredAnalytics | undefined,
  ledger: readonly LedgerEntry[],
): LastCall | null {
  if (row === undefined) return null;
  const { summary, sentiment, satisfaction } = row as Record<string, unknown>;
  const score = (value: unknown) =>
    typeof fieldsOf(value).score === 'number' ? Number(fieldsOf(value).score) : null;
  const label = <Name extends string>(value: unknown, names: readonly Name[]): Name | null =>
    names.find((name) => Object.values(fieldsOf(value)).includes(name)) ?? null;
  return {
    ...recentCallOf(row, ledger),
    summary: typeof summary === 'string' ? summary : '',
    sentiment: { score: score(sentiment), label: label(sentiment, ['Positive', 'Neutral', 'Negative']) },
    satisfaction: {
      score: score(satisfaction),
      prediction: label(satisfaction, ['Satisfied', 'Neutral', 'Dissatisfied']),
    },
  };
}
