import { beforeEach, describe, expect, it } from 'vitest';
import type { AnalysisClaims } from '../../src/ports/analysis-claims.ts';
import { heldClaim, LONG_AGO, type MakeStore, type StoreUnderTest } from './contracts-rows.ts';

const JANE = 'jane@example.com';
const BOUND = { call_id: 'call-1', client_email: JANE };

/** The contract of {@link AnalysisClaims}. */
export function describeAnalysisClaims(name: string, make: MakeStore<AnalysisClaims>): void {
  describe(`${name}: claims`, () => {
    let store: AnalysisClaims;
    let put: StoreUnderTest<AnalysisClaims>['put'];
    beforeEach(async () => {
      ({ store, put } = await make());
    });

    it('has no claim on a call that nobody has met', async () => {
      expect(await store.get('call-1')).toBeNull();
    });

    describe('bind', () => {
      it('binds a call to the first address that it meets, without a status', async () => {
        expect(await store.bind('call-1', JANE)).toBe(JANE);
        expect(await store.bind('call-1', 'joe@example.com')).toBe(JANE);
        expect(await store.bind('call-1', JANE)).toBe(JANE);

        expect(await store.get('call-1')).toEqual(BOUND);
      });

      it('tells 50 that come at the same time with different addresses the same one', async () => {
        const addresses = Array.from({ length: 50 }, (_, index) => `customer-${index}@example.com`);
        const answers = await Promise.all(addresses.map((address) => store.bind('call-1', address)));

        expect(new Set(answers).size).toBe(1);
        expect(addresses).toContain(answers[0]);
        expect(await store.get('call-1')).toEqual({ call_id: 'call-1', client_email: answers[0] });
      });

      it('leaves a claim that is held as it is', async () => {
        await store.take(heldClaim());

        expect(await store.bind('call-1', 'joe@example.com')).toBe(JANE);
        expect(await store.get('call-1')).toEqual(heldClaim());
      });
    });

    describe('take', () => {
      it('starts the first attempt at a call that nobody has met', async () => {
        expect(await store.take(heldClaim())).toBe(true);
        expect(await store.get('call-1')).toEqual(heldClaim());
      });

      it('starts the first attempt at a call that is bound to this customer', async () => {
        await store.bind('call-1', JANE);

        expect(await store.take(heldClaim())).toBe(true);
        expect(await store.get('call-1')).toEqual(heldClaim());
      });

      it('refuses a call that is bound to another customer', async () => {
        await store.bind('call-1', 'joe@example.com');

        expect(await store.take(heldClaim())).toBe(false);
        expect(await store.get('call-1')).toEqual({ call_id: 'call-1', client_email: 'joe@example.com' });
      });

      it('is running unless it says otherwise', async () => {
        await store.take(heldClaim({ call_id: 'call-1', status: undefined }));
        await store.take(heldClaim({ call_id: 'call-2', status: 'queued' }));

        expect(await store.get('call-1')).toMatchObject({ status: 'running' });
        expect(await store.get('call-2')).toMatchObject({ status: 'queued' });
      });

      it('starts the next attempt, and no other', async () => {
        expect(await store.take(heldClaim({ attempt: 2 }))).toBe(false);
        expect(await store.get('call-1')).toBeNull();

        await store.take(heldClaim({ attempt: 1 }));
        expect(await store.take(heldClaim({ attempt: 3, token: 'token-2' }))).toBe(false);
        expect(await store.take(heldClaim({ attempt: 2, token: 'token-2' }))).toBe(true);
        expect(await store.take(heldClaim({ attempt: 1, token: 'token-3' }))).toBe(false);
        expect(await store.get('call-1')).toEqual(heldClaim({ attempt: 2, token: 'token-2' }));
      });

      it('refuses the next attempt to another customer', async () => {
        await store.take(heldClaim());
        const other = heldClaim({ attempt: 2, token: 'token-2', client_email: 'joe@example.com' });

        expect(await store.take(other)).toBe(false);
        expect(await store.get('call-1')).toEqual(heldClaim());
      });

      it('knows its own take again, and nobody else with that attempt', async () => {
        await store.take(heldClaim());

        expect(await store.take(heldClaim())).toBe(true);
        expect(await store.take(heldClaim({ token: 'token-2' }))).toBe(false);
        expect(await store.get('call-1')).toEqual(heldClaim());
      });

      it('forgets why the attempt before failed, and keeps what it does not know', async () => {
        const failed = heldClaim({ status: 'failed', code: 'rate_limited', retryAt: 1_768_473_060_000 });
        await put({ ...failed, note: 'of another writer' });
        const next = heldClaim({ attempt: 2, token: 'token-2', updatedAt: undefined });

        expect(await store.take(next)).toBe(true);
        const { updatedAt, ...rest } = next;
        expect(await store.get('call-1')).toEqual({ ...rest, note: 'of another writer' });
      });

      it.each([1, 2])('lets one of 50 start attempt %i', async (attempt) => {
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

      it('binds a call that nobody has met and marks it as waiting', async () => {
        expect(await store.queue(queued)).toBe(true);
        expect(await store.get('call-1')).toEqual({ ...queued, status: 'queued' });
      });

      it('refuses a call that is bound to another customer', async () => {
        await store.bind('call-1', 'joe@example.com');

        expect(await store.queue(queued)).toBe(false);
        expect(await store.get('call-1')).toEqual({ call_id: 'call-1', client_email: 'joe@example.com' });
      });

      it('keeps what earlier attempts have left, and their failure only when it is told again', async () => {
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

      it('leaves an attempt alone that runs, until its lease has run out', async () => {
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

      it('leaves alone what has happened since', async () => {
        const done = heldClaim({ status: 'done', updatedAt: queued.updatedAt + 1 });
        await put({ ...done });

        expect(await store.queue(queued)).toBe(false);
        expect(await store.get('call-1')).toEqual(done);
      });

      it('knows its own mark again', async () => {
        await store.queue(queued);

        expect(await store.queue(queued)).toBe(true);
      });

      it('lets the first attempt and the next one start', async () => {
        await store.queue(queued);
        expect(await store.take(heldClaim())).toBe(true);
        await store.update(heldClaim(), { status: 'failed', code: 'internal', updatedAt: 1 });
        await store.queue({ ...queued, code: 'internal' });

        const next = heldClaim({ attempt: 2, token: 'token-2' });
        expect(await store.take(next)).toBe(true);
        expect(await store.get('call-1')).toEqual(next);
      });

      it('is given up only while it waits, and only for its customer', async () => {
        const gone = { ...queued, code: 'call_not_found', updatedAt: queued.updatedAt + 5 } as const;
        expect(await store.giveUp(gone)).toBe(false);
        expect(await store.get('call-1')).toBeNull();

        await store.queue(queued);
        expect(await store.giveUp({ ...gone, client_email: 'joe@example.com' })).toBe(false);
        expect(await store.giveUp(gone)).toBe(true);
        expect(await store.get('call-1')).toEqual({ ...gone, status: 'failed', jobsEnded: 1 });

        await store.take(heldClaim());
        expect(await store.giveUp(gone)).toBe(false);
        // The job has ended all the same.
        expect(await store.get('call-1')).toEqual({ ...heldClaim(), jobsEnded: 2 });
      });

      it('knows whether the job that waits asks for a new analysis', async () => {
        await store.queue({ ...queued, force: true });
        expect(await store.get('call-1')).toMatchObject({ status: 'queued', force: true });
        await store.queue({ ...queued, updatedAt: queued.updatedAt + 1 });
        expect(await store.get('call-1')).not.toHaveProperty('force');
      });
    });

    describe('update', () => {
      it('changes what it is given while the token holds the claim', async () => {
        await store.take(heldClaim({ status: 'queued' }));
        const change = {
          created_at: '2026-01-15T10:30:00.001Z',
          status: 'running',
          updatedAt: 1_768_473_001_000,
        } as const;

        expect(await store.update({ call_id: 'call-1', token: 'token-1' }, change)).toBe(true);
        expect(await store.get('call-1')).toEqual(heldClaim(change));
      });

      it('keeps why an attempt failed, and when to try again, until another status is set', async () => {
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

      it('refuses a holder whose attempt was followed by another', async () => {
        const late = heldClaim();
        const next = heldClaim({ attempt: 2, token: 'token-2' });
        await store.take(late);
        await store.take(next);

        expect(await store.update(late, { status: 'failed', code: 'internal' })).toBe(false);
        expect(await store.get('call-1')).toEqual(next);
      });

      it('refuses a call that nobody holds, and makes no claim of it', async () => {
        await store.bind('call-1', JANE);

        expect(await store.update(heldClaim(), { status: 'done' })).toBe(false);
        expect(await store.update(heldClaim({ call_id: 'call-2' }), { status: 'done' })).toBe(false);
        expect(await store.get('call-1')).toEqual(BOUND);
        expect(await store.get('call-2')).toBeNull();
      });

      it('keeps what it does not know', async () => {
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

      it('is not there', async () => {
        expect(await store.get('call-1')).toBeNull();
        expect(await store.update(heldClaim(), { status: 'done' })).toBe(false);
      });

      it('binds nobody', async () => {
        expect(await store.bind('call-1', JANE)).toBe(JANE);
        expect(await store.get('call-1')).toEqual(BOUND);
      });

      it('stops nobody from the first attempt, and leads to no later one', async () => {
        expect(await store.take(heldClaim({ client_email: 'joe@example.com', attempt: 5, token: 'x' }))).toBe(
          false,
        );
        expect(await store.take(heldClaim())).toBe(true);
        expect(await store.get('call-1')).toEqual(heldClaim());
      });

      it('is cleared away once by 50 that come at the same time', async () => {
        const takes = Array.from({ length: 50 }, (_, index) => heldClaim({ token: `token-${index}` }));
        const answers = await Promise.all(takes.map((claim) => store.take(claim)));

        expect(answers.filter(Boolean)).toHaveLength(1);
        expect(await store.get('call-1')).toEqual(takes[answers.indexOf(true)]);
      });
    });

    it('lists the claims of one customer with how they stand, those that only bind among them', async () => {
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
      expect(await store.ofCustomer('nobody@example.com')).toEqual([]);
    });

    describe('for an erasure', () => {
      const expired = { ...heldClaim({ call_id: 'call-2' }), expires_at: LONG_AGO };

      it('also gives a claim that has expired and lies there still', async () => {
        await put(expired);

        expect(await store.get('call-2', { expired: true })).toEqual(expired);
        expect(await store.get('call-3', { expired: true })).toBeNull();
      });

      it('names each call that is bound to a customer', async () => {
        await store.bind('call-1', JANE);
        await put(expired);
        await store.take(heldClaim({ call_id: 'call-3' }));
        await store.bind('call-4', 'joe@example.com');

        expect((await store.callsOf(JANE)).sort()).toEqual(['call-1', 'call-2', 'call-3']);
        expect(await store.callsOf('nobody@example.com')).toEqual([]);
      });

      it('removes a claim as it was read, and tells that it is gone', async () => {
        await store.take(heldClaim());
        await store.bind('call-3', JANE);
        await put(expired);

        expect(await store.remove(heldClaim())).toBe(true);
        expect(await store.remove(heldClaim())).toBe(true);
        expect(await store.remove({ call_id: 'call-3', client_email: JANE })).toBe(true);
        expect(await store.remove(expired)).toBe(true);
        expect(await store.callsOf(JANE)).toEqual([]);
      });

      it('leaves a claim that another attempt or another customer holds', async () => {
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

    it('never shares an object with its caller', async () => {
      const claim = heldClaim();
      await store.take(claim);
      claim.leaseUntil = 0;
      const read = await store.get('call-1');
      Object.assign(read ?? {}, { status: 'done' });

      expect(await store.get('call-1')).toEqual(heldClaim());
    });
  });
}
