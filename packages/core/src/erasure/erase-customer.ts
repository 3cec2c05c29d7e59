import { customerKey, customerKeys } from '../call/identifiers.ts';
import { LEASE_MARGIN_MS } from '../claims/await-attempt.ts';
import { rowsOfCustomer } from '../customer/customer-rows.ts';
import { movingCall } from '../customer/marks.ts';
import { CUSTOMER_TOMBSTONE_DAYS } from '../ports/erasures.ts';
import type { Ports } from '../ports/ports.ts';
import { MAX_KEY_BYTES, sweepJobs } from '../ports/sweep-job.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { mapLimit } from '../shared/map-limit.ts';
import { toIso } from '../shared/timestamps.ts';
import { utf8Bytes } from '../shared/utf8-bytes.ts';
import { type ErasedRows, eraseCall } from './erase-call.ts';
import type { EraseCustomerCommand } from './erase-customer-command.ts';
import { erasePromises } from './erase-promises.ts';
import { erasedAtOf } from './erasure-checks.ts';
import { type StayingRows, sumOfStaying } from './what-stays.ts';

/** Number of rows removed by an erasure, by table. */
export type ErasedTables = ErasedRows & { promises: number; customerAliases: number };

/** The result of an erasure, for the records of the caller. It holds no address. */
export interface ErasureReceipt {
  /** ISO-8601. Recordings until then are erased, and refused if they are sent again with their time. */
  erasedAt: string;
  /** Number of rows removed by this request, by table. */
  deleted: ErasedTables;
  /**
   * ISO-8601: when a worker runs the second sweep, for rows that were being written meanwhile. Null without a worker:
   * then the caller has to send the request again after `repeatAfterSeconds`.
   */
  secondSweepAt: string | null;
  /** Present only without a worker for the second sweep. */
  repeatAfterSeconds?: number;
  /** Traces of the person in rows of others that this request met and left, and why. */
  stays: StayingRows & { why: string };
  /** What an erasure does not reach, and why. */
  notReached: typeof NOT_REACHED;
  /** What is kept on purpose. */
  kept: string;
}

/** Longer than an index lags behind its table and than the write of a window takes. */
const SECOND_SWEEP_MS = 60_000;
const CALLS_AT_A_TIME = 8;

const WHY_SOMETHING_STAYS =
  'These rows belong to other customers, or to a call that goes on, so they are not changed. Only rows that this request met are counted, and an address only where it occurs verbatim: a repetition may meet fewer rows, and a person has to search for what others say about this customer elsewhere.';

const NOT_REACHED = {
  windowsWithoutAddress:
    'Windows without an address, of calls that were never analysed for this customer: their owner is unknown.',
  otherSpellings:
    'Rows that an earlier system wrote under a spelling of the address that was not named: send the request once for each spelling.',
  windowsSentAgain:
    'A window that a recorder sends again later counts as a new recording: clear what your recorders still hold, or send the request once more.',
  waitingAnalyses:
    'Analyses that wait in the queue: each is dropped when its turn comes, a dead letter within 14 days.',
  backups: 'Backups and exports keep what they hold until they expire.',
  modelProvider: 'The provider of a model keeps what it was sent by its own terms.',
  logs: 'Log lines name the customer by a keyed hash, never by the address, until they expire.',
};

/**
 * Erases a customer: first a tombstone, which every writer checks, then every row of theirs in every table. May be
 * repeated at any time, also after a failure half-way; a repetition counts only the remaining rows. A later call makes
 * them a new customer.
 *
 * @param subject - The caller, as the log names them; part of the log line of the second sweep.
 * @throws LiveAssistError `erasure_misconfigured` without `ports.erasures`; `store_unavailable`, after which the caller
 *   has to send the request again.
 *
 * @example
 * const { deleted } = await eraseCustomer(ports, settings, { client_email: 'ana@example.com' });
 * deleted.callRecords; // 12
 */
export async function eraseCustomer(
  ports: Ports,
  { analysisTimeoutMs }: { analysisTimeoutMs: number },
  { client_email }: EraseCustomerCommand,
  subject?: string | null,
): Promise<ErasureReceipt> {
  const { erasures, queue, clock } = ports;
  if (erasures === undefined) {
    throw new LiveAssistError(
      'erasure_misconfigured',
      'No customer can be erased here, because ERASURE_KEY is not set. Tell the operator of this service.',
    );
  }
  const now = clock.now();
  const { eraseAliases, knownByAliases } = await import('./erase-aliases.ts');
  const { addresses, calls: unnamed } = await knownByAliases(ports, client_email);
  const people = await Promise.all(
    [client_email, ...addresses].map(async (address) => ({
      address,
      erasedAt: await erasures.mark({ client_email: customerKey(address) }, now),
      calls: await callsOf(ports, address),
    })),
  );
  const [first] = people;
  for (const callId of unnamed) if (!first?.calls.has(callId)) first?.calls.set(callId, []);
  // Only after every analysis that was running has written its row or lost its claim.
  const sweepInMs = Math.max(SECOND_SWEEP_MS, analysisTimeoutMs + LEASE_MARGIN_MS);
  // Sent before any deletion, so that the worker completes a deletion that ends half-way.
  for (const { address, calls } of people) {
    for (const job of sweepJobs(address, [...calls.keys()], now + sweepInMs)) {
      await queue?.send({ ...job, ...(subject !== undefined && { subject }) });
    }
  }
  const erased: Erased[] = [];
  for (const { address, calls, erasedAt } of people) {
    erased.push(await eraseCalls(ports, address, calls, erasedAt));
  }
  const erasedAt = first?.erasedAt ?? now;
  const { stays, ...rows } = sumOfErased(erased);
  // Last: they tell a repetition which addresses are of one person.
  const aliases = await mapLimit(1, people, (one) => eraseAliases(ports, one.address, one.erasedAt));
  const deleted = { ...rows, customerAliases: aliases.reduce((sum, count) => sum + count, 0) };
  return {
    erasedAt: toIso(erasedAt),
    deleted,
    ...(queue === undefined
      ? { secondSweepAt: null, repeatAfterSeconds: Math.ceil(sweepInMs / 1000) }
      : { secondSweepAt: toIso(now + sweepInMs) }),
    stays: { ...stays, why: WHY_SOMETHING_STAYS },
    notReached: NOT_REACHED,
    kept: `A keyed hash of the address and the time of the erasure, for ${CUSTOMER_TOMBSTONE_DAYS} days, so that calls from before the erasure are refused.`,
  };
}

/**
 * Searches again for rows of an erased customer: rows that an index did not show yet, and rows of writers that ended
 * half-way.
 *
 * @param callIds - Calls known at the erasure; a window without an address can be found by them alone.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function sweepErased(
  ports: Ports,
  clientEmail: string,
  callIds: readonly string[] = [],
): Promise<ErasedTables> {
  const erasedAt = await erasedAtOf(ports, clientEmail);
  if (erasedAt === null) {
    return { callRecords: 0, callAnalytics: 0, analysisClaims: 0, promises: 0, customerAliases: 0 };
  }
  const calls = await callsOf(ports, clientEmail);
  const { eraseAliases, knownByAliases } = await import('./erase-aliases.ts');
  const { calls: unnamed } = await knownByAliases(ports, clientEmail);
  for (const callId of [...callIds, ...unnamed]) if (!calls.has(callId)) calls.set(callId, []);
  const { stays: _, ...deleted } = await eraseCalls(ports, clientEmail, calls, erasedAt);
  return { ...deleted, customerAliases: await eraseAliases(ports, clientEmail, erasedAt) };
}

type Erased = ErasedRows & { promises: number; stays: StayingRows };
type Calls = Map<string, Awaited<ReturnType<typeof rowsOfCustomer>>>;

/** Finds every known call of this customer, with its rows. */
async function callsOf({ analytics, claims, records }: Ports, clientEmail: string): Promise<Calls> {
  const keys = customerKeys(clientEmail);
  const [rows, ...named] = await Promise.all([
    rowsOfCustomer(analytics, clientEmail, { expired: true }),
    ...keys.flatMap((key) => [claims.callsOf(key), records.callsOf(key)]),
  ]);
  // The mark of a move that was not completed names a call of theirs.
  const names = named
    .flat()
    .flatMap((name) => [name, ...(movingCall(name) === null ? [] : [String(movingCall(name))])]);
  const calls: Calls = new Map(names.map((callId) => [callId, []]));
  for (const row of rows) {
    // A row without a valid call name must not block the removal of the others.
    const callId = isCallName(row.call_id) ? row.call_id : '-';
    calls.set(callId, [...(calls.get(callId) ?? []), row]);
  }
  return calls;
}

// The fields of rows of the previous system are unchecked.
function isCallName(name: unknown): name is string {
  return typeof name === 'string' && name !== '' && utf8Bytes(name) <= MAX_KEY_BYTES;
}

async function eraseCalls(
  ports: Ports,
  clientEmail: string,
  calls: Calls,
  erasedAt: number,
): Promise<Erased> {
  const key = customerKey(clientEmail);
  const erased = await mapLimit(CALLS_AT_A_TIME, [...calls], ([call_id, rows]) =>
    eraseCall(ports, { call_id, key, rows, erasedAt, tainted: false }),
  );
  const sum = (table: keyof ErasedRows) => erased.reduce((total, rows) => total + rows[table], 0);
  return {
    callRecords: sum('callRecords'),
    callAnalytics: sum('callAnalytics'),
    analysisClaims: sum('analysisClaims'),
    // After the rows: a writer of the ledger looks at its row after it has written.
    promises: await erasePromises(ports, clientEmail),
    stays: sumOfStaying(erased.map(({ stays }) => stays)),
  };
}

function sumOfErased(all: readonly Erased[]): Erased {
  const sum = (table: keyof ErasedRows | 'promises') => all.reduce((total, one) => total + one[table], 0);
  return {
    callRecords: sum('callRecords'),
    callAnalytics: sum('callAnalytics'),
    analysisClaims: sum('analysisClaims'),
    promises: sum('promises'),
    stays: sumOfStaying(all.map(({ stays }) => stays)),
  };
}
