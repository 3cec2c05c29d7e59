import { beforeEach, describe, expect, it } from 'vitest';
import type { AnalyticsStore } from '../../src/ports/analytics-store.ts';
import { describeChangesByHand } from './contracts-changes-by-hand.ts';
import { describeOutbox } from './contracts-events.ts';
import {
  callAnalytics,
  FAR_AHEAD,
  LONG_AGO,
  type MakeStore,
  type StoreUnderTest,
  snapshot,
} from './contracts-rows.ts';

const JANE = 'jane@example.com';
const AT = '2026-01-15T10:30:00.000Z';
const LEGACY = {
  call_id: 'call-1',
  client_email: JANE,
  created_at: AT,
  tags: ['old'],
  memory: { deliverables: [] },
};

/** The contract of {@link AnalyticsStore}. */
export function describeAnalyticsStore(name: string, make: MakeStore<AnalyticsStore>): void {
  describeOutbox(name, make);
  describeChangesByHand(name, make);
  describe(`${name}: analysed calls`, () => {
    let store: AnalyticsStore;
    let put: StoreUnderTest<AnalyticsStore>['put'];
    beforeEach(async () => {
      ({ store, put } = await make());
    });

    it('reads of a customer without analyses return nothing', async () => {
      expect(await store.get(JANE, AT)).toBeNull();
      expect(await store.list(JANE)).toEqual([]);
    });

    it('get returns exactly what was written', async () => {
      expect(await store.write(callAnalytics())).toBe('written');

      expect(await store.get(JANE, AT)).toEqual(callAnalytics());
      expect(await store.list(JANE)).toEqual([callAnalytics()]);
    });

    it('list returns the rows of one customer, newest first', async () => {
      const days = ['2026-01-02', '2025-12-31', '2026-01-10'];
      for (const [index, day] of days.entries()) {
        await store.write(callAnalytics({ call_id: `call-${index}`, created_at: `${day}T09:00:00.000Z` }));
      }
      await store.write(callAnalytics({ client_email: 'Jane@example.com', call_id: 'call-9' }));
      await put({ ...LEGACY, call_id: 'call-1', created_at: '2025-06-28T10:20:08.979455+00:00' });

      const calls = (await store.list(JANE)).map((row) => row.call_id);
      expect(calls).toEqual(['call-2', 'call-0', 'call-1', 'call-1']);
    });

    it('recent reads the newest rows within bounds, expired ones aside, and tells whether there are more', async () => {
      for (const day of ['01', '02', '03', '04']) {
        await store.write(
          callAnalytics({ call_id: `call-${day}`, created_at: `2026-01-${day}T09:00:00.000Z` }),
        );
      }
      await put({
        ...callAnalytics({ call_id: 'gone', created_at: '2026-01-05T09:00:00.000Z' }),
        expires_at: LONG_AGO,
      });
      const recent = async (most: number, bytes = 1_000_000) => {
        const { rows, hasMore } = await store.recent(JANE, { most, bytes });
        return [rows.map((row) => row.call_id), hasMore];
      };

      expect(await recent(2)).toEqual([['call-04', 'call-03'], true]);
      expect(await recent(9)).toEqual([['call-04', 'call-03', 'call-02', 'call-01'], false]);
      expect(await store.recent('joe@example.com', { most: 2, bytes: 1 })).toEqual({
        rows: [],
        hasMore: false,
      });
    });

    it('recent reads fewer rows where they are large, but one at least', async () => {
      const flags = ['x'.repeat(20_000)];
      const days = Array.from({ length: 90 }, (_, n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString());
      await Promise.all(
        days.map((created_at, n) => store.write(callAnalytics({ call_id: `call-${n}`, created_at, flags }))),
      );
      const { rows, hasMore } = await store.recent(JANE, { most: 90, bytes: 1_500_000 });

      expect(hasMore).toBe(true);
      expect(rows.length).toBeGreaterThan(60);
      expect(rows.length).toBeLessThan(76);
      expect(rows[0]?.call_id).toBe('call-89');
      expect((await store.recent(JANE, { most: 90, bytes: 1 })).rows.length).toBeGreaterThan(0);
    });

    it('from reads the first rows at or after a time, oldest first', async () => {
      for (const day of ['01', '02', '03', '04']) {
        await store.write(
          callAnalytics({ call_id: `call-${day}`, created_at: `2026-01-${day}T09:00:00.000Z` }),
        );
      }
      const from = async (time: string) => (await store.from(JANE, time, 2)).map((row) => row.call_id);

      expect(await from('2026-01-02T09:00:00.000Z')).toEqual(['call-02', 'call-03']);
      expect(await from('2026-01-03T10:00:00.000Z')).toEqual(['call-04']);
    });

    it('list reads every page of a customer with more than 1 MB', async () => {
      const flags = ['x'.repeat(20_000)];
      const minutes = Array.from({ length: 59 }, (_, minute) => String(minute).padStart(2, '0'));
      await Promise.all(
        minutes.map((minute) =>
          store.write(
            callAnalytics({
              call_id: `call-${minute}`,
              created_at: `2026-01-15T10:${minute}:00.000Z`,
              flags,
            }),
          ),
        ),
      );

      expect((await store.list(JANE)).map((row) => row.call_id)).toEqual(
        minutes.toReversed().map((minute) => `call-${minute}`),
      );
    });

    it('a row of the previous system is returned unchanged', async () => {
      await put(LEGACY);

      expect(await store.get(JANE, AT)).toEqual(LEGACY);
      expect(await store.list(JANE)).toEqual([LEGACY]);
    });

    it('write replaces an earlier attempt at the same call', async () => {
      await store.write(callAnalytics({ attempt: 1, keyInsights: ['a', 'b'] }));

      expect(await store.write(callAnalytics({ attempt: 3, keyInsights: [] }))).toBe('written');
      expect(await store.get(JANE, AT)).toEqual(callAnalytics({ attempt: 3, keyInsights: [] }));
    });

    it('write keeps the attributes of other writers', async () => {
      const commitmentChanges = { 'call-1:0:0:0': { status: 'kept', at: AT } };
      await put({ ...callAnalytics(), commitmentChanges, exported: true });

      const stale = { ...callAnalytics({ attempt: 2 }), commitmentChanges: {} };
      expect(await store.write(stale)).toBe('written');
      expect(await store.get(JANE, AT)).toEqual({
        ...callAnalytics({ attempt: 2 }),
        commitmentChanges,
        exported: true,
      });
    });

    it('write replaces a row of the previous system at the same key if it is of the same call', async () => {
      await put(LEGACY);

      expect(await store.write(callAnalytics())).toBe('written');
      expect(await store.get(JANE, AT)).toEqual(callAnalytics());
    });

    it.each([
      ['analysed by us', callAnalytics({ call_id: 'call-2' })],
      ['of the previous system', { ...LEGACY, call_id: 'call-2' }],
    ])('write answers taken and changes nothing if another call, %s, has the key', async (_, other) => {
      await put(snapshot(other));

      expect(await store.write(callAnalytics({ attempt: 9 }))).toBe('taken');
      expect(await store.get(JANE, AT)).toEqual(other);
    });

    it('write answers fenced and changes nothing after a later attempt', async () => {
      await store.write(callAnalytics({ attempt: 2 }));

      expect(await store.write(callAnalytics({ attempt: 1 }))).toBe('fenced');
      expect(await store.get(JANE, AT)).toEqual(callAnalytics({ attempt: 2 }));
    });

    it('write recognises its own repetition, and no other write with the same attempt', async () => {
      await store.write(callAnalytics({ attempt: 2 }));

      expect(await store.write(callAnalytics({ attempt: 2 }))).toBe('written');
      expect(await store.write(callAnalytics({ attempt: 2, analyzedAt: '2026-01-15T11:00:00.000Z' }))).toBe(
        'fenced',
      );
      expect(await store.get(JANE, AT)).toEqual(callAnalytics({ attempt: 2 }));
    });

    it('of 20 concurrent writes in any order the latest attempt stays', async () => {
      const attempts = Array.from({ length: 20 }, (_, index) => ((index * 7) % 20) + 1);
      const answers = await Promise.all(attempts.map((attempt) => store.write(callAnalytics({ attempt }))));

      expect(answers[attempts.indexOf(20)]).toBe('written');
      expect(new Set(answers).has('taken')).toBe(false);
      expect(await store.get(JANE, AT)).toEqual(callAnalytics({ attempt: 20 }));
    });

    it('of 20 concurrent calls one gets the key', async () => {
      const calls = Array.from({ length: 20 }, (_, index) => callAnalytics({ call_id: `call-${index}` }));
      const answers = await Promise.all(calls.map((analytics) => store.write(analytics)));

      expect(answers.filter((answer) => answer === 'taken')).toHaveLength(19);
      expect(await store.get(JANE, AT)).toEqual(calls[answers.indexOf('written')]);
    });

    it('remove removes a row, and accepts a missing one', async () => {
      await store.write(callAnalytics());
      await store.remove(JANE, AT);
      await store.remove(JANE, AT);

      expect(await store.list(JANE)).toEqual([]);
    });

    it('expired rows are ignored, and a write keeps none of their attributes', async () => {
      await put({ ...callAnalytics({ attempt: 7 }), expires_at: LONG_AGO, commitmentChanges: { x: 1 } });
      await put({ ...callAnalytics({ created_at: '2026-01-01T00:00:00.000Z' }), expires_at: FAR_AHEAD });

      expect(await store.get(JANE, AT)).toBeNull();
      expect((await store.list(JANE)).map((row) => row.created_at)).toEqual(['2026-01-01T00:00:00.000Z']);
      expect(await store.write(callAnalytics())).toBe('written');
      expect(await store.get(JANE, AT)).toEqual(callAnalytics());
    });

    it('list also returns expired rows for an erasure', async () => {
      await put({ ...callAnalytics(), expires_at: LONG_AGO });

      expect(await store.list(JANE, { expired: true })).toMatchObject([callAnalytics()]);
      await store.remove(JANE, AT);
      expect(await store.list(JANE, { expired: true })).toEqual([]);
    });

    it('the store of analytics never shares an object with its caller', async () => {
      const analytics = callAnalytics();
      await store.write(analytics);
      analytics.tags.push('changed');
      const read = await store.get(JANE, AT);
      Object.assign(read ?? {}, { tags: [] });
      const [listed] = await store.list(JANE);
      Object.assign(listed ?? {}, { tags: [] });

      expect(await store.get(JANE, AT)).toEqual(callAnalytics());
    });
  });
}
