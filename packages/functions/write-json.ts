import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Writes a value as a JSON file, laid out as the rest of the repository is.
 *
 * @param path - From this folder.
 */
export function writeJson(path: string, value: unknown): void {
  writeFileSync(at(path), `${JSON.stringify(value)}\n`);
  execFileSync(
    process.execPath,
    [at('../../node_modules/@biomejs/biome/bin/biome'), 'format', '--write', at(path)],
    {
      cwd: at('../..'),
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
}
