import * as z from 'zod/mini';
import type { RememberedCommitment } from '../analytics/memory-box.ts';
import type { StoredCallAnalytics } from '../analytics/stored-analytics.ts';
import { ClientEmail } from '../call/identifiers.ts';
import { latestRowPerCall, rowsOfCustomer } from '../customer/customer-rows.ts';
import { foldCommitments } from '../customer/ledger.ts';
import type { Ports } from '../ports/ports.ts';
import { clockInZone } from '../shared/calendar.ts';
import { MANUAL_STATUSES } from '../shared/commitment-status.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { parseAbsolute, toIso } from '../shared/timestamps.ts';

/** `dismissed` means that it was no promise; `open` undoes a change. */
export const UpdateCommitmentCommand = z.lazy(() =>
  z.object({
    client_email: ClientEmail,
    commitment_id: z
      .string()
      .check(z.minLength(1, 'must not be empty'), z.maxLength(320, 'must be at most 320 characters')),
    status: z.enum(
      MANUAL_STATUSES,
      'must be "kept", "withdrawn", "dismissed" or "open"',
    ),
  }),
);
export type UpdateCommitmentCommand = z.infer<typeof UpdateCommitmentCommand>;

/**
 * Changes the state of a promise by hand. The change wins over the findings of every analysis, now and later, and is
 * stored with its author and time.
 *
 * @param by - The person who changes it, as the host names them; an e-mail address is not stored.
 * @returns the promise in its current state: after this change, or after a later one of another person.
 * @throws LiveAssistError `commitment_not_found` if no call of this customer made it, `store_unavailable`.
 */
export async function updateCommitment(
  ports: Pick<Ports, 'analytics' | 'clock'>,
  { timeZone }: { timeZone: string },
  { client_email, commitment_id, status }: UpdateCommitmentCommand,
  by: string | null = null,
): Promise<RememberedCommitment> {
  const rows = latestRowPerCall(await rowsOfCustomer(ports.analytics, client_email));
  const now = ports.clock.now();
  const { day: today, minutes } = clockInZone(now, timeZone);
  const find = (candidates: typeof rows) =>
    foldCommitments(candidates, today, minutes).find((commitment) => commitment.id === commitment_id);
  const made = find(rows)?.madeIn;
  const row = rows.find((candidate) => candidate.call_id === made?.call_id);
  const before = (row?.commitmentChanges as StoredCallAnalytics['commitmentChanges'])?.[commitment_id];
  // Later than the change that it follows, even if the clock of that change was ahead.
  const at = Math.max(now, (parseAbsolute(before?.at) ?? 0) + 1);
  const change = { status, at: toIso(at), by: by?.includes('@') === true ? null : by };
  const standing = row && (await ports.analytics.changeCommitment(row, commitment_id, change));
  if (!row || !standing) {
    throw new LiveAssistError(
      'commitment_not_found',
      'No call of this customer made this promise. Load the memory box again.',
    );
  }
  const commitmentChanges = { ...(row.commitmentChanges as object), [commitment_id]: standing };
  const folded = find(
    rows.map((candidate) => (candidate === row ? { ...row, commitmentChanges } : candidate)) as typeof rows,
  );
  if (folded === undefined) throw new LiveAssistError('internal', 'The promise cannot be read. Try again.');
  return folded;
}
