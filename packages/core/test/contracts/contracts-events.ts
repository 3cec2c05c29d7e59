import { beforeEach, describe, expect, it } from 'vitest';
import type { OutboxEvent } from '../../src/analytics/outbox.ts';
import type { AnalysisClaims } from '../../src/ports/analysis-claims.ts';
import type { AnalyticsStore } from '../../src/ports/analytics-store.ts';
import type { PromiseStore } from '../../src/ports/promise-store.ts';
import { waitingShardOf, waitsForEventsAlone } from '../../src/ports/waiting.ts';
import { promiseItem } from './contracts-promise-store.ts';
import { callAnalytics, heldClaim, type MakeStore } from './contracts-rows.ts';

const JANE = 'jane@example.com';
const AT = '2026-01-15T10:30:00.000Z';
const MARK = { rev: 0, since: AT };

/** The contract of {@link AnalysisClaims} for calls with events to hand over. */
export function describeEventMarks(name: string, make: MakeStore<AnalysisClaims>): void {
  describe(`${name}: calls with events to hand over`, () => {
    let store: AnalysisClaims;
    beforeEach(async () => {
      ({ store } = await make());
    });
    const held = heldClaim();
    const read = async () => {
      const claim = await store.get('call-1');
      return { waits: claim?.waitingShard !== undefined, forEvents: waitsForEventsAlone(claim), claim };
    };

    it('an attempt puts its call into the list, and an end without events takes it out', async () => {
      await store.take({ ...held, events: MARK });
      expect(await read()).toMatchObject({ waits: true, forEvents: true, claim: { since: AT } });
      const listed = await store.waiting({ shard: waitingShardOf('call-1'), after: null, most: 10 });
      expect(listed.map(waitsForEventsAlone)).toEqual([true]);
      expect(await store.update({ ...held, events: MARK }, { status: 'done' }, true)).toBe(true);
      expect(await read()).toMatchObject({ waits: false, forEvents: false });
    });

    it('an end with events leaves the call in the list until they are told', async () => {
      await store.take({ ...held, events: MARK });
      expect(await store.update({ ...held, events: MARK }, { status: 'done' }, 'for events')).toBe(true);
      const { claim, ...state } = await read();
      expect(state).toEqual({ waits: true, forEvents: true });
      await store.told({ ...held, eventsToken: 'another' });
      expect(await read()).toMatchObject({ waits: true, forEvents: true });
      await store.told(claim ?? held, 'a failure');
      expect(await read()).toMatchObject({
        waits: false,
        forEvents: false,
        claim: { toldFailure: 'a failure' },
      });
    });

    it('a call whose window came meanwhile goes on waiting for a worker, before and after its events are told', async () => {
      await store.take({ ...held, events: MARK });
      await store.wait({ call_id: 'call-1', client_email: held.client_email, since: AT });
      expect(await store.update({ ...held, events: MARK }, { status: 'done' }, 'for events')).toBe(true);
      const { claim, ...state } = await read();
      expect(state).toEqual({ waits: true, forEvents: false });
      await store.told(claim ?? held);
      expect(await read()).toMatchObject({ waits: true, forEvents: false });
    });

    it('events of a person keep the call in the list when an attempt without events ends, or a worker leaves it', async () => {
      await store.take({ ...held, events: MARK });
      expect(await store.holdForEvents('call-1', undefined, { ...MARK, token: 'of a person' })).toBe(true);
      expect(await store.update({ ...held, events: MARK }, { status: 'done' }, true)).toBe(true);
      expect(await read()).toMatchObject({ waits: true, forEvents: true, claim: { status: 'done' } });
      expect(await store.leave('call-1', undefined)).toBe(true);
      expect(await read()).toMatchObject({ waits: true, forEvents: true });
      await store.wait({ call_id: 'call-1', client_email: held.client_email, since: AT });
      expect(await read()).toMatchObject({ waits: true, forEvents: false });
      expect(await store.leave('call-1', 1)).toBe(true);
      expect(await read()).toMatchObject({ waits: true, forEvents: true });
    });

    it('a mark is refused after a window, and makes no claim', async () => {
      expect(await store.holdForEvents('call-1', undefined, { ...MARK, token: 't' })).toBe(false);
      await store.told({ call_id: 'call-1', eventsToken: 't' });
      expect(await store.get('call-1')).toBeNull();
      await store.wait({ call_id: 'call-1', since: AT });
      expect(await store.holdForEvents('call-1', undefined, { ...MARK, token: 't' })).toBe(false);
      expect(await store.holdForEvents('call-1', 1, { ...MARK, rev: -1, token: 't' })).toBe(true);
      expect(await read()).toMatchObject({ waits: true, forEvents: false });
    });
  });
}

const EVENT: OutboxEvent = { type: 'call.analyzed', at: AT, cause: 'analysis 1', data: { resolved: true } };

/** The contract of {@link AnalyticsStore} for events that are to be handed over. */
export function describeOutbox(name: string, make: MakeStore<AnalyticsStore>): void {
  describe(`${name}: the outbox of a row`, () => {
    let store: AnalyticsStore;
    beforeEach(async () => {
      ({ store } = await make());
    });

    it('is written with the row, and emptied only as it was read', async () => {
      await store.write({ ...callAnalytics(), outbox: { count: 1, events: [EVENT] } });
      expect(await store.get(JANE, AT)).toMatchObject({ outbox: { count: 1, events: [EVENT] } });
      await store.write({
        ...callAnalytics({ attempt: 2 }),
        outbox: { count: 2, events: [EVENT, { ...EVENT, cause: 'analysis 2' }] },
      });
      await store.keepOutbox(callAnalytics(), { count: 1, events: [] });
      expect((await store.get(JANE, AT))?.outbox).toMatchObject({ count: 2, events: [{}, {}] });
      await store.keepOutbox(callAnalytics(), { count: 2, events: [] });
      expect(await store.get(JANE, AT)).toEqual({
        ...callAnalytics({ attempt: 2 }),
        outbox: { count: 2, events: [] },
      });
    });

    it('of a change by hand goes while the change is that one, and the change stays', async () => {
      const change = { status: 'kept', at: AT, by: null } as const;
      await store.write(callAnalytics());
      await store.changeCommitment(callAnalytics(), 'x.1:#odd', { ...change, outbox: [EVENT] });
      await store.clearChange(callAnalytics(), 'x.1:#odd', '2026-01-15T09:00:00.000Z');
      expect(await store.get(JANE, AT)).toMatchObject({
        commitmentChanges: { 'x.1:#odd': { outbox: [EVENT] } },
      });
      await store.clearChange(callAnalytics(), 'x.1:#odd', AT);
      expect((await store.get(JANE, AT))?.commitmentChanges).toEqual({ 'x.1:#odd': change });
    });

    it('makes no row', async () => {
      await store.keepOutbox(callAnalytics(), { count: 0, events: [] });
      await store.clearChange(callAnalytics(), 'x', AT);
      expect(await store.get(JANE, AT)).toBeNull();
    });
  });
}

/** The contract of {@link PromiseStore} for a look at the promises of all customers. */
export function describeDuePromises(name: string, make: MakeStore<PromiseStore>): void {
  describe(`${name}: promises that are due`, () => {
    it('due reads a bucket of all customers by their day, part by part', async () => {
      const { store } = await make();
      const save = (client_email: string, commitment_id: string, day: string, bucket = 'open#2026-01') =>
        store.save(promiseItem({ client_email, commitment_id, bucket, sort: `${day}#${commitment_id}` }));
      await save(JANE, 'a:1:0:0', '2026-01-10');
      await save('joe@example.com', 'b:1:0:0', '2026-01-14');
      await save(JANE, 'c:1:0:0', '2026-01-12');
      await save(JANE, 'd:1:0:0', '2026-01-09');
      await save(JANE, 'e:1:0:0', '2026-01-15');
      await save(JANE, 'f:1:0:0', '2026-01-12', 'closed#2026-01');
      const query = { bucket: 'open#2026-01', first: '2026-01-10', last: '2026-01-14', most: 2 };
      const first = await store.due({ ...query, after: null });
      expect(first.map(({ commitment_id }) => commitment_id)).toEqual(['a:1:0:0', 'c:1:0:0']);
      const { client_email, commitment_id, sort } = first.at(-1) ?? promiseItem();
      const rest = await store.due({ ...query, after: { client_email, commitment_id, sort } });
      expect(rest).toMatchObject([{ client_email: 'joe@example.com', commitment_id: 'b:1:0:0' }]);
    });
  });
}
