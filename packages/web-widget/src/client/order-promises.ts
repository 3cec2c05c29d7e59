import type { MemoryBox, RememberedCommitment } from '@live-assist/core';

/** How many open promises stand in the first view. */
export const FIRST_VIEW = 3;

/** The ids of the promises in the order of the screen, which a change by hand does not move. */
export interface PromiseLists {
  first: readonly string[];
  /** Open ones beyond the first view, long overdue ones, closed ones. */
  older: readonly string[];
}

/** Which promises stand in the first view: open ones that are not long overdue; the headline's leads, ours come next. */
export function listPromises({ commitments, headline }: MemoryBox): PromiseLists {
  const rank = ({ id, owner }: RememberedCommitment) =>
    id === headline.commitmentId ? 0 : owner === 'customer' ? 2 : 1;
  const ids = (promises: RememberedCommitment[]) => promises.map(({ id }) => id);
  const leading = commitments.filter(({ status, stale }) => status === 'open' && !stale);
  const first = ids(leading.toSorted((a, b) => rank(a) - rank(b)).slice(0, FIRST_VIEW));
  return { first, older: ids(commitments).filter((id) => !first.includes(id)) };
}
