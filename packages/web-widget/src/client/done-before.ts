import type { MemoryBox, RememberedCommitment } from '@live-assist/core';
import type { ReadyState } from './memory-box-state.ts';

/** How many lines the promises and what was done have together; at least one of them is for what was done. */
const LINES = 4;
const MAX_DONE = 3;

type Shown = Pick<ReadyState, 'box' | 'lists'>;

/** The deliverables of the first view, and the others. What kept a promise of that view is not said twice. */
export function deliverablesOf(
  shown: Shown,
): [first: MemoryBox['deliverables'], rest: MemoryBox['deliverables']] {
  const { deliverables, commitments } = shown.box;
  const told = [...keptOf(shown), ...commitments.filter(({ id }) => id === shown.box.headline.commitmentId)];
  const proofs = JSON.stringify(told.map(({ closing }) => closing));
  const other = deliverables.filter(
    ({ evidence: [line] }) =>
      !line || !proofs.includes(JSON.stringify('quote' in line ? line.quote : line.name)),
  );
  const lines = Math.min(MAX_DONE, LINES - shown.lists.first.length) - keptOf(shown).length;
  const first = (other.length > 0 ? other : deliverables).slice(0, Math.max(1, lines));
  return [first, deliverables.filter((each) => !first.includes(each))];
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
