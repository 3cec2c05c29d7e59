import type { Counters } from '@live-assist/core';
import { contended, dynamoTable, type TableOptions } from './table.ts';

/** A counter row: its total, and under `held_<token>` each reserved part of the total. */
interface CountRow {
  id: string;
  count: number;
  expires_at: number;
  [held: `held_${string}`]: unknown;
}

/**
 * {@link Counters} over the table `service-state`, key `id`.
 *
 * @example dynamoCounters({ client: dynamoClient(), table: 'service-state' })
 */
export function dynamoCounters(options: Omit<TableOptions, 'retentionDays'>): Counters {
  const table = dynamoTable<CountRow>(options);
  return {
    standing: async (id) => (await table.get({ id }))?.count ?? 0,
    async count({ id, expires_at }, limit) {
      const outcome = await table.change({
        key: { id },
        set: { expires_at },
        add: { count: 1 },
        condition: 'attribute_not_exists(#count) OR #count < :limit',
        values: { limit },
      });
      return outcome.done;
    },
    async reserve({ counter: { id, expires_at }, token, amount }, limit) {
      if (amount > limit) return 'spent';
      const held = nameOf(token);
      const outcome = await table.change({
        key: { id },
        set: { expires_at, [held]: amount },
        add: { count: amount },
        condition: ['attribute_not_exists(#count) OR #count <= :room', `attribute_not_exists(#${held})`],
        values: { room: limit - amount },
      });
      if (outcome.done) return 'reserved';
      const row = outcome.stored ?? contended();
      // The response to this write was lost, and the SDK repeated it.
      if (held in row) return 'reserved';
      return row.count - reservedIn(row) + amount > limit ? 'spent' : 'busy';
    },
    async settle({ counter: { id, expires_at }, token, amount: reserved }, amount) {
      const held = nameOf(token);
      await table.change({
        key: { id },
        set: { expires_at },
        add: { count: amount - reserved },
        remove: [held],
        // Idempotent: a repeated request finds no reservation.
        condition: `attribute_exists(#${held})`,
        needsRow: true,
      });
    },
  };
}

// Expressions accept only letters, digits and underscores.
function nameOf(token: string): `held_${string}` {
  return `held_${token.replace(/\W/g, '_')}`;
}

function reservedIn(row: CountRow): number {
  return Object.entries(row).reduce(
    (sum, [name, value]) => sum + (/^held_/.test(name) ? Number(value) : 0),
    0,
  );
}
