/**
 * Writes `docs/openapi.json` from the routes, the schemas and real answers: `pnpm write-openapi`, after every change of a
 * route, a body, an answer or an error code. A test compares the two.
 *
 * @module
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { VERSION } from './src/config/version.ts';
import { openApiDocument } from './src/openapi/document.ts';
import { examples } from './src/openapi/examples.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const file = at('../../docs/openapi.json');
writeFileSync(file, `${JSON.stringify(openApiDocument(VERSION, await examples(VERSION)))}\n`);
// Laid out as the rest of the repository is.
execFileSync(
  process.execPath,
  [at('../../node_modules/@biomejs/biome/bin/biome'), 'format', '--write', file],
  {
    cwd: at('../..'),
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);
