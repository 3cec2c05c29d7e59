import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredCallAnalytics } from '../../src/analytics/stored-analytics.ts';
import type { AnalyticsStore } from '../../src/ports/analytics-store.ts';
import { callAnalytics, type MakeStore } from './contracts-rows.ts';

const JANE = 'jane@example.com';
const AT = '2026-01-15T10:30:00.000Z';
const LATER = '2026-01-15T10:31:00.000Z';

/** The contract of {@link AnalyticsStore} for what persons change. */
export function describeChangesByHand(name: string, make: MakeStore<AnalyticsStore>): void {
  describe(`${name}: changes of promises and matters by hand`, () => {
    let store: AnalyticsStore;
    beforeEach(async () => {
      ({ store } = await make());
    });

    const change = (status: 'kept' | 'open' = 'kept', at = AT) => ({ status, at, by: 'agent-7' });

    it('a manual change is stored beside the findings, one entry per promise, and survives a re-analysis', async () => {
      await store.write(callAnalytics());
      const reopened = change('open', LATER);
      expect(await store.changeCommitment(callAnalytics(), 'call-1:1:0:0', change())).toEqual(change());
      expect(await store.changeCommitment(callAnalytics(), 'call.1:#odd 2', change())).toEqual(change());
      expect(await store.changeCommitment(callAnalytics(), 'call-1:1:0:0', reopened)).toEqual(reopened);
      await store.write(callAnalytics({ attempt: 2 }));

      expect(await store.get(JANE, AT)).toEqual({
        ...callAnalytics({ attempt: 2 }),
        commitmentChanges: { 'call-1:1:0:0': reopened, 'call.1:#odd 2': change() },
        commitmentChangeCount: 3,
      });
    });

    it('a manual change never replaces a later one or one of the same millisecond, which is returned instead', async () => {
      await store.write(callAnalytics());
      await store.changeCommitment(callAnalytics(), 'other', change());
      const reopened = change('open', LATER);
      await store.changeCommitment(callAnalytics(), 'x', reopened);

      expect(await store.changeCommitment(callAnalytics(), 'x', change())).toEqual(reopened);
      expect(await store.changeCommitment(callAnalytics(), 'x', change('kept', LATER))).toEqual(reopened);
      expect(await store.changeCommitment(callAnalytics(), 'x', reopened)).toEqual(reopened);
      expect(await store.get(JANE, AT)).toMatchObject({ commitmentChanges: { x: reopened } });
    });

    it('a manual change loses no concurrent change and no analysis', async () => {
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

    it('a manual change returns null without a row of that call', async () => {
      expect(await store.changeCommitment(callAnalytics(), 'x', change())).toBeNull();
      await store.write(callAnalytics({ call_id: 'call-2' }));
      expect(await store.changeCommitment(callAnalytics(), 'x', change())).toBeNull();
      expect(await store.list(JANE)).toEqual([callAnalytics({ call_id: 'call-2' })]);
    });

    it('a manual change that was made from another one replaces that one alone', async () => {
      await store.write(callAnalytics());
      expect(await store.changeCommitment(callAnalytics(), 'x', change(), LATER)).not.toEqual(change());
      expect(await store.changeCommitment(callAnalytics(), 'x', change(), null)).toEqual(change());
      const other = change('open', LATER);
      expect(await store.changeCommitment(callAnalytics(), 'x', other, null)).toEqual(change());
      expect(await store.changeCommitment(callAnalytics(), 'x', other, LATER)).toEqual(change());
      expect(await store.changeCommitment(callAnalytics(), 'x', other, AT)).toEqual(other);
      expect(await store.get(JANE, AT)).toMatchObject({ commitmentChanges: { x: other } });
    });

    it('an analysis is written only while the changes are as they were read', async () => {
      const count = async () =>
        ((await store.get(JANE, AT)) as StoredCallAnalytics | null)?.commitmentChangeCount ?? null;
      expect(await store.write(callAnalytics(), null)).toBe('written');
      expect(await store.write(callAnalytics({ attempt: 2 }), await count())).toBe('written');
      const third = callAnalytics({ attempt: 3 });
      await store.changeCommitment(callAnalytics(), 'x', change());
      expect(await store.write(third, null)).toBe('changed');
      const before = await count();
      await store.changeCommitment(callAnalytics(), 'y', change());
      expect(await store.write(third, before)).toBe('changed');
      expect(await store.get(JANE, AT)).toMatchObject({ analysis: { attempt: 2 } });
      const now = await count();
      expect(await store.write(third, now)).toBe('written');
      expect(await store.write(third, now)).toBe('written');
      expect(await store.write(callAnalytics({ attempt: 1 }), null)).toBe('fenced');
      expect(await store.write(callAnalytics({ call_id: 'call-2', attempt: 4 }), null)).toBe('taken');
    });

    it('a change of a matter is stored beside the findings, survives a re-analysis, and gives way to a later one', async () => {
      const settled = { status: 'settled' as const, at: AT, calls: ['call-1'], by: 'agent-7' };
      expect(await store.changeMatter(callAnalytics(), settled)).toBeNull();
      await store.write(callAnalytics());
      expect(await store.changeMatter(callAnalytics(), settled)).toEqual(settled);
      const open = { ...settled, status: 'open' as const, at: LATER };
      expect(await store.changeMatter(callAnalytics(), open)).toEqual(open);
      expect(await store.changeMatter(callAnalytics(), settled)).toEqual(open);
      await store.write(callAnalytics({ attempt: 2 }));
      expect(await store.get(JANE, AT)).toEqual({ ...callAnalytics({ attempt: 2 }), matterChange: open });
      expect(await store.changeMatter(callAnalytics({ call_id: 'call-2' }), open)).toBeNull();
    });
  });
}
