import type { RememberedCommitment } from '../analytics/memory-box.ts';
import type { PromiseRecord, ToldByCall } from '../analytics/promise-record.ts';
import { isAnalysis, type StoredAnalytics, type StoredCallAnalytics } from '../analytics/stored-analytics.ts';
import { foldCommitments } from '../customer/ledger.ts';

// TEMPORARY until the fold of records is there.
export function recordsOf(rows: readonly StoredAnalytics[]): PromiseRecord[] {
  const calls = rows.filter(isAnalysis);
  const said = (id: string) =>
    Object.fromEntries(
      calls.flatMap((row): [string, ToldByCall][] => {
        const told = row.closings
          .filter((closing) => closing.commitment_id === id)
          .map(({ status, at, by = null, on = null, now = false, evidence }) => ({ status, at, by, on, now, evidence }));
        return told.length === 0 ? [] : [[row.call_id, { attempt: row.analysis.attempt, told }]];
      }),
    );
  return calls.flatMap((row) =>
    row.commitments.map((commitment) => ({
      made: {
        ...commitment,
        madeAt: row.endedAt ?? row.created_at,
        madeIn: { call_id: row.call_id, created_at: row.created_at, agent_id: commitment.agent_id ?? row.agent_id },
      },
      said: said(commitment.id),
      change: row.commitmentChanges?.[commitment.id] ?? null,
    })),
  );
}

export function foldRecords(
  records: readonly PromiseRecord[],
  today: string,
  minutes: number | null = null,
): RememberedCommitment[] {
  const rows = new Map<string, StoredCallAnalytics>();
  const rowOf = (call_id: string, created_at: string, attempt: number, agent_id: string | null) => {
    const known = rows.get(call_id);
    if (known) return known;
    const row = { call_id, created_at, agent_id, commitments: [], closings: [], analysis: { attempt } } as unknown as StoredCallAnalytics;
    rows.set(call_id, row);
    return row;
  };
  for (const { made, said, change } of records) {
    const { madeAt: _, madeIn, ...commitment } = made;
    const row = rowOf(madeIn.call_id, madeIn.created_at, 1, madeIn.agent_id);
    Object.assign(row, madeIn);
    row.commitments.push(commitment);
    if (change) row.commitmentChanges = { ...row.commitmentChanges, [made.id]: change };
    for (const [call_id, { attempt, told }] of Object.entries(said)) {
      const at = told[0]?.at ?? '';
      rowOf(call_id, at, attempt, null).closings.push(...told.map((one) => ({ ...one, commitment_id: made.id })));
    }
  }
  return foldCommitments([...rows.values()], today, minutes);
}
