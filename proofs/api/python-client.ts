/**
 * Makes a client for Python from docs/openapi.json, and uses it against the local server: the program of docs/clients.md, and
 * the tests in examples/python: `pnpm proofs:python`.
 *
 * @module
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startServer } from '../load/server-process.ts';
import { pythonWith, ROOT } from './python.ts';

const run = promisify(execFile);
const SCOPES = 'records:write+analytics:write+analytics:read+memory:read+customers:any';

const bin = await pythonWith('openapi-python-client', 'examples/python/requirements.txt');
if (bin !== null) {
  const folder = mkdtempSync(join(tmpdir(), 'live-assist-python-'));
  const server = await startServer({ dataFolder: join(folder, 'data'), env: { ANALYST: 'local' } });
  try {
    await run(
      join(bin, 'openapi-python-client'),
      [
        ...['generate', '--path', join(ROOT, 'docs/openapi.json'), '--meta', 'none'],
        ...['--output-path', join(folder, 'live_assist'), '--fail-on-warning'],
      ],
      { env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } },
    );
    const address = `http://127.0.0.1:${server.port}`;
    const { token } = (await (await fetch(`${address}/dev/token?scope=${SCOPES}`)).json()) as {
      token: string;
    };
    const env = { PATH: process.env.PATH, PYTHONPATH: folder, LIVE_ASSIST: address, TOKEN: token };
    const python = (...args: string[]) => run(join(bin, 'python'), args, { env });

    const tested = await python(join(ROOT, 'examples/python/test_live_assist.py'));
    console.log(tested.stderr.trim());

    const [, program = ''] =
      /```python\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'docs/clients.md'), 'utf8')) ?? [];
    writeFileSync(join(folder, 'program.py'), program);
    const { stdout } = await python(join(folder, 'program.py'));
    if (!/send you a new router by Friday/.test(stdout)) {
      throw new Error(`The program of docs/clients.md prints ${JSON.stringify(stdout)}.`);
    }
    console.log('python: the program of docs/clients.md reads the promise that it has recorded');
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
