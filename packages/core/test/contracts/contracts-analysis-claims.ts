import { beforeEach, describe, expect, it } from 'vitest';
import type { AnalysisClaims } from '../../src/ports/analysis-claims.ts';
import { waitingShardOf } from '../../src/ports/waiting.ts';
import { describeEventMarks } from './contracts-events.ts';
import { heldClaim, LONG_AGO, type MakeStore, type StoreUnderTest } from './contracts-rows.ts';

const JANE = 'jane@example.com';
const BOUND = { call_id: 'call-1', client_email: JANE };

/** The contract of {@link AnalysisClaims}. */
export function describeAnalysisClaims(name: string, make: MakeStore<AnalysisClaims>): void {
  describeEventMarks(name, make);
  describe(`${name}: claims`, () => {
    let store: AnalysisClaims;
    let put: StoreUnderTest<AnalysisClaims>['put'];
    beforeEach(async () => {
      ({ store, put } = await make());
    });

    it('get returns null for an unknown call', async () => {
      expect(await store.get('call-1')).toBeNull();
    });

    describe('bind', () => {
      it('bind binds a call to its first address, without a status', async () => {
        expect(await store.bind('call-1', JANE)).toBe(JANE);
        expect(await store.bind('call-1', 'joe@example.com')).toBe(JANE);
        expect(await store.bind('call-1', JANE)).toBe(JANE);

        expect(await store.get('call-1')).toEqual(BOUND);
      });

      it('bind gives 50 concurrent callers with different addresses the same address', async () => {
        const addresses = Array.from({ length: 50 }, (_, index) => `customer-${index}@example.com`);
        const answers = await Promise.all(addresses.map((address) => store.bind('call-1', address)));

        expect(new Set(answers).size).toBe(1);
        expect(addresses).toContain(answers[0]);
        expect(await store.get('call-1')).toEqual({ call_id: 'call-1', client_email: answers[0] });
      });

      it('bind leaves a held claim unchanged', async () => {
        await store.take(heldClaim());

        expect(await store.bind('call-1', 'joe@example.com')).toBe(JANE);
        expect(await store.get('call-1')).toEqual(heldClaim());
      });
    });

    describe('wait', () => {
      const since = '2026-01-15T10:00:00.000Z';
      const later = '2026-01-15T11:00:00.000Z';
      const waits = { waitingShard: waitingShardOf('call-1'), waitingRev: 1, since };

      it('wait makes a claim without a customer, raises its revision, and keeps the latest time', async () => {
        expect(await store.wait({ call_id: 'call-1', since })).toBeNull();
        expect(await store.get('call-1')).toEqual({ call_id: 'call-1', ...waits });
        expect(await store.wait({ call_id: 'call-1', since: later })).toEqual({
          call_id: 'call-1',
          ...waits,
        });
        expect(await store.wait({ call_id: 'call-1', since })).toMatchObject({ since: later, waitingRev: 2 });
        expect(await store.get('call-1')).toEqual({
          call_id: 'call-1',
          ...waits,
          since: later,
          waitingRev: 3,
        });
      });

      it('wait of a bound call changes its claim alone, and makes none for another customer or none at all', async () => {
        expect(await store.wait({ ...BOUND, since })).toBe(false);
        expect(await store.get('call-1')).toBeNull();
        await store.bind('call-1', JANE);
        expect(await store.wait({ call_id: 'call-1', client_email: 'joe@example.com', since })).toBe(false);
        expect(await store.wait({ ...BOUND, since })).toEqual(BOUND);
        expect(await store.get('call-1')).toEqual({ ...BOUND, ...waits });
      });

      it('bind puts a call into the list too where that is asked, and binds one that only waits', async () => {
        expect(await store.bind('call-1', JANE, since, true)).toBe(JANE);
        expect(await store.get('call-1')).toEqual({ ...BOUND, ...waits });
        await store.wait({ call_id: 'call-2', since });
        await store.mark('call-2', { unnamed: true });
        expect(await store.bind('call-2', 'joe@example.com')).toBe('joe@example.com');
        const claim = await store.get('call-2');
        expect(claim).toMatchObject({ client_email: 'joe@example.com', waitingRev: 1 });
        expect(claim).not.toHaveProperty('unnamed');
      });

      it('leave takes a call out on the revision that was read, and marks it as given up where asked', async () => {
        await store.wait({ call_id: 'call-1', since });
        await store.mark('call-1', { settlingUntil: 5, isFound: true });
        expect(await store.get('call-1')).toMatchObject({ settlingUntil: 5, found: 1 });
        expect(await store.leave('call-1', undefined)).toBe(false);
        await store.wait({ call_id: 'call-1', since });
        expect(await store.get('call-1')).not.toHaveProperty('found');
        expect(await store.leave('call-1', 1)).toBe(false);
        expect(await store.leave('call-1', 2, true)).toBe(true);
        expect(await store.get('call-1')).toEqual({ call_id: 'call-1', since, waitingRev: 2, givenUp: true });
        expect(await store.leave('call-1', 1)).toBe(true);
        expect(await store.mark('call-9', { unnamed: true })).toBe(false);
        expect(await store.get('call-9')).toBeNull();
      });

      it('update of the holder takes a call out with its last write, unless a window has come since', async () => {
        await store.bind('call-1', JANE, since, true);
        await store.take(heldClaim({ waitingRev: 1 }));
        await store.wait({ ...BOUND, since: later });
        expect(await store.update(heldClaim({ waitingRev: 1 }), { status: 'done' }, true)).toBe(true);
        expect(await store.get('call-1')).toMatchObject({ status: 'done', waitingRev: 2, since: later });
        expect((await store.get('call-1'))?.waitingShard).toBe(waits.waitingShard);
        expect(await store.update(heldClaim({ waitingRev: 2 }), { status: 'done' }, true)).toBe(true);
        expect(await store.get('call-1')).not.toHaveProperty('waitingShard');
      });

      it('waiting lists the calls of a part oldest first, page by page, and from a time on', async () => {
        const calls = Array.from({ length: 200 }, (_, n) => `call-${n}`)
          .filter((name) => waitingShardOf(name) === 3)
          .slice(0, 5);
        for (const [n, call_id] of calls.entries()) {
          await store.wait({ call_id, since: `2026-01-15T1${n}:00:00.000Z` });
        }
        const named = async (query: { after?: string; from?: string; most: number }) => {
          const last = query.after === undefined ? null : await store.get(query.after);
          const after = last && { call_id: last.call_id, since: last.since ?? '' };
          const read = await store.waiting({ shard: 3, after, from: query.from, most: query.most });
          return read.map(({ call_id }) => call_id);
        };
        expect(await named({ most: 3 })).toEqual(calls.slice(0, 3));
        expect(await named({ most: 3, after: calls[2] ?? '' })).toEqual(calls.slice(3));
        expect(await named({ most: 9, from: '2026-01-15T12:00:00.000Z' })).toEqual(calls.slice(2));
        expect(await store.waiting({ shard: 4, after: null, most: 9 })).toEqual([]);
        for (const call_id of calls.slice(1, 3)) await store.mark(call_id, { unnamed: true });
        const isNamed = await store.waiting({ shard: 3, after: null, isNamed: true, most: 2 });
        expect(isNamed.map(({ call_id }) => call_id)).toEqual([calls[0], calls[3]]);
      });
    });

    describe('take', () => {
      it('bind keeps since when the call is recorded, and says nothing where that is not told', async () => {
        const since = '2026-01-15T10:00:00.000Z';
        await store.bind('call-7', 'jane@example.com', since);
        await store.bind('call-7', 'jane@example.com', '2026-01-16T10:00:00.000Z');
        expect(await store.get('call-7')).toEqual({
          call_id: 'call-7',
          client_email: 'jane@example.com',
          since,
        });
        await store.bind('call-8', 'jane@example.com');
        expect(await store.get('call-8')).not.toHaveProperty('since');
        await store.take(heldClaim({ call_id: 'call-7' }));
        expect(await store.get('call-7')).toMatchObject({ since, status: 'running' });
      });

      it('take starts the first attempt at an unknown call', async () => {
        expect(await store.take(heldClaim())).toBe(true);
        expect(await store.get('call-1')).toEqual(heldClaim());
      });

      it('take starts the first attempt at a call bound to this customer', async () => {
        await store.bind('call-1', JANE);

        expect(await store.take(heldClaim())).toBe(true);
        expect(await store.get('call-1')).toEqual(heldClaim());
      });

      it('take refuses a call bound to another customer', async () => {
        await store.bind('call-1', 'joe@example.com');

        expect(await store.take(heldClaim())).toBe(false);
        expect(await store.get('call-1')).toEqual({ call_id: 'call-1', client_email: 'joe@example.com' });
      });

      it('take sets the status running by default', async () => {
        await store.take(heldClaim({ call_id: 'call-1', status: undefined }));
        await store.take(heldClaim({ call_id: 'call-2', status: 'queued' }));

        expect(await store.get('call-1')).toMatchObject({ status: 'running' });
        expect(await store.get('call-2')).toMatchObject({ status: 'queued' });
      });

      it('take starts the next attempt, and no other', async () => {
        expect(await store.take(heldClaim({ attempt: 2 }))).toBe(false);
        expect(await store.get('call-1')).toBeNull();

        await store.take(heldClaim({ attempt: 1 }));
        expect(await store.take(heldClaim({ attempt: 3, token: 'token-2' }))).toBe(false);
        expect(await store.take(heldClaim({ attempt: 2, token: 'token-2' }))).toBe(true);
        expect(await store.take(heldClaim({ attempt: 1, token: 'token-3' }))).toBe(false);
        expect(await store.get('call-1')).toEqual(heldClaim({ attempt: 2, token: 'token-2' }));
      });

      it('take refuses the next attempt to another customer', async () => {
        await store.take(heldClaim());
        const other = heldClaim({ attempt: 2, token: 'token-2', client_email: 'joe@example.com' });

        expect(await store.take(other)).toBe(false);
        expect(await store.get('call-1')).toEqual(heldClaim());
      });

      it('take recognises its own repetition, and refuses another holder with that attempt', async () => {
        await store.take(heldClaim());

        expect(await store.take(heldClaim())).toBe(true);
        expect(await store.take(heldClaim({ token: 'token-2' }))).toBe(false);
        expect(await store.get('call-1')).toEqual(heldClaim());
      });

      it('take clears the failure of the attempt before, and keeps unknown attributes', async () => {
        const failed = heldClaim({ status: 'failed', code: 'rate_limited', retryAt: 1_768_473_060_000 });
        await put({ ...failed, note: 'of another writer' });
        const next = heldClaim({ attempt: 2, token: 'token-2', updatedAt: undefined });

        expect(await store.take(next)).toBe(true);
        const { updatedAt, ...rest } = next;
        expect(await store.get('call-1')).toEqual({ ...rest, note: 'of another writer' });
      });

      it.each([1, 2])('take lets one of 50 start attempt %i', async (attempt) => {
        if (attempt === 2) await store.take(heldClaim({ token: 'before' }));
        const takes = Array.from({ length: 50 }, (_, index) =>
          heldClaim({ attempt, token: `token-${index}` }),
        );
        const answers = await Promise.all(takes.map((claim) => store.take(claim)));

        expect(answers.filter(Boolean)).toHaveLength(1);
        expect(await store.get('call-1')).toEqual(takes[answers.indexOf(true)]);
      });
    });

    describe('queue', () => {
      const queued = { ...BOUND, updatedAt: 1_768_473_000_000 };

      it('queue binds an unknown call and marks it as waiting', async () => {
        expect(await store.queue(queued)).toBe(true);
        expect(await store.get('call-1')).toEqual({ ...queued, status: 'queued' });
      });

      it('queue refuses a call bound to another customer', async () => {
        await store.bind('call-1', 'joe@example.com');

        expect(await store.queue(queued)).toBe(false);
        expect(await store.get('call-1')).toEqual({ call_id: 'call-1', client_email: 'joe@example.com' });
      });

      it('queue keeps the results of earlier attempts, and their failure only if it is given again', async () => {
        const failed = heldClaim({ status: 'failed', code: 'analyst_timeout', updatedAt: 1 });
        await put({ ...failed, note: 'of another writer' });

        expect(await store.queue({ ...queued, code: 'analyst_timeout' })).toBe(true);
        expect(await store.get('call-1')).toEqual({
          ...failed,
          status: 'queued',
          updatedAt: queued.updatedAt,
          note: 'of another writer',
        });
        expect(await store.queue({ ...queued, updatedAt: queued.updatedAt + 1 })).toBe(true);
        expect(await store.get('call-1')).not.toHaveProperty('code');
      });

      it('queue leaves a running attempt unchanged until its lease expires', async () => {
        const held = heldClaim();
        await store.take(held);
        const at = (updatedAt: number) => store.queue({ ...BOUND, updatedAt });

        expect(await at(held.leaseUntil - 1)).toBe(false);
        expect(await store.get('call-1')).toEqual(held);
        expect(await at(held.leaseUntil)).toBe(true);
        expect(await store.get('call-1')).toEqual({
          ...held,
          status: 'queued',
          updatedAt: held.leaseUntil,
        });
      });

      it('queue leaves a later change unchanged', async () => {
        const done = heldClaim({ status: 'done', updatedAt: queued.updatedAt + 1 });
        await put({ ...done });

        expect(await store.queue(queued)).toBe(false);
        expect(await store.get('call-1')).toEqual(done);
      });

      it('queue recognises its own repetition', async () => {
        await store.queue(queued);

        expect(await store.queue(queued)).toBe(true);
      });

      it('a queued call lets the first attempt and the next one start', async () => {
        await store.queue(queued);
        expect(await store.take(heldClaim())).toBe(true);
        await store.update(heldClaim(), { status: 'failed', code: 'internal', updatedAt: 1 });
        await store.queue({ ...queued, code: 'internal' });

        const next = heldClaim({ attempt: 2, token: 'token-2' });
        expect(await store.take(next)).toBe(true);
        expect(await store.get('call-1')).toEqual(next);
      });

      it('giveUp fails a call only while it waits, and only for its customer', async () => {
        const gone = { ...queued, code: 'call_not_found', updatedAt: queued.updatedAt + 5 } as const;
        expect(await store.giveUp(gone)).toBe(false);
        expect(await store.get('call-1')).toBeNull();

        await store.queue(queued);
        expect(await store.giveUp({ ...gone, client_email: 'joe@example.com' })).toBe(false);
        expect(await store.giveUp(gone)).toBe(true);
        expect(await store.get('call-1')).toEqual({ ...gone, status: 'failed', jobsEnded: 1 });

        await store.take(heldClaim());
        expect(await store.giveUp(gone)).toBe(false);
        // The job has ended in spite of that.
        expect(await store.get('call-1')).toEqual({ ...heldClaim(), jobsEnded: 2 });
      });

      it('a queued claim tells whether the waiting job asks for a new analysis', async () => {
        await store.queue({ ...queued, force: true });
        expect(await store.get('call-1')).toMatchObject({ status: 'queued', force: true });
        await store.queue({ ...queued, updatedAt: queued.updatedAt + 1 });
        expect(await store.get('call-1')).not.toHaveProperty('force');
      });
    });

    describe('update', () => {
      it('update changes the given attributes while the token holds the claim', async () => {
        await store.take(heldClaim({ status: 'queued' }));
        const change = {
          created_at: '2026-01-15T10:30:00.001Z',
          status: 'running',
          updatedAt: 1_768_473_001_000,
        } as const;

        expect(await store.update({ call_id: 'call-1', token: 'token-1' }, change)).toBe(true);
        expect(await store.get('call-1')).toEqual(heldClaim(change));
      });

      it('update keeps the failure and the retry time until another status is set', async () => {
        const held = heldClaim();
        const failure = { status: 'failed', code: 'rate_limited', retryAt: 1_768_473_060_000 } as const;
        await store.take(held);

        await store.update(held, failure);
        await store.update(held, { updatedAt: 7 });
        expect(await store.get('call-1')).toEqual({ ...held, ...failure, updatedAt: 7 });
        await store.update(held, { status: 'failed', code: 'analyst_timeout' });
        expect(await store.get('call-1')).toEqual({
          ...held,
          status: 'failed',
          code: 'analyst_timeout',
          updatedAt: 7,
        });
        await store.update(held, { status: 'done' });
        expect(await store.get('call-1')).toEqual({ ...held, status: 'done', updatedAt: 7 });
      });

      it('update refuses a holder whose attempt was followed by another', async () => {
        const late = heldClaim();
        const next = heldClaim({ attempt: 2, token: 'token-2' });
        await store.take(late);
        await store.take(next);

        expect(await store.update(late, { status: 'failed', code: 'internal' })).toBe(false);
        expect(await store.get('call-1')).toEqual(next);
      });

      it('update refuses a call without a holder, and creates no claim', async () => {
        await store.bind('call-1', JANE);

        expect(await store.update(heldClaim(), { status: 'done' })).toBe(false);
        expect(await store.update(heldClaim({ call_id: 'call-2' }), { status: 'done' })).toBe(false);
        expect(await store.get('call-1')).toEqual(BOUND);
        expect(await store.get('call-2')).toBeNull();
      });

      it('update keeps unknown attributes', async () => {
        await put({ ...heldClaim(), note: 'of another writer' });

        await store.update(heldClaim(), { status: 'done' });
        expect(await store.get('call-1')).toEqual({
          ...heldClaim({ status: 'done' }),
          note: 'of another writer',
        });
      });
    });

    describe('a claim that has expired', () => {
      beforeEach(() =>
        put({ ...heldClaim({ client_email: 'joe@example.com', attempt: 4 }), expires_at: LONG_AGO }),
      );

      it('an expired claim is absent', async () => {
        expect(await store.get('call-1')).toBeNull();
        expect(await store.update(heldClaim(), { status: 'done' })).toBe(false);
      });

      it('an expired claim binds no customer', async () => {
        expect(await store.bind('call-1', JANE)).toBe(JANE);
        expect(await store.get('call-1')).toEqual(BOUND);
      });

      it('an expired claim does not block the first attempt, and allows no later one', async () => {
        expect(await store.take(heldClaim({ client_email: 'joe@example.com', attempt: 5, token: 'x' }))).toBe(
          false,
        );
        expect(await store.take(heldClaim())).toBe(true);
        expect(await store.get('call-1')).toEqual(heldClaim());
      });

      it('of 50 concurrent callers one replaces an expired claim', async () => {
        const takes = Array.from({ length: 50 }, (_, index) => heldClaim({ token: `token-${index}` }));
        const answers = await Promise.all(takes.map((claim) => store.take(claim)));

        expect(answers.filter(Boolean)).toHaveLength(1);
        expect(await store.get('call-1')).toEqual(takes[answers.indexOf(true)]);
      });
    });

    it('ofCustomer lists the claims of a customer with their status, including those that only bind', async () => {
      await store.take(heldClaim());
      await store.bind('call-2', JANE);
      await store.bind('call-3', 'joe@example.com');
      await put({ ...heldClaim({ call_id: 'call-4' }), expires_at: LONG_AGO });

      const { status, created_at, leaseUntil, updatedAt } = heldClaim();
      const claims = await store.ofCustomer(JANE);
      expect(claims.sort((a, b) => (a.call_id < b.call_id ? -1 : 1))).toMatchObject([
        { call_id: 'call-1', client_email: JANE, status, created_at, leaseUntil, updatedAt },
        { call_id: 'call-2', client_email: JANE },
      ]);
      expect(claims[1]?.status).toBeUndefined();
      expect(await store.ofCustomer('unknown@example.com')).toEqual([]);
    });

    describe('for an erasure', () => {
      const expired = { ...heldClaim({ call_id: 'call-2' }), expires_at: LONG_AGO };

      it('get also returns an expired claim for an erasure', async () => {
        await put(expired);

        expect(await store.get('call-2', { expired: true })).toEqual(expired);
        expect(await store.get('call-3', { expired: true })).toBeNull();
      });

      it('callsOf names each call bound to a customer', async () => {
        await store.bind('call-1', JANE);
        await put(expired);
        await store.take(heldClaim({ call_id: 'call-3' }));
        await store.bind('call-4', 'joe@example.com');

        expect((await store.callsOf(JANE)).sort()).toEqual(['call-1', 'call-2', 'call-3']);
        expect(await store.callsOf('unknown@example.com')).toEqual([]);
      });

      it('remove removes a claim as it was read, and reports that', async () => {
        await store.take(heldClaim());
        await store.bind('call-3', JANE);
        await put(expired);

        expect(await store.remove(heldClaim())).toBe(true);
        expect(await store.remove(heldClaim())).toBe(true);
        expect(await store.remove({ call_id: 'call-3', client_email: JANE })).toBe(true);
        expect(await store.remove(expired)).toBe(true);
        expect(await store.callsOf(JANE)).toEqual([]);
      });

      it('remove keeps a claim that another attempt or customer holds', async () => {
        await store.take(heldClaim());
        await store.take(heldClaim({ attempt: 2, token: 'token-2' }));

        expect(await store.remove(heldClaim())).toBe(false);
        expect(await store.remove({ call_id: 'call-1', client_email: JANE })).toBe(false);
        expect(await store.remove(heldClaim({ token: 'token-2', client_email: 'joe@example.com' }))).toBe(
          false,
        );
        expect(await store.get('call-1')).toEqual(heldClaim({ attempt: 2, token: 'token-2' }));
      });
    });

    it('the store of claims never shares an object with its caller', async () => {
      const claim = heldClaim();
      await store.take(claim);
      claim.leaseUntil = 0;
      const read = await store.get('call-1');
      Object.assign(read ?? {}, { status: 'done' });

      expect(await store.get('call-1')).toEqual(heldClaim());
    });
  });
}
