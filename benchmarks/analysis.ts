/**
 * The first analysis of a call with an analyst that answers at once, compared with its bare store calls: the same reads
 * and writes, each once, sent by lib-dynamodb.
 *
 * @module
 */
import type { AnalysisRun } from './analysis/process.ts';
import { askOnce } from './fresh-process.ts';
import { alternate, type Effort, type Figures, figureOf } from './measure.ts';
import { makeHistory, startStore, writeCall, writeHistory } from './store.ts';

const PROCESS = new URL('./analysis/process.ts', import.meta.url);
const CUSTOMERS = 4;
const WARM_UP = 32;
const TIMES = 16;

export async function run(effort: Effort): Promise<Figures> {
  const store = await startStore();
  try {
    const history = await makeHistory(store, 12);
    let processes = 0;
    // Each process has its own customers, each with 12 past calls and with new calls that are not analysed.
    const measure = async (side: AnalysisRun['side']) => {
      processes += 1;
      const customers = Array.from({ length: CUSTOMERS }, (_, n) => `customer-${processes}-${n}@example.com`);
      for (const client_email of customers) await writeHistory(store, client_email, history);
      const calls = Array.from({ length: WARM_UP + TIMES }, (_, n) => ({
        call_id: `call-${processes}-${n}`,
        client_email: customers[n % CUSTOMERS] ?? '',
      }));
      for (const [n, call] of calls.entries())
        await writeCall(store, call.call_id, call.client_email, n % 30);
      const message: AnalysisRun = { side, calls, warmUp: WARM_UP, row: history.rows[0] };
      return askOnce<number>(PROCESS, message, store.env);
    };
    const rounds = await alternate(
      effort,
      () => measure('floor'),
      () => measure('product'),
    );
    return { analysis: figureOf(rounds, 'ms', 1.5) };
  } finally {
    await store.stop();
  }
}
