import { describe, expect, it } from 'vitest';
import type { AnalysisClaims } from '../../src/ports/analysis-claims.ts';
import type { AnalyticsStore } from '../../src/ports/analytics-store.ts';
import type { CallRecords } from '../../src/ports/call-records.ts';
import { callAnalytics, callWindow, FAR_AHEAD, heldClaim, type MakeStore } from './contracts-rows.ts';

const DAYS = 30;
const JANE = 'jane@example.com';
const AT = '2026-01-15T10:30:00.000Z';
const CHANGE = { status: 'kept', at: AT, by: null } as const;
const QUEUED = { call_id: 'call-1', client_email: JANE, updatedAt: 1_768_473_100_000 };

/** The first and last possible expiry, in seconds since 1970, of a row written between `before` and now. */
const expiryAfter = (before: number) =>
  [before, Date.now()].map((ms) => Math.floor(ms / 1000) + DAYS * 86_400) as [number, number];

/** The contract of all stores for `retentionDays`. */
export function describeRetention(
  name: string,
  make: {
    records: MakeStore<CallRecords>;
    analytics: MakeStore<AnalyticsStore>;
    claims: MakeStore<AnalysisClaims>;
  },
): void {
  const expiryOf = (row: object | null | undefined) =>
    (row as { expires_at?: number } | undefined)?.expires_at;

  /** The expiry of the row of the call, in each table, after `write`. */
  async function expectFresh(write: () => Promise<unknown>, read: () => Promise<object | null | undefined>) {
    const before = Date.now();
    await write();
    const [first, last] = expiryAfter(before);
    const expiry = expiryOf(await read());
    expect(expiry).toBeGreaterThanOrEqual(first);
    expect(expiry).toBeLessThanOrEqual(last);
  }

  describe(`${name}: rows that are kept for ${DAYS} days`, () => {
    it('a claim is kept longer where it has to be, never shorter, and for ever where no time is given', async () => {
      const { store } = await make.claims({ retentionDays: DAYS });
      const claim = heldClaim();
      const { call_id, client_email } = claim;
      await store.take(claim);
      const first = expiryOf(await store.get(call_id)) ?? 0;
      const keep = (until: number | undefined) => store.keep({ call_id, client_email, until });

      await keep(first + 5);
      expect(await store.get(call_id)).toEqual({ ...claim, expires_at: first + 5 });
      await keep(first - 5);
      expect(await store.get(call_id)).toEqual({ ...claim, expires_at: first + 5 });
      await keep(undefined);
      await keep(first + 9);
      expect(await store.get(call_id)).toEqual(claim);
    });

    it('keep makes a missing claim, with the expiry that it is to have', async () => {
      const { store } = await make.claims({ retentionDays: DAYS });
      await store.keep({ call_id: 'mark', client_email: JANE, until: FAR_AHEAD });
      const made = { call_id: 'mark', client_email: JANE, status: 'done', expires_at: FAR_AHEAD };

      expect(await store.get('mark')).toEqual(made);
      expect((await store.ofCustomer(JANE)).map(({ call_id }) => call_id)).toEqual(['mark']);
    });

    it('the writer of an analysis may say when a new row expires; a later one does not move that', async () => {
      const { store } = await make.analytics({ retentionDays: DAYS });
      const [first, last] = expiryAfter(Date.now() - 1000);
      const expiry = await store.expiryOfNew();
      expect(expiry).toBeGreaterThanOrEqual(first);
      expect(expiry).toBeLessThanOrEqual(last + 1);
      await store.write({ ...callAnalytics(), expires_at: FAR_AHEAD });
      await store.write({ ...callAnalytics({ attempt: 2 }), expires_at: FAR_AHEAD + 1 });

      expect(expiryOf(await store.get(JANE, AT))).toBe(FAR_AHEAD);
    });

    it('the first write of a window sets its expiry', async () => {
      const { store } = await make.records({ retentionDays: DAYS });
      await expectFresh(
        () => store.add(callWindow(0)),
        async () => (await store.list('call-1'))[0],
      );
      expect(await store.list('call-1')).toMatchObject([callWindow(0)]);
    });

    it('a redaction neither extends nor adds an expiry', async () => {
      const { store, put } = await make.records({ retentionDays: DAYS });
      await put({ ...callWindow(0), expires_at: FAR_AHEAD });
      await put({ ...callWindow(1) });
      for (const number of [0, 1]) {
        expect(await store.redact(callWindow(number), { turns: '[]' })).toBe(true);
      }
      expect((await store.list('call-1')).map(expiryOf)).toEqual([FAR_AHEAD, undefined]);
    });

    it('the first write of an analysis sets its expiry', async () => {
      const { store } = await make.analytics({ retentionDays: DAYS });
      await expectFresh(
        () => store.write(callAnalytics()),
        () => store.get(JANE, AT),
      );
      expect(await store.get(JANE, AT)).toMatchObject(callAnalytics());
    });

    it.each<[string, (store: AnalysisClaims) => Promise<unknown>]>([
      ['that only binds', (store) => store.bind('call-1', JANE)],
      ['that is held', (store) => store.take(heldClaim())],
      ['that waits', (store) => store.queue(QUEUED)],
    ])('go by the time of their first write: a claim %s', async (_, write) => {
      const { store } = await make.claims({ retentionDays: DAYS });
      await expectFresh(
        () => write(store),
        () => store.get('call-1'),
      );
    });

    it('a re-analysis or a manual change does not extend the expiry', async () => {
      const { store, put } = await make.analytics({ retentionDays: DAYS });
      await put({ ...callAnalytics(), expires_at: FAR_AHEAD });
      for (const write of [
        () => store.write(callAnalytics({ attempt: 2 })),
        () => store.changeCommitment(callAnalytics(), 'call-1:0:0:0', CHANGE),
        () => store.changeCommitment(callAnalytics(), 'call-1:0:0:1', CHANGE),
      ]) {
        expect(await write()).toBeTruthy();
        expect(expiryOf(await store.get(JANE, AT))).toBe(FAR_AHEAD);
      }
    });

    it('no write to a claim extends its expiry', async () => {
      const { store, put } = await make.claims({ retentionDays: DAYS });
      await put({ call_id: 'call-1', client_email: JANE, expires_at: FAR_AHEAD });
      for (const write of [
        () => store.bind('call-1', JANE),
        () => store.take(heldClaim()),
        () => store.update(heldClaim(), { status: 'failed', code: 'internal' }),
        () => store.queue(QUEUED),
        () => store.giveUp({ ...QUEUED, code: 'internal' }),
      ]) {
        expect(await write()).toBeTruthy();
        expect(expiryOf(await store.get('call-1'))).toBe(FAR_AHEAD);
      }
    });

    it.each<[string, (store: AnalyticsStore) => Promise<unknown>]>([
      ['an analysis', (store) => store.write(callAnalytics({ attempt: 2 }))],
      ['the first change by hand', (store) => store.changeCommitment(callAnalytics(), 'a', CHANGE)],
    ])('get their time at the next write where they have none: by %s', async (_, write) => {
      const { store, put } = await make.analytics({ retentionDays: DAYS });
      await put({ ...callAnalytics() });
      await expectFresh(
        () => write(store),
        () => store.get(JANE, AT),
      );
    });

    it('a manual change adds a missing expiry', async () => {
      const { store, put } = await make.analytics({ retentionDays: DAYS });
      await put({ ...callAnalytics(), commitmentChanges: { a: CHANGE } });
      await expectFresh(
        () => store.changeCommitment(callAnalytics(), 'b', CHANGE),
        () => store.get(JANE, AT),
      );
    });

    it('the next write to a claim adds a missing expiry', async () => {
      const { store, put } = await make.claims({ retentionDays: DAYS });
      await put({ ...heldClaim() });
      await expectFresh(
        () => store.update(heldClaim(), { status: 'done' }),
        () => store.get('call-1'),
      );
    });
  });
}
