import { promptFor } from '@live-assist/core/prompt/prompt';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, it } from 'vitest';
import { requestBody } from '../../../src/adapters/openai-analyst/provider/completion-request.ts';
import { type Dialect, dialectOf } from '../../../src/adapters/openai-analyst/provider/dialect.ts';
import { FIXED_TOKENS } from '../../../src/adapters/openai-analyst/room.ts';

/** What a provider adds around each message and the schema. */
const FRAME_TOKENS = 30;
/** A figure above the count costs room in small contexts. */
const MOST_TOO_MANY = 250;

it('FIXED_TOKENS is what a request has before the first word of a call, in the dialect that needs most', () => {
  const prompt = promptFor(
    { lines: [], tools: [], tips: [] },
    { nonce: crypto.randomUUID(), part: 1, parts: 2, promises: [], matters: [] },
  );
  const dialect = dialectOf({ profile: 'compatible', model: 'llama-4' });
  const dialects: Dialect[] = [
    dialect,
    { ...dialect, bounds: false },
    { ...dialect, bounds: false, format: 'json_object' },
  ];
  const counts = dialects.map((spoken) => {
    const { messages, response_format } = requestBody({ dialect: spoken, model: 'm', prompt, maxTokens: 1 });
    const texts = messages.map(({ content }) => String(content));
    return countTokens([...texts, JSON.stringify(response_format)].join('\n')) + FRAME_TOKENS;
  });
  const needed = Math.ceil(Math.max(...counts) / 50) * 50;
  const advice = `Set FIXED_TOKENS to ${needed}: the dialects need ${counts.join(', ')} tokens.`;
  expect(FIXED_TOKENS, advice).toBeGreaterThanOrEqual(Math.max(...counts));
  expect(FIXED_TOKENS, advice).toBeLessThanOrEqual(needed + MOST_TOO_MANY);
  console.log(`A request has ${counts.join(', ')} tokens before the first word of a call.`);
});
