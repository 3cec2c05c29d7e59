import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from './local-service.ts';

/** Reads a file of `samples/`, one JSON object per line. */
export async function linesOf(file: 'calls.jsonl' | 'legacy-analytics.jsonl'): Promise<string[]> {
  const text = await readFile(join(REPOSITORY, 'samples', file), 'utf8');
  return text.split('\n').filter((line) => line.trim() !== '');
}
