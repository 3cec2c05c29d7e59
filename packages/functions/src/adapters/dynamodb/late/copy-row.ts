import type { StoredAnalytics } from '@live-assist/core';
import type { StoreParts } from '../store-parts.ts';

/** Writes a row of `call-analytics` at another key, with every attribute; see `AnalyticsStore.copy`. */
export async function copyRow(
  { table, contended }: Pick<StoreParts<StoredAnalytics>, 'table' | 'contended'>,
  stored: StoredAnalytics,
): Promise<'copied' | 'taken'> {
  const { client_email, created_at, expires_at, ...row } = stored as Record<string, unknown> &
    StoredAnalytics;
  const attributes: Record<string, unknown> = row;
  const names = Object.keys(row);
  // Rows of an earlier system may have names that no expression accepts.
  const alias = (name: string) => `a${names.indexOf(name)}`;
  const attempt = row.analysis?.attempt ?? 0;
  const changes = Number(row.commitmentChangeCount ?? 0);
  const outcome = await table.change({
    key: { client_email, created_at },
    set: { ...Object.fromEntries(names.map((name) => [alias(name), attributes[name]])), expires_at },
    condition: [
      'attribute_not_exists(#client_email) OR #call_id = :call_id',
      'attribute_not_exists(#analysis) OR #analysis.#attempt <= :attempt',
      'attribute_not_exists(#commitmentChangeCount) OR #commitmentChangeCount <= :changes',
    ],
    values: { call_id: row.call_id, attempt, changes },
    names: Object.fromEntries(names.map((name) => [alias(name), name])),
    keepsExpiry: true,
  });
  if (outcome.done) return 'copied';
  return (outcome.stored ?? contended()).call_id === row.call_id ? 'copied' : 'taken';
}
