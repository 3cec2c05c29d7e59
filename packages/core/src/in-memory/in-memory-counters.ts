import type { Counter, Counters } from '../ports/counters.ts';

/** {@link Counters} in a Map, with access to their totals. */
export interface InMemoryCounters extends Counters {
  /** Total of a counter, reservations included. */
  total(id: string): number;
}

interface Count {
  settled: number;
  /** Amounts by the token of their reservation. */
  reserved: Map<string, number>;
}

/** Creates {@link Counters} for one process. */
export function inMemoryCounters(): InMemoryCounters {
  const counts = new Map<string, Count>();
  const at = ({ id }: Pick<Counter, 'id'>): Count => {
    const count = counts.get(id) ?? { settled: 0, reserved: new Map() };
    counts.set(id, count);
    return count;
  };
  return {
    total: (id) => totalOf(at({ id })),
    standing: async (id) => totalOf(at({ id })),
    async count(counter, limit) {
      const count = at(counter);
      if (totalOf(count) >= limit) return false;
      count.settled += 1;
      return true;
    },
    async reserve({ counter, token, amount }, limit) {
      const count = at(counter);
      if (count.reserved.has(token)) return 'reserved';
      if (count.settled + amount > limit) return 'spent';
      if (totalOf(count) + amount > limit) return 'busy';
      count.reserved.set(token, amount);
      return 'reserved';
    },
    async settle({ counter, token }, amount) {
      const count = at(counter);
      if (count.reserved.delete(token)) count.settled += amount;
    },
  };
}

function totalOf({ settled, reserved }: Count): number {
  return [...reserved.values()].reduce((sum, amount) => sum + amount, settled);
}
