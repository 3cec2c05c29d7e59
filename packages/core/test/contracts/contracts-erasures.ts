import { beforeEach, describe, expect, it } from 'vitest';
import type { Erasures } from '../../src/ports/erasures.ts';

const DAY_MS = 86_400_000;
const JANE = { client_email: 'jane@example.com' };

/** The contract of {@link Erasures}. Its clock is the real one. */
export function describeErasures(name: string, make: () => Promise<Erasures>): void {
  describe(`${name}: tombstones`, () => {
    let erasures: Erasures;
    beforeEach(async () => {
      erasures = await make();
    });

    it('erasedAt returns null for a customer who was never erased', async () => {
      expect(await erasures.erasedAt(JANE)).toBeNull();
    });

    it('erasedAt returns the time of the erasure, for this customer alone', async () => {
      const at = Date.now();

      expect(await erasures.mark(JANE, at)).toBe(at);
      expect(await erasures.erasedAt(JANE)).toBe(at);
      expect(await erasures.erasedAt({ client_email: 'joe@example.com' })).toBeNull();
    });

    it('mark keeps the later of two times, and returns it', async () => {
      const at = Date.now();
      await erasures.mark(JANE, at);

      expect(await erasures.mark(JANE, at - 1)).toBe(at);
      expect(await erasures.mark(JANE, at)).toBe(at);
      expect(await erasures.mark(JANE, at + 1)).toBe(at + 1);
      expect(await erasures.erasedAt(JANE)).toBe(at + 1);
    });

    it('tombstones separate calls from customers, and calls whose names differ only in case', async () => {
      const at = Date.now();
      await erasures.mark({ call_id: 'jane@example.com' }, at);
      await erasures.mark({ call_id: 'Call-1' }, at);

      expect(await erasures.erasedAt(JANE)).toBeNull();
      expect(await erasures.erasedAt({ call_id: 'call-1' })).toBeNull();
      expect(await erasures.erasedAt({ call_id: 'Call-1' })).toBe(at);
    });

    it('the tombstone of a customer lasts 400 days, that of a call one day', async () => {
      const call = { call_id: 'call-1' };
      await erasures.mark(JANE, Date.now() - 399 * DAY_MS);
      await erasures.mark(call, Date.now() - 2 * DAY_MS);
      await erasures.mark({ client_email: 'joe@example.com' }, Date.now() - 401 * DAY_MS);

      expect(await erasures.erasedAt(JANE)).not.toBeNull();
      expect(await erasures.erasedAt(call)).toBeNull();
      expect(await erasures.erasedAt({ client_email: 'joe@example.com' })).toBeNull();
    });

    it('mark works again after a tombstone has expired', async () => {
      const old = Date.now() - 401 * DAY_MS;
      await erasures.mark(JANE, old);

      expect(await erasures.mark(JANE, old + 3 * DAY_MS)).toBe(old + 3 * DAY_MS);
      expect(await erasures.erasedAt(JANE)).toBe(old + 3 * DAY_MS);
    });

    it('isOfAnother tells whether a call belonged to another customer, until its tombstone expires, and after a later erasure', async () => {
      const at = Date.now();
      await erasures.keepOwner('call-1', JANE.client_email);
      expect(await erasures.isOfAnother('call-1', 'joe@example.com')).toBe(false);

      await erasures.mark({ call_id: 'call-1' }, at);
      expect(await erasures.isOfAnother('call-1', 'joe@example.com')).toBe(false);
      await erasures.keepOwner('call-1', JANE.client_email);
      await erasures.mark({ call_id: 'call-1' }, at + 1);
      expect(await erasures.isOfAnother('call-1', 'joe@example.com')).toBe(true);
      expect(await erasures.isOfAnother('call-1', JANE.client_email)).toBe(false);
      expect(await erasures.isOfAnother('call-2', 'joe@example.com')).toBe(false);

      await erasures.mark({ call_id: 'call-2' }, at - 2 * DAY_MS);
      await erasures.keepOwner('call-2', JANE.client_email);
      expect(await erasures.isOfAnother('call-2', 'joe@example.com')).toBe(false);
    });

    it('mark keeps the latest of 20 concurrent times', async () => {
      const at = Date.now();
      await Promise.all(
        Array.from({ length: 20 }, (_, index) => erasures.mark(JANE, at + ((index * 7) % 20))),
      );

      expect(await erasures.erasedAt(JANE)).toBe(at + 19);
    });
  });
}
