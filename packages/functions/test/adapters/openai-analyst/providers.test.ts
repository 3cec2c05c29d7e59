import type { CallAnalytics } from '@live-assist/core';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { bodyOf } from '../../support/app.ts';
import type { ChatRequest } from '../../support/fake-model-server.ts';
import { hasSpec, type OpenAiSchema, openAiSchema } from '../../support/openai-schema.ts';
import { ANA, appOfSettings, GOOD, hostOf, type ProviderApp } from '../../support/provider-app.ts';
import {
  AZURE_FILTER,
  azure,
  bedrock,
  firstRefusal,
  openAi,
  type Rule,
  refusal,
  withFields,
  withFormats,
  withoutBounds,
} from '../../support/provider-hosts.ts';

const OPENAI_API_KEY = 'key-of-the-tests';
const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const BEDROCK = { model: 'openai.gpt-oss-120b-1:0', region: 'eu-central-1' };
const AZURE_URL = 'https://our-resource.openai.azure.com/openai/v1';
const LLAMA = { OPENAI_API_KEY, OPENAI_MODEL: 'llama-4:8b' };

interface Case {
  name: string;
  /** Null where the provider is reached by its address on this machine. */
  host: string | null;
  env: Record<string, string>;
  rules: Rule[];
  /** Requests for the first call, of which all but the last are refused. */
  first: number;
  /** What the requests after that are made of. */
  has?: string[];
  hasNot?: string[];
}

const OPENAI: Case[] = [
  ...['api', 'eu.api', 'us.api'].map((host) => ({
    name: `OpenAI at ${host}.openai.com`,
    host: `${host}.openai.com`,
    env: { OPENAI_API_KEY, ...(host !== 'api' && { OPENAI_BASE_URL: `https://${host}.openai.com/v1` }) },
    rules: openAi(OPENAI_API_KEY, 'gpt-6-luna'),
    first: 1,
    has: ['store', 'max_completion_tokens', 'prompt_cache_options', 'reasoning_effort'],
  })),
  ...[
    { model: 'gpt-5.4-mini', has: ['store', 'reasoning_effort'], hasNot: ['prompt_cache_options'] },
    { model: 'gpt-4o-2024-08-06', has: ['store'], hasNot: ['reasoning_effort', 'prompt_cache_options'] },
    { model: 'o4-mini', has: ['reasoning_effort'], hasNot: ['prompt_cache_options'] },
  ].map(({ model, ...fields }) => ({
    name: `OpenAI with ${model}`,
    host: 'api.openai.com',
    env: { OPENAI_API_KEY, OPENAI_MODEL: model },
    rules: openAi(OPENAI_API_KEY, model),
    first: 1,
    ...fields,
  })),
  {
    name: 'OpenAI with an effort that the model does not know',
    host: 'api.openai.com',
    env: { OPENAI_API_KEY, OPENAI_MODEL: 'gpt-4o-2024-08-06', REASONING_EFFORT: 'high' },
    rules: openAi(OPENAI_API_KEY, 'gpt-4o-2024-08-06'),
    first: 2,
    has: ['store'],
    hasNot: ['reasoning_effort'],
  },
];

const ON_CLOUDS: Case[] = [
  ...['gpt-6-luna', 'gpt-4o-2024-08-06'].map((model) => ({
    name: `Azure OpenAI with a deployment of ${model}`,
    host: 'our-resource.openai.azure.com',
    env: { OPENAI_API_KEY, OPENAI_BASE_URL: AZURE_URL, OPENAI_MODEL: 'calls' },
    rules: azure(OPENAI_API_KEY, 'calls', model),
    first: 1,
    has: ['max_completion_tokens', 'store'],
    hasNot: ['prompt_cache_options'],
  })),
  {
    name: 'Azure OpenAI in a region that is behind',
    host: 'our-resource.services.ai.azure.com',
    env: {
      OPENAI_API_KEY,
      OPENAI_BASE_URL: 'https://our-resource.services.ai.azure.com',
      OPENAI_MODEL: 'calls',
    },
    rules: [
      ({ body }) =>
        'prompt_cache_key' in body
          ? refusal('Unrecognized request argument supplied: prompt_cache_key')
          : null,
      ...azure(OPENAI_API_KEY, 'calls', 'gpt-4o-2024-08-06'),
    ],
    first: 2,
    has: ['max_completion_tokens'],
    hasNot: ['prompt_cache_key'],
  },
  {
    name: 'Amazon Bedrock by its profile',
    host: 'bedrock-runtime.eu-central-1.amazonaws.com',
    env: { MODEL_PROFILE: 'bedrock', OPENAI_MODEL: BEDROCK.model, AWS_REGION: BEDROCK.region },
    rules: bedrock(KEYS, BEDROCK),
    first: 1,
    hasNot: ['store', 'prompt_cache_key'],
  },
  {
    name: 'Amazon Bedrock at its newer endpoint, in another region',
    host: 'bedrock-mantle.us-west-2.api.aws',
    env: {
      OPENAI_BASE_URL: 'https://bedrock-mantle.us-west-2.api.aws/v1',
      OPENAI_MODEL: 'openai.gpt-oss-120b',
      AWS_REGION: BEDROCK.region,
      FLEX_PROCESSING: '1',
    },
    rules: bedrock(KEYS, { model: 'openai.gpt-oss-120b', region: 'us-west-2', service: 'bedrock-mantle' }),
    first: 1,
  },
];

/** Servers of Chat Completions that stand on a machine of one's own. */
const COMPATIBLE: Case[] = (
  [
    { name: 'vLLM', rules: [], first: 1, has: ['max_tokens', 'response_format'] },
    {
      name: 'an older vLLM, whose grammars have no bounds',
      rules: [withoutBounds(() => 'The provided JSON schema contains features not supported by xgrammar.')],
      first: 2,
      has: ['response_format'],
    },
    {
      name: 'a server that names the bound',
      rules: [withoutBounds((bound) => `For 'array' type, property '${bound}' is not supported`)],
      first: 2,
      has: ['response_format'],
    },
    {
      name: 'a server that fails where it should refuse a schema',
      rules: [withoutBounds(() => 'Failed to initialize samplers: failed to parse grammar', 500)],
      first: 2,
      has: ['response_format'],
    },
    {
      name: 'Ollama that knows no schema',
      rules: [withFormats(['json_object'], () => 'invalid JSON schema in format')],
      first: 3,
      has: ['response_format'],
    },
    {
      name: 'a server that knows objects of JSON alone',
      rules: [withFormats(['json_object', 'text'], () => 'This response_format type is unavailable now')],
      first: 2,
      has: ['response_format'],
    },
    {
      name: 'LM Studio',
      rules: [
        withFormats(['json_schema', 'text'], () => "'response_format.type' must be 'json_schema' or 'text'"),
      ],
      first: 1,
      has: ['response_format'],
    },
    {
      name: 'a server without any format',
      rules: [withFormats([], (type) => `response_format of type ${type} is not supported`)],
      first: 3,
      hasNot: ['response_format'],
    },
    {
      name: 'a server that wants the newer name of the cap',
      rules: [
        ({ body }) =>
          'max_tokens' in body
            ? refusal(
                "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
              )
            : null,
      ],
      first: 2,
      has: ['max_completion_tokens'],
      hasNot: ['max_tokens'],
    },
    {
      name: 'a server that knows four fields',
      env: { REASONING_EFFORT: 'low' },
      rules: [withFields(['model', 'messages', 'max_tokens', 'response_format'])],
      first: 2,
      hasNot: ['reasoning_effort'],
    },
    {
      name: 'a server that refuses one thing after the other',
      env: { REASONING_EFFORT: 'low' },
      rules: [
        withFields(['model', 'messages', 'max_tokens', 'max_completion_tokens', 'response_format']),
        ({ body }) =>
          'max_tokens' in body ? refusal("Unknown parameter: 'max_tokens'.", { param: 'max_tokens' }) : null,
        withoutBounds((bound) => `Invalid schema: ${bound} is not permitted`),
        withFormats(['json_object'], () => 'This response_format type is unavailable now'),
      ],
      first: 5,
      has: ['max_completion_tokens', 'response_format'],
    },
    {
      name: 'a server that does not say what it refuses',
      env: { REASONING_EFFORT: 'low' },
      rules: [
        ({ body }) => ('reasoning_effort' in body ? refusal('Bad request', { code: 'bad_request' }) : null),
      ],
      first: 2,
      hasNot: ['reasoning_effort'],
    },
  ] as (Omit<Case, 'host' | 'env'> & Partial<Pick<Case, 'env'>>)[]
).map((given) => ({
  ...given,
  host: null,
  env: { ...LLAMA, ...given.env },
}));

/** Signs with these keys, as a function of AWS does. */
function withKeysOfAws(): void {
  const given = {
    AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
    AWS_REGION: undefined,
    AWS_BEARER_TOKEN_BEDROCK: undefined,
  };
  for (const [name, value] of Object.entries(given)) {
    const before = process.env[name];
    const set = (to: string | undefined) => {
      if (to === undefined) delete process.env[name];
      else process.env[name] = to;
    };
    set(value);
    onTestFinished(() => set(before));
  }
}

let schema: OpenAiSchema | null = null;
beforeAll(() => {
  if (hasSpec) schema = openAiSchema();
});

/** The app and its provider, reached under the provider's own name. */
async function appAt({ host, env, rules }: Pick<Case, 'host' | 'env' | 'rules'>, answer = GOOD) {
  withKeysOfAws();
  const server = await hostOf(rules, answer);
  const app =
    host === null
      ? appOfSettings({ ...env, OPENAI_BASE_URL: server.url })
      : appOfSettings(env, { [host]: server });
  return { ...app, server };
}

async function analysisOf(answer: Response): Promise<[status: number, flags: string[]]> {
  const { analysis } = await bodyOf<CallAnalytics>(answer);
  return [answer.status, analysis?.flags];
}

const fieldsOf = ({ body }: ChatRequest) => Object.keys(body);

describe('a provider of models', () => {
  it.each([...OPENAI, ...ON_CLOUDS, ...COMPATIBLE])(
    'a provider of models is asked once for each call after the first: $name',
    async (given) => {
      const { analyze, server } = await appAt(given);
      expect(await analysisOf(await analyze('call-1'))).toEqual([200, []]);
      expect(server.requests).toHaveLength(given.first);
      expect(await analysisOf(await analyze('call-2'))).toEqual([200, []]);
      expect(await analysisOf(await analyze('call-3'))).toEqual([200, []]);
      expect(server.requests).toHaveLength(given.first + 2);

      const last = server.requests.at(-1) as ChatRequest;
      expect(firstRefusal(given.rules, last)).toBeNull();
      expect(fieldsOf(last)).toEqual(expect.arrayContaining(given.has ?? []));
      for (const field of given.hasNot ?? []) expect(fieldsOf(last)).not.toContain(field);
      for (const { body } of server.requests) expect(schema?.faultsOfRequest(body) ?? []).toEqual([]);
    },
  );

  it.each([
    [
      'a wrong key of OpenAI',
      'api.openai.com',
      { OPENAI_API_KEY: 'wrong' },
      openAi(OPENAI_API_KEY, 'gpt-6-luna'),
    ],
    [
      'a wrong key of Azure',
      'our-resource.openai.azure.com',
      { OPENAI_API_KEY: 'wrong', OPENAI_BASE_URL: AZURE_URL, OPENAI_MODEL: 'calls' },
      azure(OPENAI_API_KEY, 'calls', 'gpt-6-luna'),
    ],
    [
      'a deployment that is not there',
      'our-resource.openai.azure.com',
      { OPENAI_API_KEY, OPENAI_BASE_URL: AZURE_URL, OPENAI_MODEL: 'others' },
      azure(OPENAI_API_KEY, 'calls', 'gpt-6-luna'),
    ],
    [
      'credentials of another account',
      'bedrock-runtime.eu-central-1.amazonaws.com',
      { MODEL_PROFILE: 'bedrock', OPENAI_MODEL: BEDROCK.model, AWS_REGION: BEDROCK.region },
      bedrock({ ...KEYS, secretAccessKey: 'another' }, BEDROCK),
    ],
  ])('a provider of models that refuses the set-up says so at once: %s', async (_, host, env, rules) => {
    const { analyze, server } = await appAt({ host, env, rules });
    const answer = await analyze('call-1');
    expect([answer.status, (await bodyOf(answer)).code]).toEqual([500, 'analyst_misconfigured']);
    expect(server.requests).toHaveLength(1);
  });

  it('a provider of models that finds the words of a call unfit refuses that call alone', async () => {
    const { analyze, server } = await appAt(
      {
        host: 'our-resource.openai.azure.com',
        env: { OPENAI_API_KEY, OPENAI_BASE_URL: AZURE_URL, OPENAI_MODEL: 'calls' },
        rules: azure(OPENAI_API_KEY, 'calls', 'gpt-6-luna'),
      },
      (request, count) => (count === 1 ? AZURE_FILTER : GOOD(request, count)),
    );
    const answer = await analyze('call-1');
    expect([answer.status, (await bodyOf(answer)).code]).toEqual([422, 'analyst_refused']);
    expect(server.requests).toHaveLength(1);
    expect((await analyze('call-2')).status).toBe(200);
  });

  it('a provider of models at a host with data residency costs a tenth more', async () => {
    const at = async (host: string, env: Record<string, string>) => {
      const { analyze } = await appAt({ host, env, rules: openAi(OPENAI_API_KEY, 'gpt-6-luna') });
      return (await bodyOf<CallAnalytics>(await analyze('call-1'))).analysis.costUsd ?? 0;
    };
    const usual = await at('api.openai.com', { OPENAI_API_KEY });
    const resident = await at('eu.api.openai.com', {
      OPENAI_API_KEY,
      OPENAI_BASE_URL: 'https://eu.api.openai.com/v1',
    });
    expect(resident / usual).toBeCloseTo(1.1, 2);
  });
});

describe('what a provider does not tell', () => {
  it('what a provider does not tell is never sent to it: no call, no customer, no time', async () => {
    for (const given of [OPENAI[0], ...ON_CLOUDS, COMPATIBLE[0]] as Case[]) {
      const { analyze, server }: ProviderApp & { server: { requests: ChatRequest[] } } = await appAt(given);
      await analyze('call-1');
      for (const { raw } of server.requests) expect(raw).not.toMatch(new RegExp(`call-1|${ANA}|2026-11-02`));
    }
  });
});
