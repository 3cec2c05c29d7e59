import type { AnalysisClaims, Claim } from '@live-assist/core';
import type { dynamoTable } from '../table.ts';
import type * as WaitingChange from '../waiting-change.ts';

/** The sparse index of `analysis-claims` over the calls that wait for a worker, oldest first. */
export const WAITING = 'waiting';

/** The methods of {@link AnalysisClaims} about calls that wait. */
export function waitingCalls(
  table: ReturnType<typeof dynamoTable<Claim>>,
  { LEFT, revisionIs, waitsFrom }: typeof WaitingChange,
): Pick<AnalysisClaims, 'wait' | 'leave' | 'mark' | 'waiting'> {
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
      const outcome = await table.change({
        key: { call_id },
        set: givenUp ? { givenUp } : {},
        remove: LEFT,
        condition: ['attribute_exists(#call_id)', revisionIs(waitingRev)],
        values: waitingRev === undefined ? {} : { waitingRev },
        needsRow: true,
      });
      return outcome.done || outcome.stored?.waitingShard === undefined;
    },
    async mark(call_id, { settlingUntil, unnamed, isFound }) {
      const outcome = await table.change({
        key: { call_id },
        set: { settlingUntil, unnamed },
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
