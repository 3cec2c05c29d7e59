import type { Call } from '@live-assist/core';
import { decodeCall } from '@live-assist/core/call/decode-call';
import { manualClock } from '@live-assist/core/in-memory';
import { measureCall } from '@live-assist/core/metrics/metrics';
import { redactCall } from '@live-assist/core/redaction/redact';
import { beforeAll, describe, expect, it } from 'vitest';
import { promiseCall } from '../../../../core/test/support/story.ts';
import { localAnalyst } from '../../../src/adapters/local-analyst/local-analyst.ts';
import { openaiAnalyst } from '../../../src/adapters/openai-analyst/openai-analyst.ts';
import { type ChatRequest, completion, fakeModel, plainAnswer } from '../../support/fake-model-server.ts';
import { hasSpec, type OpenAiSchema, openAiSchema } from '../../support/openai-schema.ts';

/** The adapter's request for a short call, read from a socket. */
async function captured(model: string, profile: 'openai' | 'compatible'): Promise<ChatRequest> {
  const server = await fakeModel(() => ({ content: JSON.stringify(plainAnswer()) }));
  const clock = manualClock(0);
  const call: Call = redactCall(decodeCall('call-1', promiseCall()));
  const { metrics } = measureCall(call);
  const rules = localAnalyst();
  await openaiAnalyst({
    apiKey: 'k',
    baseUrl: server.url,
    model,
    profile,
    price: null,
    rules,
    clock,
  }).analyze({
    call,
    metrics,
    openCommitments: [{ id: 'x', text: 'Send the form', owner: 'agent', dueAt: '2026-11-06' }],
    deadline: 60_000,
  });
  const [request] = server.requests;
  if (request === undefined) throw new Error('nothing was sent');
  return request;
}

describe.skipIf(!hasSpec)("OpenAI's own schema", () => {
  let schema: OpenAiSchema;
  const faultsOf = (body: object) => schema.faultsOfRequest(body);

  beforeAll(() => {
    schema = openAiSchema();
  });

  it.each([
    ['gpt-6-luna', 'openai'],
    ['gpt-5.4-mini', 'openai'],
    ['gpt-4o-2024-08-06', 'openai'],
    ['llama-4', 'compatible'],
  ] as const)('allows what is sent: %s, %s', async (model, profile) => {
    const { path, headers, body } = await captured(model, profile);
    expect(path).toBe('/v1/chat/completions');
    expect(headers.authorization).toBe('Bearer k');
    expect(faultsOf(body)).toEqual([]);
  });

  it('refuses five requests that are wrong', async () => {
    const { body } = await captured('gpt-6-luna', 'openai');
    const { model: _, ...nameless } = body;
    const wrong: Record<string, object> = {
      'no model': nameless,
      'no messages': { ...body, messages: [] },
      'an unknown role': { ...body, messages: [{ role: 'boss', content: 'Hi' }] },
      'a schema without a name': {
        ...body,
        response_format: { type: 'json_schema', json_schema: { strict: true } },
      },
      'a misspelt field': { ...body, max_completion_tokns: 5 },
    };
    for (const [name, request] of Object.entries(wrong)) {
      expect([name, faultsOf(request).length > 0]).toEqual([name, true]);
    }
  });

  it.each([
    ['an answer', completion('gpt-6-luna', '{}')],
    ['a cut', completion('gpt-6-luna', '{', { finish_reason: 'length' })],
    ['a refusal', completion('gpt-6-luna', '', { refusal: 'No.' })],
    ['a filter', completion('gpt-6-luna', '', { finish_reason: 'content_filter' })],
    ['no usage', completion('gpt-6-luna', '{}', { usage: null })],
  ])('allows what the fake server answers: %s', (_, reply) => {
    expect(schema.faultsOfResponse(reply)).toEqual([]);
  });
});

describe('what is sent', () => {
  it('to a compatible provider is only what every provider knows', async () => {
    const { body } = await captured('llama-4', 'compatible');
    expect(Object.keys(body).sort()).toEqual(['max_tokens', 'messages', 'model', 'response_format']);
    expect(body.messages.map(({ role, content }) => [role, typeof content])).toEqual([
      ['system', 'string'],
      ['user', 'string'],
    ]);
  });

  it('to OpenAI is not kept there, and is cached up to the words that never change', async () => {
    const { body } = await captured('gpt-6-luna', 'openai');
    expect(body).toMatchObject({
      store: false,
      prompt_cache_options: { mode: 'explicit' },
      reasoning_effort: 'low',
      response_format: { type: 'json_schema', json_schema: { strict: true } },
      messages: [{ content: [{ prompt_cache_breakpoint: { mode: 'explicit' } }] }, {}],
    });
    expect(body).not.toHaveProperty('temperature');
  });

  it('the prompt begins with the same words for every call, and names the data anew', async () => {
    const [one, two] = [await captured('m', 'compatible'), await captured('m', 'compatible')];
    const [systemOne, dataOne] = one.body.messages;
    const [systemTwo, dataTwo] = two.body.messages;
    expect(systemOne).toEqual(systemTwo);
    const name = (content: unknown) => /<data-([\da-f]{12})>/.exec(String(content))?.[1];
    expect(name(dataOne?.content)).toBeDefined();
    expect(name(dataOne?.content)).not.toBe(name(dataTwo?.content));
    // Nothing in it tells whose call it is, or when it was.
    expect(JSON.stringify(one.body)).not.toMatch(/call-1|2026-11-02|@/);
  });
});
