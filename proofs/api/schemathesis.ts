/**
 * Sends requests that schemathesis makes from the OpenAPI document to the local server, valid and invalid ones, and holds each
 * answer against the document: `pnpm proofs:schemathesis [--seconds 60] [--seed 1]`. Exits with 1 after a violation.
 *
 * @module
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startServer } from '../load/server-process.ts';
import { pythonWith, ROOT } from './python.ts';

const SCOPES =
  'analytics:write analytics:read coaching:read records:write memory:read desk:read commitments:write customer:erase customers:any';

/** Without its secret the route of a delivery is not there. */
const SECRET = 'a-secret-of-this-proof-that-is-long-enough';
const DELIVERIES = Object.fromEntries(
  ['ELEVENLABS', 'RETELL', 'VAPI', 'VCON'].map((sender) => [`INGEST_${sender}_SECRET`, SECRET]),
);

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
});

const bin = await pythonWith('schemathesis', 'proofs/api/schemathesis.txt');
if (bin !== null) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'live-assist-schemathesis-'));
  const server = await startServer({ dataFolder, env: { ANALYST: 'local', ...DELIVERIES } });
  try {
    const address = `http://127.0.0.1:${server.port}`;
    const minted = await fetch(`${address}/dev/token?scope=${SCOPES.replaceAll(' ', '+')}`);
    const { token } = (await minted.json()) as { token: string };
    const args = [
      ...['--config-file', join(ROOT, 'proofs/api/schemathesis.toml')],
      ...['run', `${address}/openapi.json`, '--header', `Authorization: Bearer ${token}`],
      ...['--phases', 'examples,coverage,fuzzing', '--max-time', values.seconds, '--seed', values.seed],
      ...['--continue-on-failure', '--workers', '1', '--no-color', '--generation-database', 'none'],
    ];
    const child = spawn(join(bin, 'schemathesis'), args, { stdio: 'inherit', cwd: dataFolder });
    const [code] = await once(child, 'exit');
    process.exitCode = code === 0 ? 0 : 1;
  } finally {
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
