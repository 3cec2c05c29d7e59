/**
 * What an import makes of 1,000 results of Amazon Connect Contact Lens, up to the windows that it would store, compared
 * with reading and parsing the same files: time, and peak memory.
 *
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askOnce } from './fresh-process.ts';
import { writeContactLensFiles } from './import/contact-lens-files.ts';
import type { Import, ImportRun } from './import/import-process.ts';
import { alternate, type Effort, type Figures, figureOf } from './measure.ts';

const PROCESS = new URL('./import/import-process.ts', import.meta.url);
const FILES = 1_000;

export async function run(effort: Effort): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'live-assist-contact-lens-'));
  try {
    const map = writeContactLensFiles(folder, FILES);
    const side = (name: ImportRun['side']) =>
      askOnce<Import>(PROCESS, {
        side: name,
        folder: join(folder, 'calls'),
        map,
        files: FILES,
      } satisfies ImportRun);
    const rounds = await alternate(
      effort,
      () => side('floor'),
      () => side('product'),
    );
    const of = (read: (made: Import) => number) =>
      rounds.map(({ floor, value }) => ({ floor: read(floor), value: read(value) }));
    return {
      'import-contact-lens': figureOf(
        of(({ millis }) => millis),
        'ms',
        14,
      ),
      'import-contact-lens-rss': figureOf(
        of(({ rss }) => rss),
        'MB',
        4,
      ),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
