import type { CallAnalytics } from '../analytics/analytics.ts';
import {
  type CommitmentChange,
  FOUND_BY_ANALYSIS,
  type MatterChange,
  type StoredAnalytics,
  type StoredCallAnalytics,
} from '../analytics/stored-analytics.ts';
import type { AnalyticsStore } from '../ports/analytics-store.ts';
import { copy, type Expiring, type InMemoryOptions, type Rows, rowsByKey } from './in-memory-rows.ts';

/** {@link AnalyticsStore} in a Map, with direct access to its rows. */
export type InMemoryAnalyticsStore = AnalyticsStore & Rows<Expiring<StoredAnalytics>>;

/** Creates an {@link AnalyticsStore} in a Map. Rows are copied as JSON on the way in and out. */
export function inMemoryAnalyticsStore(options: InMemoryOptions = {}): InMemoryAnalyticsStore {
  const table = rowsByKey<Expiring<StoredAnalytics>>((row) => [row.client_email, row.created_at], options);
  const at = (client_email: string, created_at: string) => ({ call_id: '', client_email, created_at });
  return {
    ...table.rows,
    expiryOfNew: async () => table.expiry().expires_at,
    get: async (clientEmail, createdAt) => table.get(at(clientEmail, createdAt)) ?? null,
    list: async (clientEmail, options) =>
      table
        .all(options)
        .filter((row) => row.client_email === clientEmail)
        .sort((a, b) => (a.created_at < b.created_at ? 1 : -1)),
    async recent(clientEmail, { most, bytes }) {
      const all = await this.list(clientEmail);
      let read = 0;
      const rows = all.slice(0, most).filter((row, n) => {
        read += JSON.stringify(row).length;
        return read <= bytes || n === 0;
      });
      return { rows, hasMore: rows.length < all.length };
    },
    from: async (clientEmail, createdAt, most) =>
      table
        .all()
        .filter((row) => row.client_email === clientEmail && row.created_at >= createdAt)
        .sort((a, b) => (a.created_at < b.created_at ? -1 : 1))
        .slice(0, most),
    async write(analytics, changeCount) {
      const stored = table.get(analytics);
      if (stored && stored.call_id !== analytics.call_id) return 'taken';
      if (stored?.analysis && stored.analysis.attempt >= analytics.analysis.attempt) {
        return isSameWrite(stored.analysis, analytics.analysis) ? 'written' : 'fenced';
      }
      const count = stored?.commitmentChangeCount ?? null;
      if (changeCount !== undefined && count !== changeCount) return 'changed';
      const { expires_at, outbox } = analytics;
      table.put({
        ...(expires_at !== undefined && { expires_at }),
        ...stored,
        ...foundByAnalysis(analytics),
        ...(outbox !== undefined && { outbox }),
      });
      return 'written';
    },
    async changeCommitment({ client_email, created_at, call_id }, commitmentId, change, replaced) {
      const stored = table.get(at(client_email, created_at));
      if (stored?.call_id !== call_id) return null;
      const changes = { ...(stored.commitmentChanges as Record<string, CommitmentChange> | undefined) };
      const before = changes[commitmentId];
      if (before !== undefined && before.at >= change.at) return before;
      if (replaced !== undefined && (before?.at ?? null) !== replaced) return before ?? null;
      const commitmentChanges = { ...changes, [commitmentId]: change };
      const commitmentChangeCount = Number(stored.commitmentChangeCount ?? 0) + 1;
      table.put({ ...stored, commitmentChanges, commitmentChangeCount } as StoredAnalytics);
      return copy(change);
    },
    async keepOutbox({ client_email, created_at }, outbox) {
      const stored = table.get(at(client_email, created_at)) as StoredCallAnalytics | undefined;
      if (stored?.outbox?.count === outbox.count) table.put({ ...stored, outbox });
    },
    async clearChange({ client_email, created_at }, commitmentId, changedAt) {
      const stored = table.get(at(client_email, created_at)) as StoredCallAnalytics | undefined;
      const change = stored?.commitmentChanges?.[commitmentId];
      if (stored === undefined || change?.at !== changedAt) return;
      const { outbox: _, ...decision } = change;
      table.put({ ...stored, commitmentChanges: { ...stored.commitmentChanges, [commitmentId]: decision } });
    },
    async changeMatter({ client_email, created_at, call_id }, matterChange) {
      const stored = table.get(at(client_email, created_at));
      if (stored?.call_id !== call_id) return null;
      const before = stored.matterChange as MatterChange | undefined;
      if (before !== undefined && before.at >= matterChange.at) return before;
      table.put({ ...stored, matterChange } as StoredAnalytics);
      return copy(matterChange);
    },
    async copy(row) {
      const stored = table.get(row);
      if (stored !== undefined && stored.call_id !== row.call_id) return 'taken';
      const rank = ({ analysis, commitmentChangeCount }: StoredAnalytics) =>
        [analysis?.attempt ?? 0, Number(commitmentChangeCount ?? 0)] as const;
      const [attempt, changes] = stored === undefined ? [0, 0] : rank(stored);
      if (attempt <= rank(row)[0] && changes <= rank(row)[1]) table.rows.put(copy(row));
      return 'copied';
    },
    async removeAsRead(row) {
      const stored = table.get(row);
      if (stored === undefined) return true;
      if (stored.commitmentChangeCount !== row.commitmentChangeCount) return false;
      table.remove(row);
      return true;
    },
    async remove(clientEmail, createdAt) {
      table.remove(at(clientEmail, createdAt));
    },
  };
}

// Other attributes of the object belong to other writers, and may be older than the stored ones.
function foundByAnalysis(analytics: CallAnalytics): CallAnalytics {
  const own = Object.entries(analytics).filter(([name]) => FOUND_BY_ANALYSIS.has(name));
  return Object.fromEntries(own) as CallAnalytics;
}

function isSameWrite(stored: CallAnalytics['analysis'], written: CallAnalytics['analysis']): boolean {
  return stored.attempt === written.attempt && stored.analyzedAt === written.analyzedAt;
}
