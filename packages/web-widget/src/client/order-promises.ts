import type { MemoryBox, RememberedCommitment } from '@live-assist/core';

/** How many open promises stand in the first view. */
export const FIRST_VIEW = 3;

/** The ids of the promises in the order of the screen, which a change by hand does not move. */
export interface PromiseLists {
  first: readonly string[];
  /** Open ones beyond the first view, long overdue ones, closed ones. */
  older: readonly string[];
}

/** Which promises stand in the first view: the first open ones that are not long overdue. */
export function listPromises(box: MemoryBox): PromiseLists {
  const ids = (promises: RememberedCommitment[]) => promises.map(({ id }) => id);
  const leading = box.commitments.filter(({ status, stale }) => status === 'open' && !stale);
  const first = ids(leading.slice(0, FIRST_VIEW));
  return { first, older: ids(box.commitments).filter((id) => !first.includes(id)) };
}
