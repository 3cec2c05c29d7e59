import type { Outbox, StoredAnalytics } from '@live-assist/core';
import type { StoreParts } from '../store-parts.ts';

type Table = Pick<StoreParts<StoredAnalytics>['table'], 'change'>;
type Row = Pick<StoredAnalytics, 'client_email' | 'created_at'>;

/** Replaces the outbox of a row; see `AnalyticsStore.keepOutbox`. */
export async function keepOutbox(table: Table, row: Row, outbox: Outbox): Promise<void> {
  await table.change({
    ...keyOf(row),
    set: { outbox },
    condition: '#outbox.#count = :count',
    values: { count: outbox.count },
  });
}

/** Removes the outbox of a change by hand; see `AnalyticsStore.clearChange`. */
export async function clearChange(table: Table, row: Row, commitmentId: string, at: string): Promise<void> {
  await table.change({
    ...keyOf(row),
    set: {},
    remove: ['commitmentChanges.id.outbox'],
    condition: '#commitmentChanges.#id.#at = :at',
    values: { at },
    names: { id: commitmentId },
  });
}

function keyOf({ client_email, created_at }: Row) {
  return { key: { client_email, created_at }, needsRow: true, keepsExpiry: true };
}
