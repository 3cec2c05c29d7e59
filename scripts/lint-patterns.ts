/**
 * Finds patterns that may take more than linear time: `node scripts/lint-patterns.ts [FOLDER...]`. With such a pattern,
 * a call of a few kilobytes could block the service for all callers.
 *
 * @module
 */
import { patternsBelow } from './patterns/collect.ts';
import { faultsOf } from './patterns/faults.ts';

const FOLDERS = ['packages/core/src', 'packages/functions/src', 'packages/web-widget/src'];

const folders = process.argv.length > 2 ? process.argv.slice(2) : FOLDERS;
const patterns = await patternsBelow(folders);
let faults = 0;
for (const pattern of patterns) {
  for (const fault of await faultsOf(pattern)) {
    faults += 1;
    console.error(`${pattern.at} /${pattern.source.slice(0, 120)}/${pattern.flags}\n  ${fault}`);
  }
}
console.log(`${patterns.length} patterns, ${faults} faults`);
process.exitCode = faults === 0 && patterns.length > 0 ? 0 : 1;
