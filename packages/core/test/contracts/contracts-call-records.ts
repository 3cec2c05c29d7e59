import { beforeEach, describe, expect, it } from 'vitest';
import type { CallRecords } from '../../src/ports/call-records.ts';
import {
  callWindow,
  FAR_AHEAD,
  LONG_AGO,
  type MakeStore,
  type StoreUnderTest,
  snapshot,
} from './contracts-rows.ts';

/** The contract of {@link CallRecords}. */
export function describeCallRecords(name: string, make: MakeStore<CallRecords>): void {
  describe(`${name}: the windows of calls`, () => {
    let store: CallRecords;
    let put: StoreUnderTest<CallRecords>['put'];
    beforeEach(async () => {
      ({ store, put } = await make());
    });

    it('reads of an unknown call return nothing', async () => {
      expect(await store.list('call-1')).toEqual([]);
      expect(await store.newestWindow('call-1')).toBeNull();
    });

    it('list returns the added windows in ascending order', async () => {
      for (const number of [10, 2, 0, 1_000_000, 9]) expect(await store.add(callWindow(number))).toBeNull();

      expect(await store.list('call-1')).toEqual(
        [0, 2, 9, 10, 1_000_000].map((number) => callWindow(number)),
      );
      expect(await store.newestWindow('call-1')).toBe(1_000_000);
    });

    it('list separates calls whose names begin alike', async () => {
      const names = ['call', 'call-1', 'call-10', 'call-1 ', 'Call-1', 'çall-1 ~ 👋'];
      for (const call_id of names) await store.add(callWindow(0, { call_id }));

      for (const call_id of names) expect(await store.list(call_id)).toEqual([callWindow(0, { call_id })]);
    });

    it('list omits attributes that a window does not have', async () => {
      await store.add(callWindow(0, { agent_id: undefined, created_at: undefined }));

      const [stored] = await store.list('call-1');
      expect(Object.keys(stored ?? {}).sort()).toEqual(
        ['activityFeed', 'aiTips', 'call_id', 'turns', 'window_number'].sort(),
      );
    });

    it('list returns native lists unchanged', async () => {
      const turns = [
        { speaker: 'agent', transcript: 'Hello', begin_ms: 0, end_ms: 1250.5, note: null },
        {},
        [],
      ];
      await store.add(callWindow(0, { turns }));

      expect((await store.list('call-1'))[0]?.turns).toEqual(turns);
    });

    it('add returns the stored window for an existing number, and changes nothing', async () => {
      await store.add(callWindow(3));

      expect(await store.add(callWindow(3, { turns: '["other"]' }))).toEqual(callWindow(3));
      expect(await store.list('call-1')).toEqual([callWindow(3)]);
    });

    it('add stores a window once for 50 concurrent writers', async () => {
      const writers = Array.from({ length: 50 }, (_, writer) =>
        callWindow(0, { agent_id: `agent-${writer}` }),
      );
      const answers = await Promise.all(writers.map((window) => store.add(window)));

      const [stored] = await store.list('call-1');
      expect(answers.filter((answer) => answer === null)).toHaveLength(1);
      expect(answers.filter((answer) => answer !== null)).toEqual(Array.from({ length: 49 }, () => stored));
    });

    it('list reads every page of a long call (500 windows of 7.5 KB)', async () => {
      const turns = JSON.stringify([{ speaker: 'customer', transcript: 'x'.repeat(7400) }]);
      for (let from = 0; from < 500; from += 50) {
        await Promise.all(Array.from({ length: 50 }, (_, i) => store.add(callWindow(from + i, { turns }))));
      }

      const windows = await store.list('call-1');
      expect(windows.map((window) => window.window_number)).toEqual(Array.from({ length: 500 }, (_, i) => i));
      expect(windows.every((window) => window.turns === turns)).toBe(true);
      expect(await store.newestWindow('call-1')).toBe(499);
    });

    it('list stops reading at maxCharacters, and reads shorter calls whole', async () => {
      const turns = 'x'.repeat(10_000);
      for (const number of [0, 1, 2]) await store.add(callWindow(number, { turns }));
      await store.add(callWindow(0, { call_id: 'call-2', turns }));

      await expect(store.list('call-1', { maxCharacters: 25_000 })).rejects.toMatchObject({
        code: 'transcript_too_long',
      });
      expect(await store.list('call-1', { maxCharacters: 35_000 })).toHaveLength(3);
      expect(await store.list('call-2', { maxCharacters: 25_000 })).toHaveLength(1);
      expect(await store.list('call-1')).toHaveLength(3);
    });

    it('maxCharacters also counts windows without words', async () => {
      for (let number = 0; number < 30; number++) await store.add(callWindow(number, { turns: '[]' }));

      await expect(store.list('call-1', { maxCharacters: 1_000 })).rejects.toMatchObject({
        code: 'transcript_too_long',
      });
    });

    it('list ignores expired windows', async () => {
      await store.add(callWindow(1));
      await put({ ...callWindow(2), expires_at: FAR_AHEAD });
      for (const number of [0, 3, 4]) await put({ ...callWindow(number), expires_at: LONG_AGO });

      expect((await store.list('call-1')).map((window) => window.window_number)).toEqual([1, 2]);
      expect(await store.newestWindow('call-1')).toBe(2);
    });

    it('newestWindow returns null if all windows have expired', async () => {
      for (const number of [0, 1]) await put({ ...callWindow(number), expires_at: LONG_AGO });

      expect(await store.newestWindow('call-1')).toBeNull();
    });

    it('add replaces an expired window', async () => {
      await put({ ...callWindow(0, { agent_id: 'agent-1' }), expires_at: LONG_AGO });

      expect(await store.add(callWindow(0))).toBeNull();
      expect(await store.list('call-1')).toEqual([callWindow(0)]);
    });

    it('oldestWindow returns the lowest window that has not expired', async () => {
      expect(await store.oldestWindow('call-1')).toBeNull();
      await put({ ...callWindow(0), expires_at: LONG_AGO });
      for (const number of [10, 9, 2]) await store.add(callWindow(number));

      expect(await store.oldestWindow('call-1')).toBe(2);
    });

    it('slice returns as many windows as fit, and at least one', async () => {
      const turns = 'x'.repeat(10_000);
      for (const number of [0, 1, 2, 10, 11]) await store.add(callWindow(number, { turns }));
      await put({ ...callWindow(3), expires_at: LONG_AGO });
      const numbers = async (after: number | null, most: number) =>
        (await store.slice('call-1', after, most)).map((window) => window.window_number);

      expect(await numbers(null, 25_000)).toEqual([0, 1]);
      expect(await numbers(1, 25_000)).toEqual([2, 10]);
      expect(await numbers(10, 25_000)).toEqual([11]);
      expect(await numbers(11, 25_000)).toEqual([]);
      expect(await numbers(null, 1)).toEqual([0]);
      expect(await numbers(null, 1_000_000)).toEqual([0, 1, 2, 10, 11]);
    });

    it('head reads what a window tells apart from what was said: of a number, or of the newest', async () => {
      expect(await store.head('call-1')).toBeNull();
      const window = { call_id: 'call-1', turns: '[]', aiTips: '[]', activityFeed: '[]' };
      await store.add({ ...window, window_number: 2, final: true, created_at: '2026-01-15T10:00:00.000Z' });
      await store.add({
        ...window,
        window_number: 0,
        client_email: 'jane@example.com',
        analyze: 'on_request',
      });
      expect(await store.head('call-1')).toEqual({
        call_id: 'call-1',
        window_number: 2,
        final: true,
        created_at: '2026-01-15T10:00:00.000Z',
      });
      expect(await store.head('call-1', 0)).toEqual({
        call_id: 'call-1',
        window_number: 0,
        client_email: 'jane@example.com',
        analyze: 'on_request',
      });
      expect(await store.head('call-1', 1)).toBeNull();
      expect(await store.numbers('call-1')).toEqual([0, 2]);
      expect(await store.numbers('call-2')).toEqual([]);
    });

    describe('redact', () => {
      const CHANGE = { turns: '["[CARD]"]', contentHash: 'v1:1' };

      it('redact replaces the given attributes, and no others', async () => {
        await store.add(callWindow(0));
        await store.add(callWindow(1));

        expect(await store.redact(callWindow(0), CHANGE)).toBe(true);
        expect(await store.list('call-1')).toEqual([callWindow(0, CHANGE), callWindow(1)]);
      });

      it('redact succeeds when it repeats a write with a lost answer', async () => {
        await store.add(callWindow(0));
        await store.redact(callWindow(0), CHANGE);

        expect(await store.redact(callWindow(0), CHANGE)).toBe(true);
      });

      it.each(['turns', 'aiTips', 'activityFeed', 'agent_id'] as const)(
        'redact changes nothing if another writer has changed %s since',
        async (name) => {
          const change = { ...CHANGE, agent_id: '[EMAIL]' };
          const read = [0, 1].map((number) => callWindow(number, { agent_id: 'agent-1' }));
          const stored = [
            { ...read[0], [name]: '["other"]' },
            { ...read[1], [name]: undefined },
          ];
          for (const window of stored) await put({ ...window });

          for (const window of read) expect(await store.redact(window, change)).toBe(false);
          expect(
            await store.redact({ ...callWindow(0), agent_id: 'agent-1', [name]: undefined }, change),
          ).toBe(false);
          expect(await store.list('call-1')).toEqual(stored);
        },
      );

      it('redact creates no row, and revives no expired one', async () => {
        await put({ ...callWindow(1), expires_at: LONG_AGO });
        const bare = { call_id: 'call-1', window_number: 0, turns: undefined };

        expect(await store.redact(callWindow(0), CHANGE)).toBe(false);
        expect(await store.redact(bare, { contentHash: 'v1:1' })).toBe(false);
        expect(await store.redact(callWindow(1), CHANGE)).toBe(false);
        expect(await store.list('call-1')).toEqual([]);
      });

      it('redact handles native lists, and windows of the largest size', async () => {
        const turns = [{ speaker: 'agent', transcript: 'Hello', begin_ms: 0, end_ms: 1250.5, note: null }];
        await store.add(callWindow(0, { turns }));
        await store.add(callWindow(1, { turns: 'x'.repeat(340 * 1024) }));

        expect(await store.redact(callWindow(0, { turns }), { turns: [], contentHash: 'v1:1' })).toBe(true);
        const change = { turns: 'y'.repeat(340 * 1024), contentHash: 'v1:2' };
        expect(await store.redact(callWindow(1, { turns: 'x'.repeat(340 * 1024) }), change)).toBe(true);
        expect(await store.list('call-1')).toEqual([
          callWindow(0, { turns: [], contentHash: 'v1:1' }),
          callWindow(1, change),
        ]);
      });
    });

    describe('for an erasure', () => {
      it('list also returns expired windows for an erasure', async () => {
        await store.add(callWindow(1));
        await put({ ...callWindow(0), expires_at: LONG_AGO });

        const numbers = (await store.list('call-1', { expired: true })).map((window) => window.window_number);
        expect(numbers).toEqual([0, 1]);
      });

      it('callsOf names each call with a window under exactly this address, once', async () => {
        const of = (client_email: string, call_id: string) => ({ client_email, call_id });
        await store.add(callWindow(0, of('jane@example.com', 'call-1')));
        await store.add(callWindow(1, of('jane@example.com', 'call-1')));
        await put({ ...callWindow(0, of('jane@example.com', 'call-2')), expires_at: LONG_AGO });
        await store.add(callWindow(0, of('Jane@example.com', 'call-3')));
        await store.add(callWindow(0, { call_id: 'call-4' }));

        expect((await store.callsOf('jane@example.com')).sort()).toEqual(['call-1', 'call-2']);
        expect(await store.callsOf('unknown@example.com')).toEqual([]);
      });

      it('remove removes one window, expired or not, and reports that', async () => {
        await store.add(callWindow(0));
        await store.add(callWindow(1));
        await put({ ...callWindow(2, { created_at: undefined }), expires_at: LONG_AGO });

        expect(await store.remove(callWindow(0))).toBe(true);
        expect(await store.remove(callWindow(0))).toBe(true);
        expect(await store.remove(callWindow(2, { created_at: undefined }))).toBe(true);
        expect(await store.list('call-1', { expired: true })).toEqual([callWindow(1)]);
      });

      it('remove keeps another window recorded under the same number', async () => {
        const later = callWindow(0, { created_at: '2026-01-15T10:00:01.000Z' });
        await store.add(later);

        expect(await store.remove(callWindow(0))).toBe(false);
        expect(await store.remove(callWindow(0, { created_at: undefined }))).toBe(false);
        expect(await store.list('call-1')).toEqual([later]);
      });
    });

    it('the store of windows never shares an object with its caller', async () => {
      const window = callWindow(0, { turns: [{ speaker: 'agent' }] });
      const added = snapshot(window);
      await store.add(window);
      Object.assign(window, { turns: [], agent_id: 'changed' });
      const [read] = await store.list('call-1');
      Object.assign(read ?? {}, { turns: [] });

      expect(await store.list('call-1')).toEqual([added]);
    });
  });
}
