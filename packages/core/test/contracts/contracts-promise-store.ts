import { beforeEach, describe, expect, it } from 'vitest';
import type { PromiseItem, PromiseStore } from '../../src/ports/promise-store.ts';
import { mapLimit } from '../../src/shared/map-limit.ts';
import { describeDuePromises } from './contracts-events.ts';
import { FAR_AHEAD, LONG_AGO, type MakeStore, type StoreUnderTest } from './contracts-rows.ts';

const JANE = 'jane@example.com';
const TODAY = '2026-01-15';

/** A promise of `jane@example.com`, made in `call-1`. */
export function promiseItem(overrides: Partial<PromiseItem> = {}): PromiseItem {
  const id = overrides.commitment_id ?? 'call-1:1:0:0';
  return {
    client_email: JANE,
    commitment_id: id,
    made: {
      id,
      text: 'Send the form',
      owner: 'agent',
      dueAt: '2026-01-20',
      evidence: [],
      madeAt: '2026-01-15T10:30:00.000Z',
      madeIn: { call_id: 'call-1', created_at: '2026-01-15T10:30:00.000Z', agent_id: null },
    },
    said: {},
    change: null,
    attempt: 1,
    version: 0,
    bucket: 'open#2026-01',
    sort: `2026-01-20#${id}`,
    recall: 'open#0#2026-04-20',
    ...overrides,
  };
}

/** The contract of {@link PromiseStore}. */
export function describePromiseStore(name: string, make: MakeStore<PromiseStore>): void {
  describeDuePromises(name, make);
  describe(`${name}: the ledger of promises`, () => {
    let store: PromiseStore;
    let put: StoreUnderTest<PromiseStore>['put'];
    beforeEach(async () => {
      ({ store, put } = await make());
    });
    const recalled = async () => (await store.recalled(JANE, TODAY)).map((item) => item.commitment_id).sort();

    it('reads of a customer without promises return nothing', async () => {
      expect(await store.get(JANE, 'x:1:0:0')).toBeNull();
      expect(await store.recalled(JANE, TODAY)).toEqual([]);
      expect(await store.all(JANE)).toEqual([]);
    });

    it('get, recalled and all return what was saved, with the next version', async () => {
      const told = { status: 'kept', at: 'x', by: null, on: null, now: true, evidence: [] } as const;
      const item = promiseItem({
        said: { 'call.2 #odd': { attempt: 1, told: [{ ...told, evidence: [] }] } },
      });
      expect(await store.save(item)).toBe(true);

      const stored = { ...item, version: 1 };
      expect(await store.get(JANE, item.commitment_id)).toEqual(stored);
      expect(await store.recalled(JANE, TODAY)).toEqual([stored]);
      expect(await store.all(JANE)).toEqual([stored]);
      expect(await store.all('joe@example.com')).toEqual([]);
    });

    it('save replaces only the version that was read', async () => {
      await store.save(promiseItem());
      const change = { status: 'kept', at: '2026-01-16T09:00:00.000Z', by: null } as const;

      expect(await store.save(promiseItem())).toBe(false);
      expect(await store.save(promiseItem({ version: 2 }))).toBe(false);
      expect(await store.save(promiseItem({ version: 1, change }))).toBe(true);
      expect(await store.save(promiseItem({ version: 1 }))).toBe(false);
      expect(await store.get(JANE, 'call-1:1:0:0')).toMatchObject({ version: 2, change });
    });

    it('save adds nothing when the version that was read is gone', async () => {
      expect(await store.save(promiseItem({ version: 3 }))).toBe(false);
      expect(await store.all(JANE)).toEqual([]);
    });

    it('of 20 concurrent saves of one version one is stored', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => store.save(promiseItem())));

      expect(answers.filter(Boolean)).toHaveLength(1);
      expect((await store.get(JANE, 'call-1:1:0:0'))?.version).toBe(1);
    });

    it('remove removes a promise, with a version only that one, and accepts a missing one', async () => {
      await store.save(promiseItem());
      expect(await store.remove(JANE, 'call-1:1:0:0', 2)).toBe(false);
      expect(await store.all(JANE)).toHaveLength(1);
      expect(await store.remove(JANE, 'call-1:1:0:0', 1)).toBe(true);
      expect(await store.remove(JANE, 'call-1:1:0:0', 1)).toBe(true);
      await store.save(promiseItem());
      expect(await store.remove(JANE, 'call-1:1:0:0')).toBe(true);

      expect(await store.all(JANE)).toEqual([]);
    });

    it('recalled reads open promises, and closed ones until their day', async () => {
      for (const [commitment_id, recall] of [
        ['stale', 'open#0#2025-02-01'],
        ['missed', 'open#1#2026-03-01'],
        ['today', `closed#${TODAY}`],
        ['before', 'closed#2026-01-14'],
      ] as const) {
        await store.save(promiseItem({ commitment_id, recall }));
      }

      expect(await recalled()).toEqual(['missed', 'stale', 'today']);
      expect(await store.all(JANE)).toHaveLength(4);
    });

    it('recalled reads at most 300 of a customer with more: the freshest, and those due the longest', async () => {
      const days = Array.from({ length: 500 }, (_, n) => new Date(Date.UTC(2026, 0, 1 + n)));
      await mapLimit(20, days, (day) => {
        const on = day.toISOString().slice(0, 10);
        return store.save(promiseItem({ commitment_id: `p${on}`, recall: `open#0#${on}` }));
      });
      const read = await recalled();

      expect(read).toHaveLength(300);
      // Of those that are not stale on the day, the first is due the longest.
      expect(read.slice(0, 2)).toEqual(['p2026-01-15', 'p2026-01-16']);
      expect(read.at(-1)).toBe('p2027-05-15');
    });

    it('an expired promise is ignored but for an erasure, and blocks no new one', async () => {
      await put({ ...promiseItem({ version: 4, expires_at: LONG_AGO }) });
      expect([await store.get(JANE, 'call-1:1:0:0'), await recalled()]).toEqual([null, []]);
      expect(await store.all(JANE)).toEqual([]);
      expect(await store.all(JANE, { expired: true })).toHaveLength(1);

      expect(await store.save(promiseItem({ expires_at: FAR_AHEAD }))).toBe(true);
      expect(await store.get(JANE, 'call-1:1:0:0')).toMatchObject({ version: 1, expires_at: FAR_AHEAD });
    });

    it('save sets the expiry of a promise, and takes it away', async () => {
      await store.save(promiseItem({ expires_at: FAR_AHEAD }));
      await store.save(promiseItem({ version: 1, expires_at: FAR_AHEAD + 1 }));
      expect((await store.get(JANE, 'call-1:1:0:0'))?.expires_at).toBe(FAR_AHEAD + 1);
      await store.save(promiseItem({ version: 2 }));

      expect((await store.get(JANE, 'call-1:1:0:0'))?.expires_at).toBeUndefined();
    });
  });
}
