import type { Claim, WaitingQuery } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import { WAITING_SHARDS } from '../ports/waiting.ts';

/** A call that waits. */
export type WaitingClaim = Claim & { since: string };

const PAGE = 100;

/** Yields the calls that wait, over all parts of the index, oldest first. */
export async function* waitingInOrder(
  { claims }: Pick<Ports, 'claims'>,
  which: Pick<WaitingQuery, 'from' | 'isNamed'> = {},
): AsyncGenerator<WaitingClaim, undefined> {
  const parts = await Promise.all(
    Array.from({ length: WAITING_SHARDS }, async (_, shard) => {
      const calls = claimsOf(claims, shard, which);
      return { calls, next: await calls.next() };
    }),
  );
  for (;;) {
    const open = parts.filter(({ next }) => !next.done);
    const [first, ...others] = open;
    if (first === undefined) return;
    const oldest = others.reduce((a, b) => (isBefore(b.next.value, a.next.value) ? b : a), first);
    yield oldest.next.value as WaitingClaim;
    oldest.next = await oldest.calls.next();
  }
}

async function* claimsOf(
  claims: Ports['claims'],
  shard: number,
  which: Pick<WaitingQuery, 'from' | 'isNamed'>,
): AsyncGenerator<WaitingClaim, undefined> {
  for (let after: WaitingClaim | null = null; ; ) {
    const at: { call_id: string; since: string } | null = after && {
      call_id: after.call_id,
      since: after.since,
    };
    const page: WaitingClaim[] = await claims.waiting({ shard, after: at, most: PAGE, ...which });
    yield* page;
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return;
  }
}

/** True if a call comes before another one in the list of those that wait. */
export function isBefore(
  one: { since: string; call_id: string } | undefined,
  other: { since: string; call_id: string } | undefined,
): boolean {
  if (one === undefined || other === undefined) return other === undefined;
  return one.since < other.since || (one.since === other.since && one.call_id < other.call_id);
}
