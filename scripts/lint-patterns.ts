/**
 * Finds patterns that may take more than linear time: `node scripts/lint-patterns.ts [--every N] [FOLDER...]`. With such a
 * pattern, a call of a few kilobytes could block the service for all callers. `--every 8` tries one pattern of eight.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { patternsBelow } from './patterns/collect.ts';
import { faultsOf } from './patterns/faults.ts';

const FOLDERS = ['packages/core/src', 'packages/functions/src', 'packages/web-widget/src'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { every: { type: 'string', default: '1' } },
});
const every = Number(values.every);
if (!Number.isInteger(every) || every < 1) throw new Error('--every has to be a whole number from 1 on.');
const patterns = await patternsBelow(positionals.length > 0 ? positionals : FOLDERS);
let faults = 0;
for (const [n, pattern] of patterns.entries()) {
  if (n % every > 0) continue;
  for (const fault of await faultsOf(pattern)) {
    faults += 1;
    console.error(`${pattern.at} /${pattern.source.slice(0, 120)}/${pattern.flags}\n  ${fault}`);
  }
}
console.log(`${patterns.length} patterns, ${faults} faults`);
process.exitCode = faults === 0 && patterns.length > 0 ? 0 : 1;
