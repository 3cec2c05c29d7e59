import type { MemoryBox, RememberedCommitment } from '@live-assist/core';
import type { ReadyState } from './memory-box-state.ts';

/** How many lines the promises and what was done have together; at least one of them is for what was done. */
const LINES = 4;
const MAX_DONE = 3;

type Shown = Pick<ReadyState, 'box' | 'lists'>;

/** The deliverables of the first view, and the others. */
export function deliverablesOf(
  shown: Shown,
): [first: MemoryBox['deliverables'], rest: MemoryBox['deliverables']] {
  const lines = Math.min(MAX_DONE, LINES - shown.lists.first.length) - keptOf(shown).length;
  const { deliverables } = shown.box;
  const count = Math.max(1, lines);
  return [deliverables.slice(0, count), deliverables.slice(count)];
}

/** Promises of ours that were kept in the last call or since, but for the one of the headline. */
export function keptOf({ box: { commitments, headline }, lists }: Shown): RememberedCommitment[] {
  return commitments
    .filter(
      ({ id, owner, status }) =>
        status === 'kept' && owner === 'agent' && id !== headline.commitmentId && !lists.first.includes(id),
    )
    .slice(0, MAX_DONE - 1);
}
