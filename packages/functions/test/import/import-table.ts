import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentOf, formatsOf } from '@live-assist/core/formats/read-file';
import { sourcesOf } from '../../src/import/sources.ts';
import { planned } from './planned.ts';

/** Real files of other systems, which are no part of this repository. */
export const REAL_FILES = fileURLToPath(new URL('../../../../../shared/data/formats/', import.meta.url));

/** True if the real files lie beside this clone. */
export const hasRealFiles = existsSync(REAL_FILES);

/** Where the table stands in docs/import.md. */
export const TABLE_MARKS = ['<!-- the table of real files -->', '<!-- its end -->'] as const;

const TOLD = ['--client-email', 'ana@example.com', '--started-at', '2026-03-03T10:00:00Z', '--tz', 'UTC'];
const GUESSED = ['--date-order', 'mdy', '--speaker', 'agent'];

const MISSING: [reason: RegExp, what: string][] = [
  [/when this call was/, 'start'],
  [/no time zone/, 'zone'],
  [/--date-order/, 'order of day and month'],
  [/does not say who speaks/, 'speakers'],
  [/side of/, 'sides'],
  [/who the customer is/, 'customer'],
];

/** The names of the real files, relative to their folder. */
export function realFiles(): string[] {
  return readdirSync(REAL_FILES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'SOURCE.md')
    .map((entry) => join(entry.parentPath, entry.name).slice(REAL_FILES.length))
    .sort();
}

/** The formats that claim a real file; null if it is neither JSON nor text. */
export function claimsOf(file: string): string[] | null {
  const [source] = sourcesOf([join(REAL_FILES, file)]);
  try {
    return source === undefined ? null : formatsOf(documentOf(source.text()));
  } catch {
    return null;
  }
}

/** One row of the table: what an import makes of a file, and what it must be told. */
export function rowOf(file: string): string {
  const path = join(REAL_FILES, file);
  const bare = planned([path]).others[0]?.message ?? '';
  const missing = MISSING.filter(([reason]) => reason.test(bare)).map(([, what]) => what);
  const told = [path, ...TOLD, ...GUESSED];
  const line =
    planned(told).ready[0]?.line ??
    planned([...told, '--agent', labelIn(bare), '--rest', 'customer']).ready[0]?.line;
  if (line === undefined)
    return row(file, planned(told).others[0]?.format ?? '', '', '', '', '', '', `refused: ${bare}`);
  const start =
    line.startedAtFrom === '--started-at' ? 'not in the file' : `${line.startedAt} (${line.startedAtFrom})`;
  const voices = `${line.speakers?.length ?? 0}`;
  return row(
    file,
    line.format ?? '',
    `${line.turns}`,
    `${line.withBegin} / ${line.withBeginAndEnd}`,
    line.basis ?? '',
    missing.includes('speakers') ? 'none' : voices,
    start,
    missing.join(', '),
  );
}

function labelIn(reason: string): string {
  return (
    /--agent (?:"([^"]+)"|(\w+))/
      .exec(reason)
      ?.slice(1)
      .find((label) => label !== undefined) ?? '0'
  );
}

function row(...cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** The whole table, in Markdown. */
export function importTable(): string {
  return [
    row('file', 'format', 'turns', 'with begin / and end', 'basis', 'voices', 'start', 'must be told'),
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...realFiles().map(rowOf),
  ].join('\n');
}
