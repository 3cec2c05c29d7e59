import type { Headline, HeadlineKind, MemoryBox, RememberedCommitment } from '@live-assist/core';

const DAY_MS = 86_400_000;
const NOTHING = { commitmentId: null, call_id: null, category: null, count: null, days: null };

/** Is it said of this promise that it did not come, since its present day was given? */
function isMissed({ missed, disputed, dueAt }: RememberedCommitment, today: string): boolean {
  return !!missed && (!!disputed || !dueAt || dueAt <= today);
}

/**
 * What leads after a change by hand, in the order of the service: a box that has just come brings its own headline.
 *
 * @param today - `YYYY-MM-DD`.
 */
export function leadOf(box: MemoryBox, today: string): Headline {
  const { commitments, matters = [], pending, lastCall } = box;
  const day = ({ dueAt }: RememberedCommitment) => dueAt ?? '9';
  const leading = commitments
    .filter(({ status, stale, conditional }) => status === 'open' && !stale && !conditional)
    .sort((a, b) => day(a).localeCompare(day(b)));
  const first = (
    kind: HeadlineKind,
    owner: 'agent' | 'customer',
    fits: (promise: RememberedCommitment) => unknown = () => true,
  ): Headline | undefined => {
    const found = leading.find((promise) => promise.owner === owner && fits(promise));
    return found && { ...NOTHING, kind, commitmentId: found.id, days: daysLate(found, today) };
  };
  // Promises of ours that were made in it speak for a matter, unless one was withdrawn.
  const matter = matters.find(({ stale, call_id }) => {
    const made = commitments.filter(({ owner, madeIn }) => owner === 'agent' && madeIn.call_id === call_id);
    return !stale && (made.length === 0 || made.some(({ status }) => status === 'withdrawn'));
  });
  const kept = commitments.find(
    ({ status, owner, closing }) =>
      status === 'kept' && owner === 'agent' && closing && closing.at > (lastCall?.created_at ?? ''),
  );
  return (
    first('missed', 'agent', (promise) => isMissed(promise, today)) ??
    first('overdue', 'agent', ({ overdue }) => overdue) ??
    first('due_today', 'agent', ({ dueAt }) => dueAt === today) ??
    (matter && { ...NOTHING, kind: 'unresolved', call_id: matter.call_id, category: matter.category }) ??
    first('open', 'agent') ??
    first('customer_owes', 'customer') ?? {
      ...NOTHING,
      ...(pending.length > 0
        ? { kind: 'not_analysed' }
        : { kind: kept ? 'kept' : 'nothing_open', commitmentId: kept?.id ?? null }),
    }
  );
}

function daysLate({ dueAt }: RememberedCommitment, today: string): number | null {
  return dueAt === null ? null : Math.round((Date.parse(today) - Date.parse(dueAt)) / DAY_MS);
}
