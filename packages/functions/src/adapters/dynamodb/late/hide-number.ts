import type { CallWindow } from '@live-assist/core';
import type { StoreParts } from '../store-parts.ts';

/** Replaces what a direct writer left in a window by its keyed hash; see `CallRecords.hideNumber`. */
export async function hideNumber(
  table: StoreParts<CallWindow>['table'],
  read: CallWindow,
  alias_hash: string | undefined,
): Promise<boolean> {
  const { call_id, window_number } = read;
  const names = (['phone', 'customer_id'] as const).filter((name) => read[name] !== undefined);
  const outcome = await table.change({
    key: { call_id, window_number },
    set: { alias_hash },
    remove: [...names],
    condition: names.map((name) => `#${name} = :${name}`),
    values: Object.fromEntries(names.map((name) => [name, read[name]])),
    needsRow: true,
    keepsExpiry: true,
  });
  // The window may be gone, or hidden by another writer.
  return outcome.done || names.every((name) => outcome.stored?.[name] === undefined);
}
