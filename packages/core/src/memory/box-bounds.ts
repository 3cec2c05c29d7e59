import type { MemoryBox, RememberedCommitment } from '../analytics/memory-box.ts';
import { utf8Bytes } from '../shared/utf8-bytes.ts';

/** Most bytes of an answer, as JSON. */
const MOST_BYTES = 64 * 1024;
/** Bytes left for the envelope of an answer, and for characters that JSON escapes. */
const MARGIN = 1024;
/** Most pending calls in a box; the newest count. */
const MOST_PENDING = 50;

type ListName = 'commitments' | 'deliverables' | 'improvementAreas' | 'pending' | 'satisfactionTrend';

/**
 * Keeps a box within 64 KB by leaving out what leads least: improvement areas, deliverables and closed promises from
 * the end of their lists, then open promises of the customer, then our own from the end of the reading order. The
 * promise of the headline stays. The order of each list does not change.
 */
export function withinBounds(box: MemoryBox): MemoryBox {
  const bounded = { ...box, pending: box.pending.slice(0, MOST_PENDING) };
  if (bytesOf(bounded) <= MOST_BYTES - MARGIN) return bounded;
  const rank = (entry: RememberedCommitment) => {
    if (entry.id === box.headline.commitmentId) return 0;
    if (entry.status !== 'open') return 3;
    return entry.owner === 'agent' ? 1 : 2;
  };
  const ranked = [0, 1, 2, 3].map((wanted) => box.commitments.filter((entry) => rank(entry) === wanted));
  const lists: [ListName, readonly object[]][] = [
    ['commitments', ranked[0] ?? []],
    ['commitments', ranked[1] ?? []],
    ['commitments', ranked[2] ?? []],
    ['pending', bounded.pending],
    ['commitments', ranked[3] ?? []],
    // The newest count, and they stand last.
    ['satisfactionTrend', box.satisfactionTrend.toReversed()],
    ['deliverables', box.deliverables],
    ['improvementAreas', box.improvementAreas ?? []],
  ];
  const empty = Object.fromEntries(lists.map(([name]) => [name, []]));
  let left = MOST_BYTES - MARGIN - bytesOf({ ...box, ...empty });
  const kept = new Set<object>(ranked[0]);
  for (const [, entries] of lists) {
    for (const entry of entries) {
      left -= bytesOf(entry) + 1;
      // The first one that no longer fits ends its list: what follows it leads less.
      if (left < 0 && !kept.has(entry)) {
        left += bytesOf(entry) + 1;
        break;
      }
      kept.add(entry);
    }
  }
  const within = <Entry extends object>(entries: readonly Entry[]) => entries.filter((entry) => kept.has(entry));
  return {
    ...bounded,
    pending: within(bounded.pending),
    commitments: within(box.commitments),
    deliverables: within(box.deliverables),
    ...(box.improvementAreas && { improvementAreas: within(box.improvementAreas) }),
    satisfactionTrend: within(box.satisfactionTrend),
  };
}

function bytesOf(value: unknown): number {
  return utf8Bytes(JSON.stringify(value) ?? '');
}
