/**
 * Writes the JSON Schema that a model is sent from the zod schema of its answer: `pnpm write-answer-schema`, after every
 * change of `ModelAnswer`. A test compares the two.
 *
 * @module
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answerSchema } from '@live-assist/core/prompt/answer-schema';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const file = at('src/adapters/openai-analyst/answer-schema.json');
writeFileSync(file, `${JSON.stringify(answerSchema())}\n`);
// Laid out as the rest of the repository is.
execFileSync(
  process.execPath,
  [at('../../node_modules/@biomejs/biome/bin/biome'), 'format', '--write', file],
  {
    cwd: at('../..'),
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);
