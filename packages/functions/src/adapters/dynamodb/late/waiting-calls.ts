import type { AnalysisClaims, Claim } from '@live-assist/core';
import type { dynamoTable } from '../table.ts';
import type * as WaitingChange from '../waiting-change.ts';

/** The sparse index of `analysis-claims` over the calls that wait for a worker, oldest first. */
export const WAITING = 'waiting';

/** The methods of {@link AnalysisClaims} about calls that wait. */
export function waitingCalls(
  table: ReturnType<typeof dynamoTable<Claim>>,
  { LEFT, OF_EVENTS, forEvents, forEventsAlone, revisionIs, waitsFrom }: typeof WaitingChange,
): Pick<AnalysisClaims, 'wait' | 'leave' | 'holdForEvents' | 'told' | 'mark' | 'waiting'> {
  return {
    async wait({ call_id, since, client_email }) {
      const isBound = client_email !== undefined;
      const send = (isNewest: boolean) =>
        table.change({
          key: { call_id },
          ...waitsFrom(call_id, isNewest ? { since } : {}),
          remove: ['found'],
          condition: [
            ...(isBound ? ['#client_email = :client_email'] : []),
            ...(isNewest ? ['attribute_not_exists(#since) OR #since <= :since'] : []),
          ],
          values: isBound ? { client_email } : {},
          needsRow: isBound,
          returnsFormer: true,
        });
      const newest = await send(true);
      if (newest.done) return newest.former ?? null;
      if (isBound && newest.stored?.client_email !== client_email) return false;
      const older = await send(false);
      return older.done ? (older.former ?? null) : false;
    },
    async leave(call_id, waitingRev, givenUp = false) {
      const send = (hasEvents: boolean) => {
        const left = hasEvents ? forEventsAlone(waitingRev) : { set: {}, remove: LEFT };
        return table.change({
          key: { call_id },
          set: { ...left.set, ...(givenUp && { givenUp }) },
          remove: left.remove,
          condition: [
            'attribute_exists(#call_id)',
            revisionIs(waitingRev),
            hasEvents ? 'attribute_exists(#eventsToken)' : 'attribute_not_exists(#eventsToken)',
          ],
          values: waitingRev === undefined ? {} : { waitingRev },
          needsRow: true,
        });
      };
      const outcome = await send(false);
      const { stored } = { stored: null, ...outcome };
      if (stored?.eventsToken !== undefined && stored.waitingRev === waitingRev) {
        if ((await send(true)).done) return true;
      }
      return outcome.done || stored?.waitingShard === undefined;
    },
    async holdForEvents(call_id, waitingRev, { token, ...mark }) {
      const outcome = await table.change({
        key: { call_id },
        set: forEvents(call_id, token, mark),
        condition: ['attribute_exists(#call_id)', revisionIs(waitingRev)],
        values: waitingRev === undefined ? {} : { waitingRev },
        needsRow: true,
      });
      return outcome.done;
    },
    async told({ call_id, eventsToken, waitingRev }, toldFailure) {
      if (eventsToken === undefined) return;
      const send = (leaving: boolean) =>
        table.change({
          key: { call_id },
          set: { toldFailure },
          remove: [...OF_EVENTS, ...(leaving ? LEFT : [])],
          condition: [
            '#eventsToken = :eventsToken',
            ...(leaving ? [revisionIs(waitingRev), '#eventsRev = :eventsRev'] : []),
          ],
          values: {
            eventsToken,
            ...(leaving && { eventsRev: waitingRev ?? 0 }),
            ...(leaving && waitingRev !== undefined && { waitingRev }),
          },
          needsRow: true,
        });
      // A call that waits for more goes on waiting.
      if (!(await send(true)).done) await send(false);
    },
    async mark(call_id, { settlingUntil, unnamed, eventsUntil, isFound }) {
      const outcome = await table.change({
        key: { call_id },
        set: { settlingUntil, unnamed, eventsUntil },
        ...(isFound && { add: { found: 1 } }),
        condition: 'attribute_exists(#call_id)',
        needsRow: true,
      });
      return outcome.done;
    },
    async waiting({ shard, after, from, isNamed = false, most }) {
      const query = {
        IndexName: WAITING,
        KeyConditionExpression: `#waitingShard = :waitingShard${from === undefined ? '' : ' AND #since >= :since'}`,
        ExpressionAttributeNames: {
          '#waitingShard': 'waitingShard',
          ...(from !== undefined && { '#since': 'since' }),
          ...(isNamed && { '#unnamed': 'unnamed' }),
        },
        ExpressionAttributeValues: {
          ':waitingShard': shard,
          ...(from !== undefined && { ':since': from }),
        },
        ...(after !== null && { ExclusiveStartKey: { waitingShard: shard, ...after } }),
        // Of what is filtered, a page of the usual size could hold nothing.
        ...(isNamed && { FilterExpression: 'attribute_not_exists(#unnamed)', Limit: FILTERED_PAGE }),
      };
      const rows: (Claim & { since: string })[] = [];
      for await (const { since, ...row } of table.query(query, isNamed ? {} : { most })) {
        if (since !== undefined) rows.push({ ...row, since });
        if (rows.length === most) break;
      }
      return rows;
    },
  };
}

/** Claims that the first page of a filtered query reads; each of them is some 200 bytes. */
const FILTERED_PAGE = 1000;
