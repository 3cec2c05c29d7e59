// Reads a folder of results of Contact Lens, as plain JSON or as an import does. Returns its time and its peak memory.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveMessages } from '../fresh-process.ts';

export interface ImportRun {
  side: 'product' | 'floor';
  folder: string;
  /** The map of customers. */
  map: string;
  /** Number of files in the folder. */
  files: number;
}

/** Time on a processor in milliseconds, and peak memory of the process in megabytes. */
export interface Import {
  millis: number;
  rss: number;
}

serveMessages<ImportRun, Import>(async ({ side, folder, map, files }) => {
  const plan = side === 'product' ? await planner(map) : parseAll;
  const before = process.cpuUsage();
  const found = plan(folder);
  const { user, system } = process.cpuUsage(before);
  if (found !== files) throw new Error(`${found} of ${files} files were read.`);
  return { millis: (user + system) / 1000, rss: process.resourceUsage().maxRSS / 1024 };
});

function parseAll(folder: string): number {
  let turns = 0;
  const names = readdirSync(folder);
  for (const name of names) turns += JSON.parse(readFileSync(join(folder, name), 'utf8')).Transcript.length;
  return turns > 0 ? names.length : 0;
}

async function planner(map: string): Promise<(folder: string) => number> {
  const { readCustomers } = await import('../../packages/functions/src/import/options/customers.ts');
  const { importOptions } = await import('../../packages/functions/src/import/options/import-options.ts');
  const { planAll } = await import('../../packages/functions/src/import/plan/plan-all.ts');
  const { sourcesOf } = await import('../../packages/functions/src/import/sources.ts');
  return (folder) => {
    const options = importOptions([folder, '--customers', map]);
    const knowledge = { customers: readCustomers(options), records: new Map() };
    const { ready } = planAll(sourcesOf([folder]), options, knowledge, 'refuse');
    return ready.filter((one) => (one.planned()?.call.windows.length ?? 0) > 0).length;
  };
}
