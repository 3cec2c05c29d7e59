import type { AnalysisClaims, Claim } from '../ports/analysis-claims.ts';
import { waitingShardOf } from '../ports/waiting.ts';
import { aliasClaims } from './in-memory-alias-claims.ts';
import {
  callsUnder,
  copy,
  type Expiring,
  type InMemoryOptions,
  type Rows,
  rowsByKey,
} from './in-memory-rows.ts';
import { waitingCalls, waitingForEvents, waitingFrom, withoutWaiting } from './in-memory-waiting.ts';

/** {@link AnalysisClaims} in a Map, with direct access to its rows. */
export type InMemoryAnalysisClaims = AnalysisClaims & Rows<Expiring<Claim>>;

/** Creates {@link AnalysisClaims} in a Map. Rows are copied as JSON on the way in and out. */
export function inMemoryAnalysisClaims(options: InMemoryOptions = {}): InMemoryAnalysisClaims {
  const table = rowsByKey<Expiring<Claim>>((row) => [row.call_id], options);
  const of = (call_id: string) => ({ call_id });
  return {
    ...table.rows,
    get: async (callId, options) => table.get(of(callId), options) ?? null,
    ofCustomer: async (clientEmail, most) =>
      table
        .all()
        .filter((claim) => claim.client_email === clientEmail)
        .sort((a, b) => (a.call_id < b.call_id ? 1 : -1))
        .slice(0, most),
    callsOf: async (clientEmail) => callsUnder(clientEmail, table.all({ expired: true })),
    ...aliasClaims(table),
    ...waitingCalls(table),
    async bind(callId, clientEmail, since, waits = false) {
      const stored = table.get(of(callId));
      if (stored?.client_email !== undefined) return stored.client_email;
      const { unnamed: _, alias_hash: __, ...before } = stored ?? { call_id: callId };
      const bound = { ...before, client_email: clientEmail, ...(since !== undefined && { since }) };
      table.put(waits ? waitingFrom(bound) : bound);
      return clientEmail;
    },
    async take({ call_id, client_email, created_at, attempt, token, leaseUntil, status, updatedAt, events }) {
      const stored = table.get(of(call_id));
      if (stored?.attempt === attempt && stored.token === token) return true;
      if ((stored?.attempt ?? 0) !== attempt - 1) return false;
      if (isOfAnother(stored, client_email)) return false;
      const held = { call_id, client_email, created_at, attempt, token, leaseUntil, updatedAt };
      const past = { code: undefined, retryAt: undefined, givenUp: undefined, alias_hash: undefined };
      const waits = events && {
        waitingShard: waitingShardOf(call_id),
        since: events.since,
        eventsRev: events.rev,
        eventsToken: token,
      };
      table.put({ ...stored, ...held, status: status ?? 'running', ...past, ...waits });
      return true;
    },
    async queue({ call_id, client_email, code, updatedAt, force, automatic }) {
      const stored = table.get(of(call_id));
      if (stored?.status === 'queued' && stored.updatedAt === updatedAt && stored.code === code) return true;
      if (isOfAnother(stored, client_email)) return false;
      if (stored?.status === 'running' && (stored.leaseUntil ?? 0) > updatedAt) return false;
      if ((stored?.updatedAt ?? 0) > updatedAt) return false;
      const times = automatic ? { automatic: (stored?.automatic ?? 0) + 1, settlingUntil: undefined } : {};
      const past = { alias_hash: undefined };
      table.put({
        ...stored,
        call_id,
        client_email,
        status: 'queued',
        code,
        updatedAt,
        force,
        ...times,
        ...past,
      });
      return true;
    },
    async giveUp({ call_id, client_email, code, updatedAt }) {
      const stored = table.get(of(call_id));
      if (stored?.client_email !== client_email) return false;
      const jobsEnded = (stored.jobsEnded ?? 0) + 1;
      const waits = stored.status === 'queued';
      table.put({ ...stored, ...(waits && { status: 'failed', code, updatedAt }), jobsEnded });
      return waits;
    },
    async update(held, change, leaves = false) {
      const stored = table.get(of(held.call_id));
      if (stored?.token !== held.token) return false;
      const failure = change.status === undefined ? {} : { code: undefined, retryAt: undefined };
      const mayLeave = leaves !== false && stored.waitingRev === held.waitingRev;
      const isTold =
        leaves !== 'for events' && (held.events === undefined || stored.eventsToken === held.token);
      const left = !mayLeave ? stored : isTold ? withoutWaiting(stored) : waitingForEvents(stored);
      const untold = mayLeave && isTold && { eventsRev: undefined, eventsToken: undefined };
      table.put({ ...left, ...failure, ...copy(change), ...untold });
      return true;
    },
    async keep({ until: expires_at, ...claim }) {
      const stored = table.get(of(claim.call_id));
      if (stored === undefined) table.put({ ...claim, status: 'done', expires_at });
      else if (isSooner(stored.expires_at, expires_at)) table.put({ ...stored, expires_at });
    },
    async remove(claim) {
      const stored = table.get(claim, { expired: true });
      if (stored && (stored.client_email !== claim.client_email || stored.token !== claim.token))
        return false;
      table.remove(claim);
      return true;
    },
  };
}

function isOfAnother(stored: Claim | undefined, clientEmail: string): boolean {
  return stored?.client_email !== undefined && stored.client_email !== clientEmail;
}

function isSooner(stored: number | undefined, until: number | undefined): boolean {
  return stored !== undefined && (until === undefined || stored < until);
}
