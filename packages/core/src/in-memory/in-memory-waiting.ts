import type { AnalysisClaims, Claim } from '../ports/analysis-claims.ts';
import { waitingShardOf, waitsForEventsAlone } from '../ports/waiting.ts';

/** What the methods need of the table of claims. */
interface Claims {
  get(at: Claim): Claim | undefined;
  put(claim: Claim): void;
  all(): Claim[];
}

/** The claim after a window was announced. */
export function waitingFrom(claim: Claim): Claim {
  return {
    ...claim,
    waitingShard: waitingShardOf(claim.call_id),
    waitingRev: (claim.waitingRev ?? 0) + 1,
  };
}

/** The claim after its call has left `waiting`. */
export function withoutWaiting(claim: Claim): Claim {
  const { waitingShard: _, unnamed: __, found: ___, settlingUntil: ____, ...left } = claim;
  return left;
}

/** The claim after it waits for nothing but its events. */
export function waitingForEvents(claim: Claim): Claim {
  const { waitingShard: _, ...before } = claim;
  return {
    ...withoutWaiting(before),
    waitingShard: waitingShardOf(claim.call_id),
    eventsRev: claim.waitingRev ?? 0,
  };
}

function withoutEvents(claim: Claim): Claim {
  const { eventsRev: _, eventsToken: __, eventsUntil: ___, ...left } = claim;
  return left;
}

/** The methods of {@link AnalysisClaims} about calls that wait. */
export function waitingCalls(
  table: Claims,
): Pick<AnalysisClaims, 'wait' | 'leave' | 'holdForEvents' | 'told' | 'mark' | 'waiting'> {
  return {
    async wait({ call_id, since, client_email }) {
      const stored = table.get({ call_id });
      if (client_email !== undefined && stored?.client_email !== client_email) return false;
      const { found: _, ...before } = stored ?? { call_id };
      const isNewest = stored?.since === undefined || stored.since <= since;
      table.put(waitingFrom({ ...before, ...(isNewest && { since }) }));
      return stored ?? null;
    },
    async leave(call_id, waitingRev, givenUp = false) {
      const stored = table.get({ call_id });
      if (stored === undefined) return true;
      if (stored.waitingRev === waitingRev) {
        const left = stored.eventsToken === undefined ? withoutWaiting(stored) : waitingForEvents(stored);
        table.put({ ...left, ...(givenUp && { givenUp }) });
      }
      return stored.waitingRev === waitingRev || stored.waitingShard === undefined;
    },
    async holdForEvents(call_id, waitingRev, { token, rev, since }) {
      const stored = table.get({ call_id });
      if (stored === undefined || stored.waitingRev !== waitingRev) return false;
      const waits = { waitingShard: waitingShardOf(call_id), since };
      table.put({ ...stored, ...waits, eventsRev: rev, eventsToken: token });
      return true;
    },
    async told({ call_id, eventsToken, waitingRev }, toldFailure) {
      const stored = table.get({ call_id });
      if (stored === undefined || stored.eventsToken !== eventsToken) return;
      const left =
        stored.waitingRev === waitingRev && waitsForEventsAlone(stored) ? withoutWaiting(stored) : stored;
      table.put({ ...withoutEvents(left), ...(toldFailure !== undefined && { toldFailure }) });
    },
    async mark(call_id, { isFound, ...change }) {
      const stored = table.get({ call_id });
      if (stored === undefined) return false;
      table.put({ ...stored, ...change, ...(isFound && { found: (stored.found ?? 0) + 1 }) });
      return true;
    },
    async waiting({ shard, after, from = '', isNamed = false, most }) {
      const isAfter = ({ since, call_id }: { since: string; call_id: string }) =>
        after === null || since > after.since || (since === after.since && call_id > after.call_id);
      return table
        .all()
        .filter((claim): claim is Claim & { since: string } => claim.since !== undefined)
        .filter((claim) => claim.waitingShard === shard && claim.since >= from && isAfter(claim))
        .filter(({ unnamed }) => !isNamed || unnamed !== true)
        .sort((a, b) => compare(a.since, b.since) || compare(a.call_id, b.call_id))
        .slice(0, most);
    },
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
