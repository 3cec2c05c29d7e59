import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../house/rooms.ts';
import { claimsOf, hasRealFiles, importTable, realFiles, TABLE_MARKS } from './import-table.ts';

if (!hasRealFiles)
  console.log('Skipped: shared/data/formats, real files of other systems, is not beside this clone.');

describe.skipIf(!hasRealFiles)('real files of other systems', () => {
  it('are claimed by one format at most, and by none only where they are no transcript', () => {
    const claims = realFiles().map((file) => [file, claimsOf(file)] as const);
    expect(claims.length).toBeGreaterThan(50);
    expect(claims.filter(([, formats]) => (formats?.length ?? 0) > 1)).toEqual([]);
    // A fixture of a converter in a shape that its vendor does not write.
    expect(claims.filter(([, formats]) => formats?.length === 0).map(([file]) => file)).toEqual([
      'rev/2.json',
    ]);
  });

  it('are imported or refused as docs/import.md says; "pnpm write-import-table" writes its table', () => {
    const page = readFileSync(join(ROOT, 'docs/import.md'), 'utf8');
    expect(page.split(TABLE_MARKS[0])[1]?.split(TABLE_MARKS[1])[0]?.trim()).toBe(importTable());
  });
});
