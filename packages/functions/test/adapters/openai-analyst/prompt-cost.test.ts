import { readFileSync } from 'node:fs';
import type { CallWindow } from '@live-assist/core';
import { decodeCall } from '@live-assist/core/call/decode-call';
import { promptFor } from '@live-assist/core/prompt/prompt';
import { partsOf } from '@live-assist/core/prompt/prompt-lines';
import { redactCall } from '@live-assist/core/redaction/redact';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { ANSWER_SCHEMA } from '../../../src/adapters/openai-analyst/provider/reduced-schema.ts';
import { modelSettings } from '../../../src/config/models.ts';

/** A prefix is cached from this length on, in steps. */
const LEAST_CACHED = 1_024;
const CACHE_STEP = 128;

interface Tokens {
  system: number;
  schema: number;
  user: number;
}

/** The same call in the prompt before this one (`call-3`), counted with the same tokenizer. */
const BEFORE: Tokens = { system: 1_236, schema: 1_706, user: 735 };
const CALL = 'broadband-refund-1';

function tokensNow(): Tokens {
  const lines = readFileSync(new URL('../../../../../samples/calls.jsonl', import.meta.url), 'utf8').split(
    '\n',
  );
  const sample: { windows: CallWindow[] } = JSON.parse(
    lines.find((line) => line.includes(`"${CALL}"`)) ?? '',
  );
  const [part] = partsOf(redactCall(decodeCall(CALL, sample.windows)), 1_000_000);
  if (part === undefined) throw new Error(`there is no sample ${CALL}`);
  const nonce = '7f3a90c2e1b4';
  const { system, user } = promptFor(part, { nonce, part: 1, parts: 1, promises: [], matters: [] });
  return {
    system: countTokens(system),
    schema: countTokens(JSON.stringify(ANSWER_SCHEMA)),
    user: countTokens(user),
  };
}

/** Dollars of the input of a call after the first one, in millionths. */
function costOf({ system, schema, user }: Tokens, isSchemaCached: boolean): number {
  const { price } = modelSettings({});
  if (price === null) throw new Error('the default model has no price');
  const prefix = isSchemaCached ? system + schema : system;
  const cached = prefix < LEAST_CACHED ? 0 : Math.floor(prefix / CACHE_STEP) * CACHE_STEP;
  return (system + schema + user - cached) * price.input + cached * price.cachedInput;
}

describe('the tokens of the prompt', () => {
  const now = tokensNow();

  it('the system message alone is long enough to be cached, and hardly longer than whole steps of it', () => {
    expect(now.system).toBeGreaterThanOrEqual(LEAST_CACHED);
    expect(now.system % CACHE_STEP).toBeLessThan(CACHE_STEP / 2);
  });

  it.each([
    ['with', true],
    ['without', false],
  ] as const)(
    'the input costs at least 15 % less than before from the second call on, %s the schema in the cache',
    (_, isSchemaCached) => {
      const [cost, before] = [costOf(now, isSchemaCached), costOf(BEFORE, isSchemaCached)];
      console.log(
        `Input of ${CALL}: ${JSON.stringify(now)} tokens, ${cost.toFixed(1)} millionths of a dollar, before ${before.toFixed(1)}`,
      );
      expect(cost / before).toBeLessThanOrEqual(0.85);
    },
  );

  it('without a cache the input is not longer than before', () => {
    const total = ({ system, schema, user }: Tokens) => system + schema + user;
    expect(total(now)).toBeLessThanOrEqual(total(BEFORE));
  });
});
