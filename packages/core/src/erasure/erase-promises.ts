import { isAnalysis } from '../analytics/stored-analytics.ts';
import { customerKeys } from '../call/identifiers.ts';
import { rowsOfCustomer } from '../customer/customer-rows.ts';
import type { Ports } from '../ports/ports.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import { markLedgers } from '../promises/ledger-marks.ts';
import { LiveAssistError } from '../shared/errors.ts';

const MOST_TRIES = 10;

/**
 * Removes from the ledger what calls without a row have made and said. It runs after the rows of an erasure are gone: a
 * promise of a call that stays, stays. A writer that adds a promise at the same time looks at its row afterwards.
 *
 * @returns the number of removed promises.
 * @throws LiveAssistError `store_unavailable`; a repetition finds what is left.
 */
export async function erasePromises(
  ports: Pick<Ports, 'analytics' | 'claims' | 'promises' | 'clock' | 'queue' | 'events'>,
  clientEmail: string,
): Promise<number> {
  const removed = new Set<string>();
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const read = await Promise.all(
      customerKeys(clientEmail).map((key) => ports.promises.all(key, { expired: true })),
    );
    const items = read.flat();
    if (items.length === 0) return removed.size;
    // Loaded when there are promises: a start does not need it.
    const { planPromises } = await import('../promises/plan-promises.ts');
    const { carryOut } = await import('../promises/write-promises.ts');
    // After the promises: each was written after its row.
    const rows = (await rowsOfCustomer(ports.analytics, clientEmail, { expired: true })).filter(isAnalysis);
    const calls = new Set(rows.map(({ call_id }) => call_id));
    const now = ports.clock.now();
    const isExpired = ({ expires_at }: PromiseItem) => expires_at !== undefined && expires_at * 1000 <= now;
    const isGone = (callId: string) => !calls.has(callId);
    const { save, remove } = planPromises({ items: items.filter((item) => !isExpired(item)), rows, isGone });
    const gone = [...remove, ...items.filter(isExpired)];
    if (ports.events !== undefined && remove.length > 0) {
      const { tellRemoved } = await import('../events/removed-promises.ts');
      await tellRemoved(ports, remove);
    }
    for (const { commitment_id } of gone) removed.add(commitment_id);
    // The erasure has taken the mark of the ledger along, also that of promises that stay.
    await markLedgers(
      ports,
      items.filter(({ commitment_id }) => !removed.has(commitment_id)),
      { items: [], rows },
    );
    if (await carryOut(ports, { save, remove: gone }, { items, rows })) return removed.size;
  }
  throw new LiveAssistError(
    'store_unavailable',
    'The promises of this customer are being changed elsewhere. Try again in a moment.',
  );
}
