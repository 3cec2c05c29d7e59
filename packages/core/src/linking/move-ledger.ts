import { isAnalysis, type StoredAnalytics } from '../analytics/stored-analytics.ts';
import { storedKeys } from '../call/identifiers.ts';
import { ledgerMark } from '../ports/analysis-claims.ts';
import type { Ports } from '../ports/ports.ts';
import type { PromiseItem } from '../ports/promise-store.ts';
import { planPromises } from '../promises/plan-promises.ts';
import { carryOut, writePromises } from '../promises/write-promises.ts';
import { LiveAssistError } from '../shared/errors.ts';
import type { Move } from './move-windows.ts';

const MOST_TRIES = 10;

/**
 * Brings both ledgers in line with a call that was moved: what it made goes along, and what it told of promises to the former
 * customer counts no more. A promise whose row has expired goes along as it is.
 *
 * @param rows - Of the call, under the present customer.
 * @throws LiveAssistError `store_unavailable`; a repetition finds what is left.
 */
export async function moveLedger(
  ports: Ports,
  { call_id, from, to, rows }: Move & { call_id: string; rows: readonly StoredAnalytics[] },
): Promise<void> {
  const isKept = rows.some(isAnalysis);
  for (let tries = 1; ; tries += 1) {
    const items = (await Promise.all(storedKeys(from).map((key) => ports.promises.all(key)))).flat();
    if (!isKept)
      await copyItems(
        ports,
        items.filter(({ made }) => made.madeIn.call_id === call_id),
        call_id,
        to,
      );
    const plan = planPromises({ items, rows: [], isGone: (gone) => gone === call_id });
    if (await carryOut(ports, plan, { items, rows: [] })) break;
    if (tries === MOST_TRIES) {
      throw new LiveAssistError(
        'store_unavailable',
        'The promises of this customer are being changed elsewhere. Try again in a moment.',
      );
    }
  }
  for (const row of rows) if (isAnalysis(row)) await writePromises(ports, row);
}

async function copyItems(
  { promises, claims }: Pick<Ports, 'promises' | 'claims'>,
  items: readonly PromiseItem[],
  call_id: string,
  to: string,
): Promise<void> {
  for (const item of items) {
    // Its row is gone, so readers of the rows learn by the mark that the ledger tells more.
    await claims.keep({ call_id: ledgerMark(to), client_email: to, until: item.expires_at });
    const said = Object.fromEntries(Object.entries(item.said).filter(([call]) => call === call_id));
    // One that is there was copied before.
    await promises.save({ ...item, client_email: to, said, version: 0 });
  }
}
