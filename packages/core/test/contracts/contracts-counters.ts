import { beforeEach, describe, expect, it } from 'vitest';
import type { Counter, Counters, Reservation } from '../../src/ports/counters.ts';
import { FAR_AHEAD } from './contracts-rows.ts';

const MINUTE: Counter = { id: 'analyses#2026-11-22T16:14', expires_at: FAR_AHEAD };
const DAY: Counter = { id: 'dollars#2026-11-22', expires_at: FAR_AHEAD };

const reservation = (token: string, amount: number, counter = DAY): Reservation => ({
  counter,
  token,
  amount,
});

/** The contract of {@link Counters}. */
export function describeCounters(name: string, make: () => Promise<Counters>): void {
  describe(`${name}: counters`, () => {
    let counters: Counters;
    beforeEach(async () => {
      counters = await make();
    });

    describe('count', () => {
      it('count adds one at a time up to the limit', async () => {
        expect(await counters.count(MINUTE, 2)).toBe(true);
        expect(await counters.count(MINUTE, 2)).toBe(true);
        expect(await counters.count(MINUTE, 2)).toBe(false);
        expect(await counters.count(MINUTE, 3)).toBe(true);
      });

      it('count lets 10 of 50 concurrent callers pass', async () => {
        const answers = await Promise.all(Array.from({ length: 50 }, () => counters.count(MINUTE, 10)));

        expect(answers.filter(Boolean)).toHaveLength(10);
      });

      it('count counts each name separately', async () => {
        await counters.count(MINUTE, 1);

        expect(await counters.count({ ...MINUTE, id: 'analyses#2026-11-22T16:15' }, 1)).toBe(true);
      });
    });

    it('standing includes reservations', async () => {
      expect(await counters.standing(DAY.id)).toBe(0);
      await counters.reserve(reservation('a', 60), 100);
      await counters.reserve(reservation('b', 30), 100);
      await counters.settle(reservation('b', 30), 5);
      expect(await counters.standing(DAY.id)).toBe(65);
      await counters.count(MINUTE, 2);
      expect(await counters.standing(MINUTE.id)).toBe(1);
    });

    describe('reserve', () => {
      it('reserve sets amounts aside up to the limit', async () => {
        expect(await counters.reserve(reservation('a', 60), 100)).toBe('reserved');
        expect(await counters.reserve(reservation('b', 41), 100)).toBe('busy');
        expect(await counters.reserve(reservation('c', 40), 100)).toBe('reserved');
        expect(await counters.reserve(reservation('d', 1), 100)).toBe('busy');
      });

      it('reserve refuses an amount above the limit', async () => {
        expect(await counters.reserve(reservation('a', 101), 100)).toBe('spent');
        expect(await counters.reserve(reservation('b', 100), 100)).toBe('reserved');
      });

      it('reserve recognises a repeated reservation', async () => {
        await counters.reserve(reservation('a', 60), 100);

        expect(await counters.reserve(reservation('a', 60), 100)).toBe('reserved');
        expect(await counters.reserve(reservation('b', 40), 100)).toBe('reserved');
      });

      it('reserve lets 10 of 50 concurrent callers pass', async () => {
        const answers = await Promise.all(
          Array.from({ length: 50 }, (_, index) => counters.reserve(reservation(`token-${index}`, 7), 76)),
        );

        expect(answers.filter((answer) => answer === 'reserved')).toHaveLength(10);
        expect(answers.filter((answer) => answer === 'busy')).toHaveLength(40);
      });
    });

    describe('settle', () => {
      it('settle replaces the reserved amount by the real one', async () => {
        await counters.reserve(reservation('a', 60), 100);
        await counters.settle(reservation('a', 60), 10);

        expect(await counters.reserve(reservation('b', 91), 100)).toBe('spent');
        expect(await counters.reserve(reservation('c', 90), 100)).toBe('reserved');
      });

      it('settle turns a whole reservation into a settled amount', async () => {
        await counters.reserve(reservation('a', 60), 100);
        await counters.settle(reservation('a', 60), 60);

        expect(await counters.reserve(reservation('b', 41), 100)).toBe('spent');
        expect(await counters.reserve(reservation('c', 40), 100)).toBe('reserved');
      });

      it('settle releases a reservation at amount 0', async () => {
        await counters.reserve(reservation('a', 100), 100);
        await counters.settle(reservation('a', 100), 0);

        expect(await counters.reserve(reservation('b', 100), 100)).toBe('reserved');
      });

      it('settle counts an amount above the reservation, even beyond the limit', async () => {
        await counters.reserve(reservation('a', 60), 100);
        await counters.settle(reservation('a', 60), 150);

        expect(await counters.reserve(reservation('b', 0), 100)).toBe('spent');
        expect(await counters.reserve(reservation('c', 0), 150)).toBe('reserved');
      });

      it('settle counts a repetition once', async () => {
        await counters.reserve(reservation('a', 60), 100);
        await Promise.all([1, 2, 3].map(() => counters.settle(reservation('a', 60), 10)));

        expect(await counters.reserve(reservation('b', 91), 100)).toBe('spent');
        expect(await counters.reserve(reservation('c', 90), 100)).toBe('reserved');
      });

      it('settle ignores an unknown reservation', async () => {
        await counters.settle(reservation('a', 60), 100);

        expect(await counters.reserve(reservation('b', 100), 100)).toBe('reserved');
      });

      it('settle adds up 20 concurrent settlements', async () => {
        const all = Array.from({ length: 20 }, (_, index) => reservation(`token-${index}`, 5));
        for (const one of all) await counters.reserve(one, 100);
        await Promise.all(all.map((one, index) => counters.settle(one, index % 2)));

        expect(await counters.reserve(reservation('b', 91), 100)).toBe('spent');
        expect(await counters.reserve(reservation('c', 90), 100)).toBe('reserved');
      });
    });
  });
}
