import type { UnknownFields } from '../../http/json-body.ts';
import type { ImportOptions } from '../options/import-options.ts';
import type { Source } from '../sources.ts';
import type { Knowledge } from './plan-call.ts';
import { partsOf } from './plan-files.ts';
import { firstTurns, inspected, lineOf, sentenceOf } from './report.ts';

/**
 * Prints what an import would make of one file: its report, its voices and its first five turns with their words.
 * Nothing is stored.
 *
 * @returns the exit code: 1 where something is missing.
 */
export function inspectFile(
  sources: readonly Source[],
  options: ImportOptions,
  knowledge: Knowledge,
  unknownFields: UnknownFields,
): number {
  let missing = 0;
  for (const source of sources) {
    for (const part of partsOf(source, options, knowledge, unknownFields)) {
      const { name, line } = part.place;
      const where = line === undefined ? name : `${name}, line ${line}`;
      if ('planned' in part) {
        console.log(sentenceOf(lineOf(where, 'would import', part.planned)));
        console.log(inspected(part.planned));
      } else if ('own' in part) {
        console.log(
          `would import | ${where} | JSONL of this service | call ${part.own.call_id} | ${part.own.windows.length} windows`,
        );
      } else if ('badLine' in part) {
        missing += 1;
        console.log(`refused | ${where} | ${part.badLine.message}`);
      } else {
        missing += 1;
        console.log(
          `refused | ${where} | ${part.refused.format ?? 'unknown format'} | ${part.refused.message}`,
        );
        if (part.transcript !== undefined) console.log(firstTurns(part.transcript).join('\n'));
      }
    }
  }
  return missing > 0 ? 1 : 0;
}
