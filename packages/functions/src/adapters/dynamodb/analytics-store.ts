import {
  type AnalyticsStore,
  FOUND_BY_ANALYSIS,
  type StoredAnalytics,
  type StoredCallAnalytics,
} from '@live-assist/core';
import { contended, dynamoTable, type TableOptions } from './table.ts';
import { aliases, valuesOf } from './update-command.ts';

const KEY = new Set(['client_email', 'created_at']);

/**
 * {@link AnalyticsStore} over the table `call-analytics`, key `client_email` and `created_at`.
 *
 * @example dynamoAnalyticsStore({ client: dynamoClient(), table: 'call-analytics' })
 */
export function dynamoAnalyticsStore(options: TableOptions): AnalyticsStore {
  const table = dynamoTable<StoredAnalytics>(options);
  return {
    expiryOfNew: async () => table.expiryOfNew(),
    get: (client_email, created_at) => table.get({ client_email, created_at }),
    list: (clientEmail, options) => table.queryAll(newestFirst(clientEmail), options),
    recent: (clientEmail, bounds) => table.queryWithin(newestFirst(clientEmail), bounds),
    from(clientEmail, createdAt, most) {
      const query = {
        KeyConditionExpression: '#client_email = :client_email AND #created_at >= :created_at',
        ExpressionAttributeNames: aliases(['client_email', 'created_at']),
        ExpressionAttributeValues: valuesOf({ client_email: clientEmail, created_at: createdAt }),
      };
      return table.queryAll(query, { most });
    },
    async write(analytics, changeCount) {
      const { client_email, created_at, call_id, analysis, outbox, expires_at: expiresAt } = analytics;
      const key = { client_email, created_at };
      // Other attributes belong to other writers, and the values here may be outdated.
      const found = Object.entries(analytics).filter(
        ([name]) => FOUND_BY_ANALYSIS.has(name) && !KEY.has(name),
      );
      const set = { ...Object.fromEntries(found), outbox };
      // A call that is analysed for the first time has no row, as a rule.
      if (analysis.attempt === 1) {
        const added = await table.add(key, { ...key, call_id, ...set }, expiresAt);
        if (added.done) return 'written';
        if ((added.stored ?? contended()).call_id !== call_id) return 'taken';
      }
      const outcome = await table.change({
        key,
        set,
        expiresAt,
        // No row, or a row of this call without an analysis or with an earlier one.
        condition: [
          'attribute_not_exists(#client_email) OR #call_id = :call_id',
          'attribute_not_exists(#analysis) OR #analysis.#attempt < :attempt',
          ...(changeCount === undefined
            ? []
            : changeCount === null
              ? ['attribute_not_exists(#commitmentChangeCount)']
              : ['#commitmentChangeCount = :changeCount']),
        ],
        values: { attempt: analysis.attempt, ...(changeCount != null && { changeCount }) },
      });
      if (outcome.done) return 'written';
      const stored = outcome.stored ?? contended();
      if (stored.call_id !== call_id) return 'taken';
      // The response to this write was lost, and the SDK repeated it.
      const isOurs =
        stored.analysis?.attempt === analysis.attempt && stored.analysis.analyzedAt === analysis.analyzedAt;
      if (isOurs) return 'written';
      return (stored.analysis?.attempt ?? 0) < analysis.attempt ? 'changed' : 'fenced';
    },
    async changeCommitment({ client_email, created_at, call_id }, commitmentId, change, before) {
      const outcome = await table.changeEntry({
        key: { client_email, created_at },
        attribute: 'commitmentChanges',
        entry: commitmentId,
        value: { ...change },
        // A delayed write must not undo a later decision of a person.
        orderedBy: 'at',
        counter: 'commitmentChangeCount',
        replaces: before,
        condition: '#call_id = :call_id',
        values: { call_id },
      });
      if (outcome.done) return change;
      const { stored } = outcome;
      if (stored?.call_id !== call_id) return null;
      const standing = (stored as StoredCallAnalytics).commitmentChanges?.[commitmentId];
      return standing ?? (before === undefined ? contended() : null);
    },
    // Loaded with the first event that is handed over.
    keepOutbox: async (row, outbox) => (await import('./late/outbox.ts')).keepOutbox(table, row, outbox),
    clearChange: async (row, commitmentId, at) =>
      (await import('./late/outbox.ts')).clearChange(table, row, commitmentId, at),
    async changeMatter({ client_email, created_at, call_id }, matterChange) {
      const outcome = await table.change({
        key: { client_email, created_at },
        set: { matterChange },
        condition: [
          '#call_id = :call_id',
          // A delayed write must not undo a later decision of a person.
          'attribute_not_exists(#matterChange) OR #matterChange.#at < :at',
        ],
        values: { call_id, at: matterChange.at },
        needsRow: true,
      });
      if (outcome.done) return matterChange;
      const { stored } = outcome;
      if (stored?.call_id !== call_id) return null;
      return (stored as StoredCallAnalytics).matterChange ?? contended();
    },
    // Loaded with the first call that is moved.
    copy: async (row) => (await import('./late/copy-row.ts')).copyRow({ table, contended }, row),
    removeAsRead: ({ client_email, created_at, call_id, commitmentChangeCount }) =>
      table.removeIf({ client_email, created_at }, { call_id, commitmentChangeCount }),
    remove: (client_email, created_at) => table.remove({ client_email, created_at }),
  };
}

function newestFirst(clientEmail: string) {
  return {
    KeyConditionExpression: '#client_email = :client_email',
    ExpressionAttributeNames: aliases(['client_email']),
    ExpressionAttributeValues: valuesOf({ client_email: clientEmail }),
    ScanIndexForward: false,
  };
}
