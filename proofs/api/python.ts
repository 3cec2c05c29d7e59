import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where environments are kept between runs. */
const KEPT = join(ROOT, 'node_modules', '.cache', 'python');

/**
 * The folder of programs of an environment of Python in which the packages of a list are installed. It is made once, and anew
 * after a change of the list.
 *
 * @param list - A file of exact versions, from the root.
 * @returns null where Python, or the index of its packages, is missing; a line has said so.
 */
export async function pythonWith(name: string, list: string): Promise<string | null> {
  const folder = join(KEPT, name);
  const bin = join(folder, 'bin');
  const mark = join(folder, 'installed.txt');
  const wanted = readFileSync(join(ROOT, list), 'utf8');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return bin;
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(KEPT, { recursive: true });
    await run('python3', ['-m', 'venv', folder]);
    await run(
      join(bin, 'python'),
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', join(ROOT, list)],
      { timeout: 300_000 },
    );
  } catch {
    console.log(`${name}: skipped, because it cannot be installed here (python3 and PyPI are needed)`);
    return null;
  }
  writeFileSync(mark, wanted);
  return bin;
}
