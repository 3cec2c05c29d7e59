import { isAnalysis, type StoredCallAnalytics } from '../analytics/stored-analytics.ts';
import { storedKeys } from '../call/identifiers.ts';
import type { Ports } from '../ports/ports.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { mapLimit } from '../shared/map-limit.ts';
import { parseAbsolute } from '../shared/timestamps.ts';
import { markLedgers } from './ledger-marks.ts';
import { planPromises } from './plan-promises.ts';
import { carryOut } from './write-promises.ts';

const ROWS_AT_A_TIME = 500;
const READS_AT_A_TIME = 8;
const MOST_TRIES = 10;

/**
 * Rebuilds the ledger of one customer from all of their rows. It writes what differs only, so a repetition writes nothing;
 * it may be ended and repeated at any time, while other writers work. A promise whose row has expired stays.
 *
 * @param clientEmail - A key under which rows are stored.
 * @returns the number of promises that were written or removed.
 * @throws LiveAssistError `store_unavailable`.
 */
export async function rebuildPromises(
  ports: Pick<Ports, 'analytics' | 'claims' | 'promises' | 'clock'>,
  clientEmail: string,
): Promise<number> {
  let changed = 0;
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const keys = storedKeys(clientEmail);
    // Before the rows: a version that was read after them could hide a later row.
    const items = (await Promise.all(keys.map((key) => ports.promises.all(key)))).flat();
    const rows = (await Promise.all(keys.map((key) => ledgerRows(ports, key)))).flat();
    const calls = new Set(rows.map(({ call_id }) => call_id));
    const now = ports.clock.now();
    const isGone = (callId: string, at: string, item: PromiseItem) =>
      !calls.has(callId) && !mayHaveExpired(at, item, now);
    const plan = planPromises({ items, rows, isGone });
    changed += plan.save.length + plan.remove.length;
    // Also of the items that stay as they are.
    const staying = items.filter((item) => !plan.remove.includes(item));
    await markLedgers(ports, staying, { items: [], rows });
    const isDone = await carryOut(ports, plan, { items, rows });
    if (isDone && (await haveRows(ports, plan.save))) return changed;
  }
  throw new LiveAssistError(
    'store_unavailable',
    'The promises of this customer are being changed elsewhere. Try again in a moment.',
  );
}

// Rows of a customer are kept equally long.
function mayHaveExpired(at: string, { made, rowExpiresAt }: PromiseItem, now: number): boolean {
  if (rowExpiresAt === undefined) return false;
  const keptMs = rowExpiresAt * 1000 - (parseAbsolute(made.madeAt) ?? 0);
  return (parseAbsolute(at) ?? 0) + keptMs <= now;
}

/** The rows of a customer without what the ledger does not need: a customer may have very many. */
async function ledgerRows(
  { analytics }: Pick<Ports, 'analytics'>,
  clientEmail: string,
): Promise<StoredCallAnalytics[]> {
  const rows: StoredCallAnalytics[] = [];
  for (let from = ''; ; ) {
    const page = await analytics.from(clientEmail, from || '-', ROWS_AT_A_TIME);
    const fresh = page.filter(({ created_at }) => created_at > from);
    for (const row of fresh) if (isAnalysis(row)) rows.push(ledgerRow(row));
    const last = fresh.at(-1);
    if (last === undefined) return rows;
    from = last.created_at;
  }
}

function ledgerRow(row: StoredCallAnalytics): StoredCallAnalytics {
  const { call_id, client_email, created_at, endedAt, agent_id, commitments, closings } = row;
  const { expires_at } = row as { expires_at?: number };
  return {
    call_id,
    client_email,
    created_at,
    agent_id,
    commitments,
    closings,
    ...(endedAt !== undefined && { endedAt }),
    ...(row.commitmentChanges && { commitmentChanges: row.commitmentChanges }),
    ...(expires_at !== undefined && { expires_at }),
    analysis: { attempt: row.analysis.attempt },
  } as StoredCallAnalytics;
}

// An erasure may have removed a row after it was read, and looked for its promises before they were added.
async function haveRows(
  { analytics }: Pick<Ports, 'analytics'>,
  saved: readonly PromiseItem[],
): Promise<boolean> {
  const added = saved.filter(({ version }) => version === 0);
  const calls = new Map(added.map(({ client_email, made }) => [made.madeIn.call_id, { client_email, made }]));
  const found = await mapLimit(READS_AT_A_TIME, [...calls.values()], async ({ client_email, made }) => {
    const row = await analytics.get(client_email, made.madeIn.created_at);
    return row?.call_id === made.madeIn.call_id;
  });
  return found.every(Boolean);
}
