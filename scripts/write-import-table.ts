/**
 * Writes the table of real files into `docs/import.md`: `pnpm write-import-table`. The files lie in a folder
 * `shared/data/formats` beside the clone; without it nothing is written.
 *
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hasRealFiles, importTable, TABLE_MARKS } from '../packages/functions/test/import/import-table.ts';

const PAGE = fileURLToPath(new URL('../docs/import.md', import.meta.url));

if (hasRealFiles) {
  const [before = '', rest = ''] = readFileSync(PAGE, 'utf8').split(TABLE_MARKS[0]);
  const after = rest.split(TABLE_MARKS[1])[1] ?? '';
  writeFileSync(PAGE, `${before}${TABLE_MARKS[0]}\n\n${importTable()}\n\n${TABLE_MARKS[1]}${after}`);
  console.log('docs/import.md is written.');
} else {
  console.log('Skipped: shared/data/formats, real files of other systems, is not beside this clone.');
}
