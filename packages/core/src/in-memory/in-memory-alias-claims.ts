import type { AliasClaims } from '../ports/alias-claims.ts';
import type { Claim } from '../ports/analysis-claims.ts';
import type { Expiring, rowsByKey } from './in-memory-rows.ts';

/** The part of the claims that knows calls by an alias, and that moves them, over their table in a Map. */
export function aliasClaims(table: ReturnType<typeof rowsByKey<Expiring<Claim>>>): AliasClaims {
  return {
    async knowByAlias(call_id, alias_hash, since) {
      const stored = table.get({ call_id });
      if (stored?.client_email !== undefined) return stored.client_email;
      table.put({ ...stored, call_id, alias_hash, ...(since !== undefined && { since }) });
      return null;
    },
    callsOfAlias: async (aliasHash) =>
      table.all().flatMap((claim) => (claim.alias_hash === aliasHash ? [claim.call_id] : [])),
    async move({ call_id, from, to, token, at }) {
      const stored = table.get({ call_id });
      if (stored?.client_email === to && stored.token === token) return true;
      if (stored?.client_email !== from) return false;
      if (stored.status === 'running' && (stored.leaseUntil ?? 0) > at) return false;
      table.put({ ...stored, client_email: to, token, movedAt: at });
      return true;
    },
  };
}
