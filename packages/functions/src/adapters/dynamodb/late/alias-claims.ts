import type { AliasClaims, Claim } from '@live-assist/core';
import type { StoreParts } from '../store-parts.ts';

/** The sparse index of `analysis-claims` over the calls that are known by an alias alone. */
export const BY_ALIAS = 'byAlias';

/** The part of the claims that knows calls by an alias, and that moves them, over their table. */
export function aliasClaims({
  table,
  contended,
}: Pick<StoreParts<Claim>, 'table' | 'contended'>): AliasClaims {
  return {
    async knowByAlias(call_id, alias_hash, since) {
      const outcome = await table.change({
        key: { call_id },
        set: { alias_hash, since },
        condition: 'attribute_not_exists(#client_email)',
      });
      return outcome.done ? null : (outcome.stored?.client_email ?? contended());
    },
    async callsOfAlias(aliasHash) {
      const query = {
        IndexName: BY_ALIAS,
        KeyConditionExpression: '#alias_hash = :alias_hash',
        ExpressionAttributeNames: { '#alias_hash': 'alias_hash' },
        ExpressionAttributeValues: { ':alias_hash': aliasHash },
      };
      try {
        return (await table.queryAll(query)).map(({ call_id }) => call_id);
      } catch (error) {
        // A table of an earlier version has no such index.
        if (
          error instanceof Error &&
          error.name === 'ValidationException' &&
          error.message.includes(BY_ALIAS)
        )
          return [];
        throw error;
      }
    },
    async move({ call_id, from, to, token, at }) {
      const outcome = await table.change({
        key: { call_id },
        set: { client_email: to, token, movedAt: at },
        condition: [
          '#client_email = :from',
          'attribute_not_exists(#leaseUntil) OR #leaseUntil <= :movedAt OR NOT #status = :running',
        ],
        values: { from, running: 'running' },
        needsRow: true,
      });
      // The response to this write was lost, and the SDK repeated it.
      return outcome.done || (outcome.stored?.client_email === to && outcome.stored.token === token);
    },
  };
}
