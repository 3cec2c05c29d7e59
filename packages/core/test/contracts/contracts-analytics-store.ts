import { beforeEach, describe, expect, it } from 'vitest';
import type { AnalyticsStore } from '../../src/ports/analytics-store.ts';
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
  describe(`${name}: analysed calls`, () => {
    let store: AnalyticsStore;
    let put: StoreUnderTest<AnalyticsStore>['put'];
    beforeEach(async () => {
      ({ store, put } = await make());
    });

    it('has no row for a customer that was never analysed', async () => {
      expect(await store.get(JANE, AT)).toBeNull();
      expect(await store.list(JANE)).toEqual([]);
    });

    it('gives back what was written, value for value', async () => {
      expect(await store.write(callAnalytics())).toBe('written');

      expect(await store.get(JANE, AT)).toEqual(callAnalytics());
      expect(await store.list(JANE)).toEqual([callAnalytics()]);
    });

    it('lists the rows of one customer, newest first, or those of one call', async () => {
      const days = ['2026-01-02', '2025-12-31', '2026-01-10'];
      for (const [index, day] of days.entries()) {
        await store.write(callAnalytics({ call_id: `call-${index}`, created_at: `${day}T09:00:00.000Z` }));
      }
      await store.write(callAnalytics({ client_email: 'Jane@example.com', call_id: 'call-9' }));
      await put({ ...LEGACY, call_id: 'call-1', created_at: '2025-06-28T10:20:08.979455+00:00' });

      const calls = (await store.list(JANE)).map((row) => row.call_id);
      expect(calls).toEqual(['call-2', 'call-0', 'call-1', 'call-1']);
    });

    it('reads every page of a customer with more than 1 MB', async () => {
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

    it('returns a row of the previous system as it is', async () => {
      await put(LEGACY);

      expect(await store.get(JANE, AT)).toEqual(LEGACY);
      expect(await store.list(JANE)).toEqual([LEGACY]);
    });

    it('replaces an earlier attempt at the same call', async () => {
      await store.write(callAnalytics({ attempt: 1, keyInsights: ['a', 'b'] }));

      expect(await store.write(callAnalytics({ attempt: 3, keyInsights: [] }))).toBe('written');
      expect(await store.get(JANE, AT)).toEqual(callAnalytics({ attempt: 3, keyInsights: [] }));
    });

    it('keeps the attributes of other writers, and overwrites none of them', async () => {
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

    it('replaces a row of the previous system at the same key when it is of the same call', async () => {
      await put(LEGACY);

      expect(await store.write(callAnalytics())).toBe('written');
      expect(await store.get(JANE, AT)).toEqual(callAnalytics());
    });

    it.each([
      ['analysed by us', callAnalytics({ call_id: 'call-2' })],
      ['of the previous system', { ...LEGACY, call_id: 'call-2' }],
    ])('answers taken and changes nothing when another call, %s, has the key', async (_, other) => {
      await put(snapshot(other));

      expect(await store.write(callAnalytics({ attempt: 9 }))).toBe('taken');
      expect(await store.get(JANE, AT)).toEqual(other);
    });

    it('answers fenced and changes nothing when a later attempt has been there', async () => {
      await store.write(callAnalytics({ attempt: 2 }));

      expect(await store.write(callAnalytics({ attempt: 1 }))).toBe('fenced');
      expect(await store.get(JANE, AT)).toEqual(callAnalytics({ attempt: 2 }));
    });

    it('knows its own write again, and no other one with the same attempt', async () => {
      await store.write(callAnalytics({ attempt: 2 }));

      expect(await store.write(callAnalytics({ attempt: 2 }))).toBe('written');
      expect(await store.write(callAnalytics({ attempt: 2, analyzedAt: '2026-01-15T11:00:00.000Z' }))).toBe(
        'fenced',
      );
      expect(await store.get(JANE, AT)).toEqual(callAnalytics({ attempt: 2 }));
    });

    it('ends with the latest attempt when 20 come in any order at the same time', async () => {
      const attempts = Array.from({ length: 20 }, (_, index) => ((index * 7) % 20) + 1);
      const answers = await Promise.all(attempts.map((attempt) => store.write(callAnalytics({ attempt }))));

      expect(answers[attempts.indexOf(20)]).toBe('written');
      expect(new Set(answers).has('taken')).toBe(false);
      expect(await store.get(JANE, AT)).toEqual(callAnalytics({ attempt: 20 }));
    });

    it('gives a key to one call when 20 calls want it at the same time', async () => {
      const calls = Array.from({ length: 20 }, (_, index) => callAnalytics({ call_id: `call-${index}` }));
      const answers = await Promise.all(calls.map((analytics) => store.write(analytics)));

      expect(answers.filter((answer) => answer === 'taken')).toHaveLength(19);
      expect(await store.get(JANE, AT)).toEqual(calls[answers.indexOf('written')]);
    });

    it('removes a row, and does not mind one that is not there', async () => {
      await store.write(callAnalytics());
      await store.remove(JANE, AT);
      await store.remove(JANE, AT);

      expect(await store.list(JANE)).toEqual([]);
    });

    it('ignores rows that have expired, and writes over them without keeping anything of theirs', async () => {
      await put({ ...callAnalytics({ attempt: 7 }), expires_at: LONG_AGO, commitmentChanges: { x: 1 } });
      await put({ ...callAnalytics({ created_at: '2026-01-01T00:00:00.000Z' }), expires_at: FAR_AHEAD });

      expect(await store.get(JANE, AT)).toBeNull();
      expect((await store.list(JANE)).map((row) => row.created_at)).toEqual(['2026-01-01T00:00:00.000Z']);
      expect(await store.write(callAnalytics())).toBe('written');
      expect(await store.get(JANE, AT)).toEqual(callAnalytics());
    });

    it('also lists rows that have expired for an erasure', async () => {
      await put({ ...callAnalytics(), expires_at: LONG_AGO });

      expect(await store.list(JANE, { expired: true })).toMatchObject([callAnalytics()]);
      await store.remove(JANE, AT);
      expect(await store.list(JANE, { expired: true })).toEqual([]);
    });

    describe('a change by hand', () => {
      const change = (status: 'kept' | 'open' = 'kept', at = AT) => ({ status, at, by: 'agent-7' });
      const LATER = '2026-01-15T10:31:00.000Z';

      it('lies beside what the analysis found, one entry a promise, and survives a re-analysis', async () => {
        await store.write(callAnalytics());
        const reopened = change('open', LATER);
        expect(await store.changeCommitment(callAnalytics(), 'call-1:1:0:0', change())).toEqual(change());
        expect(await store.changeCommitment(callAnalytics(), 'call.1:#odd 2', change())).toEqual(change());
        expect(await store.changeCommitment(callAnalytics(), 'call-1:1:0:0', reopened)).toEqual(reopened);
        await store.write(callAnalytics({ attempt: 2 }));

        expect(await store.get(JANE, AT)).toEqual({
          ...callAnalytics({ attempt: 2 }),
          commitmentChanges: { 'call-1:1:0:0': reopened, 'call.1:#odd 2': change() },
        });
      });

      it('never replaces a later one, nor another one of the same millisecond: that stands, and is returned', async () => {
        await store.write(callAnalytics());
        await store.changeCommitment(callAnalytics(), 'other', change());
        const reopened = change('open', LATER);
        await store.changeCommitment(callAnalytics(), 'x', reopened);

        expect(await store.changeCommitment(callAnalytics(), 'x', change())).toEqual(reopened);
        expect(await store.changeCommitment(callAnalytics(), 'x', change('kept', LATER))).toEqual(reopened);
        expect(await store.changeCommitment(callAnalytics(), 'x', reopened)).toEqual(reopened);
        expect(await store.get(JANE, AT)).toMatchObject({ commitmentChanges: { x: reopened } });
      });

      it('loses no other that is made at the same time, nor an analysis', async () => {
        await store.write(callAnalytics());
        const ids = Array.from({ length: 20 }, (_, n) => `call-1:1:0:${n}`);
        const answers = await Promise.all([
          ...ids.map((id) => store.changeCommitment(callAnalytics(), id, change())),
          store.write(callAnalytics({ attempt: 2 })),
        ]);

        expect(answers).toEqual([...ids.map(() => change()), 'written']);
        const row = await store.get(JANE, AT);
        expect(Object.keys(row?.commitmentChanges ?? {}).sort()).toEqual(ids.toSorted());
        expect(row?.analysis?.attempt).toBe(2);
      });

      it('is refused where no row of that call lies', async () => {
        expect(await store.changeCommitment(callAnalytics(), 'x', change())).toBeNull();
        await store.write(callAnalytics({ call_id: 'call-2' }));
        expect(await store.changeCommitment(callAnalytics(), 'x', change())).toBeNull();
        expect(await store.list(JANE)).toEqual([callAnalytics({ call_id: 'call-2' })]);
      });
    });

    it('never shares an object with its caller', async () => {
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
