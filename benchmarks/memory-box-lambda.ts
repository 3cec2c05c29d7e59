/**
 * A warm memory box through the handler of the production bundle, compared with a bare Hono route in its own bundle:
 * the same token check, reads and answer.
 *
 * @module
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildLambda } from '../packages/functions/build.ts';
import { urlEvent } from '../packages/functions/test/support/url-event.ts';
import { askOnce } from './fresh-process.ts';
import { alternate, type Effort, type Figures, figureOf } from './measure.ts';
import { CUSTOMERS, startWorld } from './memory-box/customers.ts';
import type { EventRun } from './memory-box/handler-process.ts';

const PROCESS = new URL('./memory-box/handler-process.ts', import.meta.url);
const FLOOR = fileURLToPath(new URL('./memory-box/floor-lambda.ts', import.meta.url));

export async function run(effort: Effort): Promise<Figures> {
  const world = await startWorld();
  try {
    const product = join(world.folder, 'product', 'index.mjs');
    const floor = join(world.folder, 'floor', 'index.mjs');
    await buildLambda(product);
    await buildLambda(floor, FLOOR);
    const events = CUSTOMERS.map(({ client_email, warmUp, times }) => ({
      event: urlEvent('POST', '/getMemoryBox', { client_email }, world.store.token),
      warmUp,
      times,
    }));
    const medians = (bundle: string) =>
      askOnce<number[]>(PROCESS, { bundle, events } satisfies EventRun, world.env);
    const rounds = await alternate(
      effort,
      () => medians(floor),
      () => medians(product),
    );
    return Object.fromEntries(
      CUSTOMERS.map(({ name }, n) => {
        const times = rounds.map(({ floor, value }) => ({ floor: floor[n] ?? 0, value: value[n] ?? 0 }));
        return [`memory-box-lambda-${name}`, figureOf(times, 'ms', 1.3)];
      }),
    );
  } finally {
    await world.stop();
  }
}
