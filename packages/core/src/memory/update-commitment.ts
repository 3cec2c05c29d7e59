import type { RememberedCommitment } from '../analytics/memory-box.ts';
import type { PromiseRecord } from '../analytics/promise-record.ts';
import type { CommitmentChange } from '../analytics/stored-analytics.ts';
import { latestRowPerCall } from '../customer/customer-rows.ts';
import { recalledPromises, recentRows } from '../customer/recent-rows.ts';
import { eventsByHand, holdForChange } from '../events/events-by-hand.ts';
import { requestEvents } from '../events/request-events.ts';
import { readLedger, sent } from '../ledger/customer-ledger.ts';
import type { Ports } from '../ports/ports.ts';
import { keepPromises, keepPromisesLater } from '../promises/keep-promises.ts';
import { itemOfPromise, joinedRecords, rowOfPromise } from '../promises/promise-items.ts';
import type { LedgerPorts } from '../promises/write-promises.ts';
import { dayInZone } from '../shared/calendar.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { parseAbsolute, toIso } from '../shared/timestamps.ts';
import type { UpdateCommitmentCommand } from './update-commitment-command.ts';

/** How often a change is tried when others change the same promise at that moment. */
const TRIES = 5;

/**
 * Changes the state of a promise, or its day, by hand. A status wins over what calls told before, whatever an analysis
 * finds later, and is stored with its author and time.
 *
 * @param by - The person who changes it, as the host names them; an e-mail address is not stored.
 * @returns the promise in its current state: after this change, or after a later one of another person.
 * @throws LiveAssistError `commitment_not_found` if no call of this customer made it, `invalid_request` for a day that is
 *   still to come, `store_unavailable`.
 */
export async function updateCommitment(
  ports: LedgerPorts & Pick<Ports, 'queue' | 'events' | 'newToken'>,
  { timeZone }: { timeZone: string },
  command: UpdateCommitmentCommand,
  by: string | null = null,
): Promise<RememberedCommitment> {
  const { client_email, commitment_id } = command;
  const now = ports.clock.now();
  requireDone(command.on, dayInZone(now, timeZone));
  for (let tried = 1; ; tried += 1) {
    const [recent, recalled, maker, item] = await Promise.all([
      recentRows(ports, client_email),
      recalledPromises(ports, client_email),
      rowOfPromise(ports, client_email, commitment_id),
      itemOfPromise(ports, client_email, commitment_id),
    ]);
    const rows = latestRowPerCall(maker === null ? recent.rows : [maker, ...recent.rows]);
    const items = item === null ? recalled : [...recalled, item];
    const records = joinedRecords(rows, items);
    const record = records.get(commitment_id);
    const row = rows.find((candidate) => candidate.call_id === record?.made.madeIn.call_id);
    if (record === undefined || row === undefined) throw notFound();
    const before = record.change;
    const decision = changed(before, command, now, nameOf(by));
    const outbox = ports.events && eventsByHand(row, commitment_id, { records, items, decision, timeZone });
    const change = outbox === undefined ? decision : { ...decision, outbox };
    await Promise.all([
      outbox !== undefined && holdForChange(ports, row),
      tried === 1 && keepPromisesLater(ports, row),
    ]);
    const stored = await ports.analytics
      .changeCommitment(row, commitment_id, change, before?.at ?? null)
      .catch(async (error: unknown) => {
        // The change may be stored although the answer was lost.
        await keepPromises(ports, row);
        throw error;
      });
    if (stored === null && tried === TRIES) throw notFound();
    if (stored === null || (!isSame(stored, change) && tried < TRIES)) continue;
    await keepPromises(ports, row);
    if (outbox !== undefined) await requestEvents(ports, row.call_id);
    records.set(commitment_id, { ...record, change: stored });
    return folded(records, commitment_id, { now: Math.max(now, parseAbsolute(stored.at) ?? 0), timeZone });
  }
}

/** The change that follows another one: what it does not speak of stays. */
function changed(
  before: CommitmentChange | null,
  { status, on, due_at }: UpdateCommitmentCommand,
  now: number,
  by: string | null,
): CommitmentChange {
  // Later than the change that it follows, even if the clock of that change was ahead.
  const at = toIso(Math.max(now, (parseAbsolute(before?.at) ?? 0) + 1));
  const due = due_at === undefined ? before?.due : { dueAt: due_at, at };
  const decided =
    status != null
      ? { status, ...(on != null && { on }) }
      : before?.status !== undefined && {
          status: before.status,
          statusAt: before.statusAt ?? before.at,
          ...(before.on !== undefined && { on: before.on }),
        };
  return { ...decided, at, ...(due !== undefined && { due }), by };
}

function isSame(a: CommitmentChange, b: CommitmentChange): boolean {
  const parts = ({ at, status, statusAt, on, due, by }: CommitmentChange) =>
    JSON.stringify([at, status, statusAt, on, due?.dueAt, due?.at, by]);
  return parts(a) === parts(b);
}

function folded(
  records: ReadonlyMap<string, PromiseRecord>,
  id: string,
  time: { now: number; timeZone: string },
): RememberedCommitment {
  const entry = readLedger(records, time).find((one) => one.id === id);
  if (entry === undefined) throw new LiveAssistError('internal', 'The promise cannot be read. Try again.');
  return sent(entry);
}

function requireDone(on: string | null | undefined, today: string): void {
  if (on == null || on <= today) return;
  const message = 'must not be a day that is still to come';
  throw new LiveAssistError('invalid_request', `on ${message}.`, { issues: [{ path: 'on', message }] });
}

/** The person as stored; an address is not. */
export function nameOf(by: string | null): string | null {
  return by?.includes('@') === true ? null : by;
}

function notFound(): LiveAssistError {
  return new LiveAssistError(
    'commitment_not_found',
    'No call of this customer made this promise. Load the memory box again.',
  );
}
