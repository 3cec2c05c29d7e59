/**
 * Writes the JSON Schema that a model is sent from the zod schema of its answer: `pnpm write-answer-schema`, after every
 * change of `ModelAnswer`. A test compares the two.
 *
 * @module
 */
import { answerSchema } from '@live-assist/core/prompt/answer-schema';
import { writeJson } from './write-json.ts';

writeJson('src/adapters/openai-analyst/answer-schema.json', answerSchema());
