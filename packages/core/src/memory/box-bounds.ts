import type { MemoryBox, RememberedCommitment } from '../analytics/memory-box.ts';
import { utf8Bytes } from '../shared/utf8-bytes.ts';

/** Most bytes of an answer, as JSON; a margin is left for what a proxy may add. */
const MOST_BYTES = 63 * 1024;
/** Most calls without an analysis in a box; the newest count. */
const MOST_PENDING = 50;

/**
 * Keeps a box within 64 KB by leaving out what leads least: improvement areas first, then deliverables, the oldest of the
 * trend, closed promises, calls without an analysis, open promises of the customer, matters, and at last our own from the
 * end of the reading order. The promise of the headline stays. What stays keeps its order.
 */
export function withinBounds(box: MemoryBox): MemoryBox {
  const bounded = { ...box, pending: box.pending.slice(0, MOST_PENDING) };
  if (bytesOf(bounded) <= MOST_BYTES) return bounded;
  const { commitments, matters, pending, deliverables, improvementAreas, satisfactionTrend } = bounded;
  const promises = (isRanked: (promise: RememberedCommitment) => boolean) => commitments.filter(isRanked);
  const isNamed = ({ id }: RememberedCommitment) => id === box.headline.commitmentId;
  const isOpen = ({ status }: RememberedCommitment) => status === 'open';
  const named = promises(isNamed);
  const byRank: (readonly object[])[] = [
    promises((promise) => isOpen(promise) && promise.owner === 'agent' && !isNamed(promise)),
    matters,
    promises((promise) => isOpen(promise) && promise.owner === 'customer' && !isNamed(promise)),
    pending,
    promises((promise) => !isOpen(promise) && !isNamed(promise)),
    satisfactionTrend.toReversed(),
    deliverables,
    improvementAreas ?? [],
  ];
  const empty = { commitments: named, matters: [], pending: [], deliverables: [], satisfactionTrend: [] };
  let left =
    MOST_BYTES - bytesOf({ ...bounded, ...empty, ...(improvementAreas && { improvementAreas: [] }) });
  const kept = new Set<object>(named);
  for (const entries of byRank) {
    for (const entry of entries) {
      left -= bytesOf(entry) + 1;
      // The first one that does not fit ends everything: what follows leads less.
      if (left < 0) return only(bounded, kept);
      kept.add(entry);
    }
  }
  return bounded;
}

function only(box: MemoryBox, kept: ReadonlySet<object>): MemoryBox {
  const within = <Entry extends object>(entries: readonly Entry[]) =>
    entries.filter((entry) => kept.has(entry));
  return {
    ...box,
    pending: within(box.pending),
    commitments: within(box.commitments),
    matters: within(box.matters),
    deliverables: within(box.deliverables),
    ...(box.improvementAreas && { improvementAreas: within(box.improvementAreas) }),
    satisfactionTrend: within(box.satisfactionTrend),
  };
}

function bytesOf(value: unknown): number {
  return utf8Bytes(JSON.stringify(value) ?? '');
}
