import { describe, expect, it } from 'vitest';
import { stageSettings } from '../../infra/settings.ts';
import { grantsOf, roleNames, wideRights } from './checks.ts';
import { PRODUCTION, resourcesOf, type Stack, synth } from './stack.ts';

const BEDROCK = { ...PRODUCTION, MODEL_PROFILE: 'bedrock', OPENAI_MODEL: 'openai.gpt-oss-120b-1:0' };
const OTHER_HOST = {
  ...PRODUCTION,
  OPENAI_FALLBACK_BASE_URL: 'https://models.example.com/v1',
  OPENAI_FALLBACK_MODEL: 'llama-4',
};
/** A deployment finds no value for these secrets. */
const WITHOUT_KEYS = {
  SST_SECRET_OPENAI_API_KEY: undefined,
  SST_SECRET_OPENAI_FALLBACK_API_KEY: undefined,
};

/** The rights at models of both functions, by role. */
function askingOf(stack: Stack): Record<string, string[]> {
  return Object.fromEntries(
    roleNames(stack).map((role) => [
      role,
      grantsOf(stack, role).filter((grant) => grant.startsWith('bedrock')),
    ]),
  );
}

/** The secrets and tables that the functions are linked to. */
function linksOf(stack: Stack): string[] {
  return stack.resources
    .filter(({ type }) => type === 'sst:sst:LinkRef')
    .map(({ name }) => name.replace(/LinkRef$/, ''));
}

describe('a stage with a model of Amazon Bedrock', () => {
  it('a stage with a model of Amazon Bedrock deploys without a key, and both functions may ask that model alone', async () => {
    const stack = await synth('production', { env: { ...BEDROCK, ...WITHOUT_KEYS } });
    const right = ['bedrock:InvokeModel foundation-model/openai.gpt-oss-120b-1:0'];
    expect(askingOf(stack)).toEqual({
      ApiRole: right,
      AnalysisRole: right,
      EventSenderRole: [],
      IngestRole: [],
    });
    expect(wideRights(stack)).toEqual([]);
    expect(linksOf(stack)).not.toContain('OPENAI_API_KEY');
    for (const { inputs } of resourcesOf(stack, 'lambda/function:Function')) {
      // The function that learns when calls end asks no model.
      if ((inputs.environment?.variables?.ANALYST ?? 'local') === 'local') continue;
      expect(inputs.environment.variables).toMatchObject({
        MODEL_PROFILE: 'bedrock',
        OPENAI_MODEL: 'openai.gpt-oss-120b-1:0',
      });
    }
  });

  it('a stage with a model of Amazon Bedrock behind a profile may ask it through that profile alone', async () => {
    const env = { ...BEDROCK, OPENAI_MODEL: 'eu.anthropic.claude-sonnet-5-v1:0', ...WITHOUT_KEYS };
    const stack = await synth('production', { env });
    const rights = [
      'bedrock:InvokeModel inference-profile/eu.anthropic.claude-sonnet-5-v1:0',
      'bedrock:InvokeModel foundation-model/anthropic.claude-sonnet-5-v1:0',
    ];
    expect(askingOf(stack)).toEqual({
      ApiRole: rights,
      AnalysisRole: rights,
      EventSenderRole: [],
      IngestRole: [],
    });
    expect(wideRights(stack)).toEqual([]);
  });

  it('a stage with a model of Amazon Bedrock as a fallback has the key of the first provider and a right for the second', async () => {
    const env = {
      ...PRODUCTION,
      OPENAI_FALLBACK_BASE_URL: 'https://bedrock-mantle.eu-west-1.api.aws/v1',
      OPENAI_FALLBACK_MODEL: 'openai.gpt-oss-120b',
      SST_SECRET_OPENAI_FALLBACK_API_KEY: undefined,
    };
    const stack = await synth('production', { env });
    const right = ['bedrock-mantle:CreateInference project/default'];
    expect(askingOf(stack)).toEqual({
      ApiRole: right,
      AnalysisRole: right,
      EventSenderRole: [],
      IngestRole: [],
    });
    expect(linksOf(stack)).toContain('OPENAI_API_KEY');
    expect(linksOf(stack)).not.toContain('OPENAI_FALLBACK_API_KEY');
  });

  it.each([
    [
      'an address',
      { OPENAI_BASE_URL: 'https://bedrock-runtime.us-west-2.amazonaws.com/openai/v1' },
      'us-west-2',
    ],
    ['the region of the stage', { MODEL_PROFILE: 'bedrock', AWS_REGION: 'eu-west-3' }, 'eu-west-3'],
    ['the older variable', { MODEL_PROFILE: 'bedrock', AWS_DEFAULT_REGION: 'eu-north-1' }, 'eu-north-1'],
  ])('a stage with a model of Amazon Bedrock asks in the region of %s', (_, env, region) => {
    const { bedrock, secrets } = stageSettings('production', { ...PRODUCTION, OPENAI_MODEL: 'm.m', ...env });
    expect(bedrock).toEqual([{ model: 'm.m', region, endpoint: 'runtime' }]);
    expect(secrets).not.toContain('OPENAI_API_KEY');
  });

  it('a stage without Amazon Bedrock has no right at models', async () => {
    const stack = await synth('test');
    expect(askingOf(stack)).toEqual({ ApiRole: [], AnalysisRole: [], EventSenderRole: [], IngestRole: [] });
  });
});

describe('a stage with a fallback at another host', () => {
  it('a stage with a fallback at another host deploys with the keys of both, which both functions get', async () => {
    const stack = await synth('production', { env: OTHER_HOST });
    expect(linksOf(stack)).toEqual(expect.arrayContaining(['OPENAI_API_KEY', 'OPENAI_FALLBACK_API_KEY']));
    expect(wideRights(stack)).toEqual([]);
  });

  it('a stage with a fallback at another host does not deploy without its key, and says which is missing', async () => {
    const env = { ...OTHER_HOST, SST_SECRET_OPENAI_FALLBACK_API_KEY: undefined };
    const { failure } = await synth('production', { stops: true, env });
    expect(failure).toContain('OPENAI_FALLBACK_API_KEY');
  });

  it('a stage with a fallback at another host is asked for no second key where the host is the same', () => {
    const { secrets } = stageSettings('production', { ...PRODUCTION, OPENAI_FALLBACK_MODEL: 'gpt-5.4-mini' });
    expect(secrets).toEqual(['ERASURE_KEY', 'OPENAI_API_KEY']);
  });
});

// Each mistake is inserted into the configuration, and its check must find it.
describe.concurrent('a mistake in the rights at models is found', () => {
  it.each([
    ['every right at Bedrock', "['bedrock:InvokeModel']", "['bedrock:*']", 'bedrock:*'],
    [
      'every model',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of the configuration
      '`foundation-model/${model}`',
      "'foundation-model/*'",
      'arn:aws:bedrock:eu-central-1::foundation-model/*',
    ],
  ])('%s', async (_, from, to, seen) => {
    const mistake = { file: 'infra/model-rights.ts', from, to };
    const stack = await synth('production', { env: BEDROCK, mistake, stops: true });
    expect(wideRights(stack).sort()).toEqual([`AnalysisRole: ${seen}`, `ApiRole: ${seen}`]);
  });

  it('a profile that is not named', async () => {
    const mistake = {
      file: 'infra/model-rights.ts',
      from: "'bedrock:InferenceProfileArn'",
      to: "'aws:SourceArn'",
    };
    const env = { ...BEDROCK, OPENAI_MODEL: 'eu.anthropic.claude-sonnet-5-v1:0' };
    const stack = await synth('production', { env, mistake, stops: true });
    expect(wideRights(stack)).toHaveLength(2);
  });

  it('a function without the right', async () => {
    const mistake = {
      file: 'infra/functions.ts',
      from: '      mayRedact(tables),\n      ...mayAskModels(settings.bedrock),',
      to: '      mayRedact(tables),',
    };
    const stack = await synth('production', { env: BEDROCK, mistake, stops: true });
    expect(askingOf(stack).AnalysisRole).toEqual([]);
  });
});
