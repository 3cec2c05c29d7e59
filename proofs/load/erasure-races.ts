/**
 * Races the erasure of a customer against an analysis, a re-analysis, a queued analysis, an import, a manual change and
 * two recorders, over a DynamoDB engine: `pnpm erasure-races [--times 200] [--seed 1]`. Each race has its own order of
 * store calls; one process may die at any of them, and indexes may lag. Afterwards every table is scanned.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { raceOnEngine } from '../../packages/functions/test/http/erasure-races.ts';
import { startTestEngine } from '../../packages/functions/test/support/with-engine.ts';

const { values } = parseArgs({
  options: { times: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
});
const times = Number(values.times);
const engine = await startTestEngine();
try {
  await raceOnEngine(engine, times, Number(values.seed), (over) => {
    if (over % 20 === 0) console.log(`${over} of ${times} races`);
  });
  console.log(
    `${times} races: no address or word of the customer was left, and the next call of each was remembered.`,
  );
} catch (error) {
  // The message has the order of store calls; the cause has the remaining traces.
  console.error(error instanceof Error ? `${error.message}\n\n${error.cause ?? ''}` : error);
  process.exitCode = 1;
} finally {
  await engine.stop();
}
