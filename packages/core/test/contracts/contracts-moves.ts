import { beforeEach, describe, expect, it } from 'vitest';
import type { AnalysisClaims } from '../../src/ports/analysis-claims.ts';
import type { AnalyticsStore } from '../../src/ports/analytics-store.ts';
import type { CallRecords } from '../../src/ports/call-records.ts';
import {
  callAnalytics,
  callWindow,
  FAR_AHEAD,
  heldClaim,
  type MakeStore,
  type StoreUnderTest,
} from './contracts-rows.ts';

const JANE = 'jane@example.com';
const JOE = 'joe@example.com';

/** The contract of the claims of calls that are known by an alias, or that are moved. */
export function describeAliasClaims(name: string, make: MakeStore<AnalysisClaims>): void {
  describe(`${name}: claims that are known by an alias`, () => {
    let store: AnalysisClaims;
    beforeEach(async () => {
      ({ store } = await make());
    });

    it('a call that is known by an alias is found by it until it is bound', async () => {
      expect(await store.knowByAlias('call-1', 'a-1', '2026-01-15T10:00:00.000Z')).toBeNull();
      expect(await store.knowByAlias('call-1', 'a-1')).toBeNull();
      await store.knowByAlias('call-2', 'a-2');
      expect(await store.callsOfAlias('a-1')).toEqual(['call-1']);
      expect(await store.get('call-1')).toMatchObject({ since: '2026-01-15T10:00:00.000Z' });

      expect(await store.bind('call-1', JANE)).toBe(JANE);
      expect(await store.knowByAlias('call-1', 'a-1')).toBe(JANE);
      expect(await store.callsOfAlias('a-1')).toEqual([]);
      expect(await store.callsOf(JANE)).toEqual(['call-1']);
    });

    it('an attempt and a job take a call that is known by an alias alone', async () => {
      await store.knowByAlias('call-1', 'a-1');
      await store.knowByAlias('call-2', 'a-1');
      expect(await store.take(heldClaim())).toBe(true);
      expect(await store.queue({ call_id: 'call-2', client_email: JANE, updatedAt: 5 })).toBe(true);
      expect(await store.callsOfAlias('a-1')).toEqual([]);
    });

    it('move binds a call to another customer, once, and replaces its holder', async () => {
      const claim = heldClaim({ status: 'done' });
      await store.take(claim);
      const move = { call_id: 'call-1', from: JANE, to: JOE, token: 'move-1', at: claim.leaseUntil };
      expect(await store.move(move)).toBe(true);
      expect(await store.move(move)).toBe(true);
      expect(await store.move({ ...move, token: 'move-2' })).toBe(false);

      expect(await store.get('call-1')).toMatchObject({ client_email: JOE, attempt: 1, movedAt: move.at });
      expect(await store.update(claim, { status: 'failed' })).toBe(false);
      expect([await store.callsOf(JANE), await store.callsOf(JOE)]).toEqual([[], ['call-1']]);
    });

    it('move leaves a call that is being analysed, and one that is not there', async () => {
      const claim = heldClaim();
      const move = { call_id: 'call-1', from: JANE, to: JOE, token: 'move-1', at: claim.leaseUntil - 1 };
      expect(await store.move(move)).toBe(false);
      await store.take(claim);
      expect(await store.move(move)).toBe(false);
      expect(await store.get('call-1')).toEqual(claim);
    });
  });
}

/** The contract of rows that move to another customer. */
export function describeMovedRows(name: string, make: MakeStore<AnalyticsStore>): void {
  describe(`${name}: rows that move`, () => {
    let store: AnalyticsStore;
    let put: StoreUnderTest<AnalyticsStore>['put'];
    const AT = callAnalytics().created_at;
    beforeEach(async () => {
      ({ store, put } = await make());
    });

    it('copy writes every attribute under the other key, and may be repeated', async () => {
      const odd = { 'a name. with #odd signs': 1, status: 'reserved', expires_at: FAR_AHEAD };
      const change = { commitmentChanges: { 'c:1': { status: 'kept', at: 'x' } }, commitmentChangeCount: 1 };
      await put({ ...callAnalytics(), ...odd, ...change });
      const row = await store.get(JANE, AT);
      const moved = { ...row, client_email: JOE } as NonNullable<typeof row>;

      expect(await store.copy(moved)).toBe('copied');
      expect(await store.copy(moved)).toBe('copied');
      expect(await store.get(JOE, AT)).toEqual(moved);
      expect(await store.removeAsRead(row as NonNullable<typeof row>)).toBe(true);
      expect(await store.removeAsRead(row as NonNullable<typeof row>)).toBe(true);
      expect(await store.list(JANE)).toEqual([]);
    });

    it('copy changes neither another call, nor what has changed at the new place since', async () => {
      await store.write(callAnalytics({ client_email: JOE, call_id: 'call-2' }));
      expect(await store.copy(callAnalytics({ client_email: JOE }))).toBe('taken');

      const at = '2026-01-16T10:30:00.000Z';
      const later = callAnalytics({ client_email: JOE, created_at: at, attempt: 3, summary: 'later' });
      await store.write(later);
      expect(await store.copy({ ...later, ...callAnalytics({ client_email: JOE, created_at: at }) })).toBe(
        'copied',
      );
      expect(await store.get(JOE, at)).toEqual(later);
    });

    it('removeAsRead keeps a row that a person has changed since', async () => {
      await store.write(callAnalytics());
      const read = await store.get(JANE, AT);
      const change = { status: 'kept', at: '2026-01-16T09:00:00.000Z', by: null } as const;
      await store.changeCommitment(callAnalytics(), 'c:1', change);

      expect(await store.removeAsRead(read as NonNullable<typeof read>)).toBe(false);
      expect(await store.list(JANE)).toHaveLength(1);
    });
  });
}

/** The contract of windows in which a direct writer left a number. */
export function describeHiddenNumbers(name: string, make: MakeStore<CallRecords>): void {
  describe(`${name}: windows with a number`, () => {
    it('hideNumber replaces what was read by the hash, once', async () => {
      const { store, put } = await make();
      await put({ ...callWindow(1), phone: '+442079460958', customer_id: 7 });
      const [read] = await store.list('call-1');

      expect(await store.hideNumber(read ?? callWindow(1), 'a-1')).toBe(true);
      expect(await store.hideNumber(read ?? callWindow(1), 'a-1')).toBe(true);
      expect(await store.list('call-1')).toEqual([callWindow(1, { alias_hash: 'a-1' })]);
    });

    it('hideNumber removes what names no customer, and keeps another number', async () => {
      const { store, put } = await make();
      await put({ ...callWindow(1), phone: 'anonymous' });
      await put({ ...callWindow(2), phone: '+442079460958' });
      const [first, second] = await store.list('call-1');

      expect(await store.hideNumber(first ?? callWindow(1), undefined)).toBe(true);
      expect(await store.hideNumber({ ...(second ?? callWindow(2)), phone: 'other' }, 'a-1')).toBe(false);
      expect(await store.list('call-1')).toEqual([
        callWindow(1),
        { ...callWindow(2), phone: '+442079460958' },
      ]);
    });

    it('hideNumber adds no window that is gone', async () => {
      const { store } = await make();
      await store.hideNumber({ ...callWindow(1), phone: 'x' }, 'a-1');
      expect(await store.list('call-1')).toEqual([]);
    });
  });
}
