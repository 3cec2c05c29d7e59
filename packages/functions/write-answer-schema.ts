/**
 * Writes the JSON Schema that a model is sent from the zod schema of its answer:
 * `node packages/functions/write-answer-schema.ts`, after every change of `ModelAnswer`. A test compares the two.
 *
 * @module
 */
import { writeFileSync } from 'node:fs';
import { answerSchema } from '@live-assist/core/prompt/answer-schema';

const file = new URL('src/adapters/openai-analyst/answer-schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(answerSchema())}\n`);
