import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mapLimit, toIso } from '@live-assist/core';
import { bucket, type ListedObject } from '../../adapters/s3/bucket.ts';
import type { ImportOptions } from '../../import/options/import-options.ts';
import { NoSuchInput } from '../../import/sources.ts';

/** The inputs of a run, those of S3 copied to this machine. */
export interface FetchedInputs {
  inputs: string[];
  /** How reports name a file. */
  nameOf(path: string): string;
  /** Removes the copies. */
  remove(): void;
}

const OBJECTS_AT_A_TIME = 8;
/** Larger objects are no transcripts. */
const LARGEST_OBJECT = 2 ** 31 - 1;

/**
 * Copies what `s3://BUCKET/PREFIX` inputs name into a private temporary folder. `--since` and `--until` choose by the day in
 * the key of an object (`2026/03/05`, `2026-03-05` or `20260305`), else by the day on which it was put there.
 *
 * @throws {NoSuchInput} for a prefix without objects; LiveAssistError `store_unavailable`.
 */
export async function fetchedInputs({
  inputs,
  since,
  until,
}: Pick<ImportOptions, 'inputs' | 'since' | 'until'>): Promise<FetchedInputs> {
  const names = new Map<string, string>();
  const nameOf = (path: string) => names.get(path) ?? path;
  if (!inputs.some(isOfS3)) return { inputs, nameOf, remove: () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'live-assist-import-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const found: string[] = [];
  for (const input of inputs) {
    if (!isOfS3(input)) {
      found.push(input);
      continue;
    }
    const [, name = '', prefix = ''] = /^s3:\/\/([^/]{1,255})(?:\/(.*))?$/s.exec(input) ?? [];
    const from = bucket(name);
    const objects: ListedObject[] = [];
    for await (const object of from.list(prefix)) if (isWanted(object, since, until)) objects.push(object);
    if (objects.length === 0)
      throw new NoSuchInput(`${input} has no objects. Check the prefix and the days.`);
    const paths = await mapLimit(OBJECTS_AT_A_TIME, objects, async ({ key }) => {
      const content = await from.read(key, LARGEST_OBJECT);
      if (content === null || content === 'too_large') return [];
      // A segment such as ".." must not lead out of the folder.
      const path = join(folder, name, ...key.split('/').map((part) => `_${encodeURIComponent(part)}`));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      names.set(path, `s3://${name}/${key}`);
      return [path];
    });
    found.push(...paths.flat());
  }
  return { inputs: found, nameOf, remove };
}

function isOfS3(input: string): boolean {
  return input.startsWith('s3://');
}

function isWanted({ key, putAt }: ListedObject, since?: string, until?: string): boolean {
  const day = dayIn(key) ?? toIso(putAt).slice(0, 10);
  return (since === undefined || day >= since) && (until === undefined || day <= until);
}

/** The last day that a key names. */
export function dayIn(key: string): string | null {
  const found = [...key.matchAll(/(?<!\d)(20\d{2})([/-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/g)].at(
    -1,
  );
  return found === undefined ? null : `${found[1]}-${found[3]}-${found[4]}`;
}
