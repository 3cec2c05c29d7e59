import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { freePort } from '../../support/free-port.ts';

const PROGRAM = fileURLToPath(new URL('../../../src/local/server/start.ts', import.meta.url));
const README = readFileSync(new URL('../../../../../README.md', import.meta.url), 'utf8');
const run = promisify(execFile);

/** The first code blocks, in order: the start, the request, the answer. */
const [, request = '', answer = ''] = [...README.matchAll(/```\w+\n([\s\S]*?)```/g)].map(
  ([, block = '']) => block,
);

it('the request of the README gets the answer that the README shows', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'live-assist-readme-'));
  const port = String(await freePort());
  const server = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, DATA_FOLDER: dataFolder, PORT: port, DYNAMODB_PORT: String(await freePort()) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let output = '';
    const ready = new Promise<void>((resolve, reject) => {
      server.stdout.on('data', (chunk) => {
        output += chunk;
        if (output.includes('Try it')) resolve();
      });
      server.once('exit', () => reject(new Error('The server ended before it was ready.')));
    });
    await ready;
    expect(output).toContain('24 sample calls were loaded.');
    expect(request).toContain('http://localhost:8787/');
    const { stdout } = await run('bash', ['-c', request.replaceAll(':8787', `:${port}`)]);
    expect(JSON.parse(stdout)).toMatchObject(JSON.parse(answer));
  } finally {
    if (server.exitCode === null && server.signalCode === null) {
      server.kill();
      await once(server, 'exit');
    }
    rmSync(dataFolder, { recursive: true, force: true });
  }
});
