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

/** What is the same for every call in earlier prompts, counted with the same tokenizer. */
const STATIC = {
  'call-1': { system: 924, schema: 1_447 },
  'call-3': { system: 1_236, schema: 1_706 },
};
type Version = keyof typeof STATIC;

interface Measured {
  name: string;
  windows: CallWindow[];
  /** Tokens of the call in the earlier prompts, which wrote it in the same way. */
  userBefore: number;
  /** The most that its input may cost of what it did cost: first without the schema in the cache, then with it. */
  most: Record<Version, readonly [number, number]>;
}

const samples = readFileSync(new URL('../../../../../samples/calls.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line): { call_id: string; windows: CallWindow[] } => JSON.parse(line));

const windowsOf = (callId: string) => samples.find(({ call_id }) => call_id === callId)?.windows ?? [];

interface Timed {
  timestamp: string;
}

/** The windows of a call up to so many minutes after its first turn. */
function firstMinutes(callId: string, minutes: number): CallWindow[] {
  const timed = windowsOf(callId).map((window) => {
    const turns: Timed[] = JSON.parse(String(window.turns));
    return { window, turns };
  });
  const times = timed.flatMap(({ turns }) => turns.map(({ timestamp }) => Date.parse(timestamp)));
  const end = Math.min(...times) + minutes * 60_000;
  return timed.flatMap(({ window, turns }) => {
    const spoken = turns.filter(({ timestamp }) => Date.parse(timestamp) < end);
    return spoken.length === 0 ? [] : [{ ...window, turns: JSON.stringify(spoken) }];
  });
}

/** Several calls one after the other, as one that is spoken without a pause. */
const oneAfterTheOther = (callIds: readonly string[]): CallWindow[] =>
  callIds.flatMap(windowsOf).map((window, n) => ({ ...window, window_number: n + 1 }));

const CALLS: Measured[] = [
  {
    name: 'three minutes (262 words)',
    windows: windowsOf('broadband-refund-1'),
    userBefore: 735,
    most: { 'call-1': [0.85, 0.85], 'call-3': [0.85, 0.85] },
  },
  {
    name: 'ten minutes of a call in which things are tried out (689 words)',
    windows: firstMinutes('one-hour-setup', 10),
    userBefore: 1_288,
    most: { 'call-1': [0.85, 0.85], 'call-3': [0.85, 0.85] },
  },
  {
    // The words of the call cost two thirds of it, and no prompt can save those.
    name: 'ten minutes without a pause (1323 words)',
    windows: oneAfterTheOther([
      ...['broadband-refund-1', 'broadband-refund-2', 'broadband-refund-3'],
      ...['lost-parcel-1', 'lost-parcel-2', 'lost-parcel-3'],
    ]),
    userBefore: 2_844,
    most: { 'call-1': [0.85, 0.85], 'call-3': [0.85, 0.85] },
  },
];

function tokensOf({ name, windows }: Measured): Tokens {
  const [part] = partsOf(redactCall(decodeCall(name, windows)), 1_000_000);
  if (part === undefined) throw new Error(`there are no turns: ${name}`);
  const nonce = '730290482164';
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

const total = ({ system, schema, user }: Tokens) => system + schema + user;

describe('the tokens of the prompt', () => {
  it('the system message alone is long enough to be cached, and with the schema it fills whole steps of it', () => {
    const { system, schema } = tokensOf(CALLS[0] as Measured);
    expect(system).toBeGreaterThanOrEqual(LEAST_CACHED);
    expect((system + schema) % CACHE_STEP).toBeLessThan(CACHE_STEP / 4);
  });

  it.each(CALLS)('the input costs less than it did, from the second call on: $name', (call) => {
    const now = tokensOf(call);
    for (const [version, share] of Object.entries(call.most)) {
      const before = { ...STATIC[version as Version], user: call.userBefore };
      const shares = [false, true].map((cached) => costOf(now, cached) / costOf(before, cached));
      const cost = [false, true].map((cached) => costOf(now, cached).toFixed(0));
      console.log(
        `${call.name}: ${JSON.stringify(now)} tokens, ${cost.join(' or with the schema in the cache ')} millionths of a dollar, ${shares.map((part) => `${((1 - part) * 100).toFixed(1)} %`).join(' or ')} less than ${version}`,
      );
      expect(shares[0]).toBeLessThanOrEqual(share[0]);
      expect(shares[1]).toBeLessThanOrEqual(share[1]);
      expect(total(now)).toBeLessThanOrEqual(total(before));
    }
  });
});
