import { analyzeCall, type ProviderNote } from '@live-assist/core';
import { describe, expect, it } from 'vitest';
import { promiseCall } from '../../../../core/test/support/story.ts';
import { watchPorts } from '../../../src/telemetry/watched-ports.ts';
import { fakeModel, plainAnswer, type Scripted } from '../../support/fake-model-server.ts';
import { ANA, appOfSettings } from '../../support/provider-app.ts';

const OPENAI_API_KEY = 'key-of-the-tests';

/** An answer with these headers, of which some tokens were spent on reasoning. */
const answered = (
  headers: Record<string, string>,
  reasoning?: number,
  answer: unknown = plainAnswer(),
): Scripted => ({
  status: 200,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({
    ...{ id: 'x', object: 'chat.completion', created: 1, model: 'gpt-6-luna' },
    choices: [
      { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: JSON.stringify(answer) } },
    ],
    usage: {
      ...{ prompt_tokens: 1_000, completion_tokens: 700 },
      ...(reasoning !== undefined && { completion_tokens_details: { reasoning_tokens: reasoning } }),
    },
  }),
});

/** The line of the log for one analysis with these answers, of which the last is given again. */
async function lineOf(...scripts: Scripted[]) {
  const server = await fakeModel((_, count) => scripts[Math.min(count, scripts.length) - 1] as Scripted);
  const app = appOfSettings({ OPENAI_API_KEY, OPENAI_MODEL: 'gpt-6-luna', OPENAI_BASE_URL: server.url });
  await app.analyze('call-1');
  const [line] = app.lines;
  return { reasoningTokens: line?.reasoningTokens, providerRequestIds: line?.providerRequestIds };
}

describe('the line of the log for an analysis', () => {
  it.each([
    ['OpenAI', 'x-request-id'],
    ['Azure', 'apim-request-id'],
    ['Bedrock', 'x-amzn-requestid'],
  ])(
    'the line of the log for an analysis has the name of the request at %s, and the tokens of reasoning',
    async (_, header) => {
      expect(await lineOf(answered({ [header]: 'req_0f3a-1' }, 512))).toEqual({
        reasoningTokens: 512,
        providerRequestIds: ['req_0f3a-1'],
      });
    },
  );

  it('the line of the log for an analysis has every request, refused and answered, and the sum of their tokens', async () => {
    const bad = answered({ 'x-request-id': 'req_2' }, 100, { no: 'answer' });
    const line = await lineOf(
      {
        status: 400,
        headers: { 'x-request-id': 'req_1' },
        body: '{"error":{"message":"json_schema is not supported"}}',
      },
      bad,
      answered({ 'x-request-id': 'req_3' }, 40),
    );
    expect(line).toEqual({ reasoningTokens: 140, providerRequestIds: ['req_1', 'req_2', 'req_3'] });
  });

  it('the line of the log for an analysis that failed has the requests as well', async () => {
    const line = await lineOf({
      status: 503,
      headers: { 'x-request-id': 'req_9', 'x-should-retry': 'false' },
    });
    expect(line).toEqual({ reasoningTokens: undefined, providerRequestIds: ['req_9'] });
  });

  it('the line of the log for an analysis has no name that could hold words, and no count that is none', async () => {
    const line = await lineOf(answered({ 'x-request-id': 'the customer says no' }));
    expect(line).toEqual({ reasoningTokens: undefined, providerRequestIds: undefined });
  });

  it('the line of the log for an analysis has at most ten names', async () => {
    const notes: ProviderNote[] = Array.from({ length: 30 }, (_, n) => ({
      requestId: `req_${n}`,
      reasoningTokens: 1,
    }));
    const { ports } = appOfSettings({ OPENAI_API_KEY });
    for (const window of promiseCall('call-1')) await ports.records.add(window);
    const { ports: own, spent } = watchPorts({
      ...ports,
      analyst: {
        engine: 'openai',
        analyze: async (request) => {
          for (const note of notes) request.noteProvider?.(note);
          throw new Error('enough is noted');
        },
      },
    });
    const settings = { timeZone: 'UTC', analysisTimeoutMs: 60_000, sharedAddresses: [] };
    await analyzeCall(own, settings, { call_id: 'call-1', client_email: ANA }).catch(() => undefined);
    expect(spent()).toMatchObject({
      reasoningTokens: 30,
      providerRequestIds: notes.slice(0, 10).map(({ requestId }) => requestId),
    });
  });
});
