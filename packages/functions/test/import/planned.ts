import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContactRecords, readCustomers } from '../../src/import/options/customers.ts';
import { importOptions } from '../../src/import/options/import-options.ts';
import { type Plan, planAll } from '../../src/import/plan/plan-all.ts';
import { sourcesOf } from '../../src/import/sources.ts';

/** Plans an import with the words of its command line. The texts stand for files that options name. */
export function planned(
  args: string[],
  { customers, records }: { customers?: string; records?: string } = {},
): Plan {
  const folder = mkdtempSync(join(tmpdir(), 'live-assist-planned-'));
  try {
    const written = (flag: string, text: string | undefined) => {
      if (text === undefined) return [];
      writeFileSync(join(folder, flag), text);
      return [flag, join(folder, flag)];
    };
    const options = importOptions([
      ...args,
      ...written('--customers', customers),
      ...written('--contact-records', records),
    ]);
    const knowledge = { customers: readCustomers(options), records: readContactRecords(options) };
    return planAll(sourcesOf(options.inputs), options, knowledge, 'refuse');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
