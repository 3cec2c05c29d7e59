import { describe, expect, it } from 'vitest';
import { stageSettings } from '../../infra/settings.ts';
import { unprotectedParts } from './checks.ts';
import { PRODUCTION, synth } from './stack.ts';

describe('the settings of a stage', () => {
  it.each([
    ['no analyst', { ANALYST: '' }, 'ANALYST is missing: set it to "openai" or "local".'],
    ['no origins', { ALLOWED_ORIGINS: '' }, 'ALLOWED_ORIGINS is missing: list the pages'],
    ['open origins', { ALLOWED_ORIGINS: '*' }, 'ALLOWED_ORIGINS must list origins'],
    ['no issuer', { AUTH_ISSUER: '' }, 'AUTH_ISSUER is missing'],
    ['a wrong time zone', { TIME_ZONE: 'Vienna' }, 'TIME_ZONE must be an IANA time zone'],
    ['a wrong flag', { EXISTING_TABLES: 'yes' }, 'EXISTING_TABLES must be 1 or 0.'],
    [
      'too little at a time',
      { ANALYSIS_CONCURRENCY: '1' },
      'ANALYSIS_CONCURRENCY must be a whole number from 2',
    ],
  ])('the settings of a stage are refused in production with %s', (_, env, complaint) => {
    expect(() => stageSettings('production', { ...PRODUCTION, ...env })).toThrow(complaint);
  });

  it('the settings of a stage have the former key of names after a change alone', () => {
    expect(stageSettings('production', PRODUCTION).secrets).not.toContain('ERASURE_KEY_PREVIOUS');
    const { secrets } = stageSettings('production', { ...PRODUCTION, ERASURE_KEY_CHANGED: '1' });
    expect(secrets).toContain('ERASURE_KEY_PREVIOUS');
  });

  it.each(['production', 'prod', 'live', 'staging', 'Prod'])(
    'the settings of a stage protect the stage %s',
    async (stage) => {
      expect(() => stageSettings(stage, {})).toThrow('ANALYST is missing');
      expect(stageSettings(stage, PRODUCTION).production).toBe(true);
    },
  );

  it.each(['prod', 'staging'])(
    'the settings of a stage leave nothing of the stage %s unprotected',
    async (stage) => {
      expect(unprotectedParts(await synth(stage, { env: PRODUCTION }))).toEqual([]);
    },
  );

  it('the settings of a stage protect the stages that PROTECTED_STAGES names, and no other', async () => {
    const PROTECTED_STAGES = 'acceptance, eu-prod';
    const env = { ...PRODUCTION, PROTECTED_STAGES };
    expect(unprotectedParts(await synth('eu-prod', { env }))).toEqual([]);
    const free = await synth('prod', { env: { PROTECTED_STAGES } });
    expect(free.app).toMatchObject({ removal: 'remove', protect: false });
    expect(unprotectedParts(free)).toContain('CallRecordsTableTable can be deleted');
    for (const wrong of [',', 'prod;staging', '*']) {
      expect(() => stageSettings('ana', { PROTECTED_STAGES: wrong })).toThrow('PROTECTED_STAGES must list');
    }
  });

  it('the settings of a stage refuse sst dev on a protected stage', async () => {
    const stack = await synth('production', { dev: true, stops: true, env: PRODUCTION });
    expect(stack.failure).toContain('This stage is protected');
    expect(stack.resources.filter(({ type }) => type.startsWith('aws:'))).toEqual([]);
  });

  it('the settings of a stage have the edge timeout of CloudFront behind a custom domain, and any configured one', () => {
    expect(stageSettings('ana', {}).edgeTimeoutSeconds).toBeUndefined();
    expect(stageSettings('ana', { API_DOMAIN: 'api.example.com' }).edgeTimeoutSeconds).toBe(60);
    expect(stageSettings('ana', { EDGE_TIMEOUT_SECONDS: '29' }).edgeTimeoutSeconds).toBe(29);
    expect(() => stageSettings('ana', { EDGE_TIMEOUT_SECONDS: '5' })).toThrow('EDGE_TIMEOUT_SECONDS must be');
  });

  it('the settings of a stage pass limits on to the functions', () => {
    const limits = {
      ANALYSES_PER_CALL_PER_DAY: '2',
      ANALYSES_PER_CUSTOMER_PER_DAY: '3',
      ANALYSES_PER_TOKEN_PER_HOUR: '4',
      ANALYSES_PER_TOKEN_PER_DAY: '5',
      TOKEN_SHARE_PERCENT: '10',
    };
    expect(stageSettings('production', { ...PRODUCTION, ...limits }).environment).toMatchObject(limits);
  });

  it('the settings of a stage default to the local analyst outside production', () => {
    const { environment, secrets } = stageSettings('ana', {});
    expect(environment).toEqual({ ANALYST: 'local' });
    expect(secrets).toEqual(['ERASURE_KEY', 'AUTH_SECRET']);
  });

  it('the settings of a stage ask only for the secrets that are needed', () => {
    expect(stageSettings('production', PRODUCTION).secrets).toEqual(['ERASURE_KEY', 'OPENAI_API_KEY']);
    expect(stageSettings('production', { ...PRODUCTION, ANALYST: 'local' }).secrets).toEqual(['ERASURE_KEY']);
    expect(stageSettings('ana', { ANALYST: 'openai' }).secrets).toEqual([
      'ERASURE_KEY',
      'AUTH_SECRET',
      'OPENAI_API_KEY',
    ]);
  });

  it('invalid settings stop a deployment before it creates anything', async () => {
    const stack = await synth('production', { stops: true, env: { ...PRODUCTION, ANALYST: undefined } });
    expect(stack.failure).toContain('ANALYST is missing');
    expect(stack.resources.filter(({ type }) => type.startsWith('aws:'))).toEqual([]);
  });

  it('the settings of a stage stop a deployment if a secret has no value', async () => {
    const stack = await synth('production', {
      stops: true,
      env: { ...PRODUCTION, SST_SECRET_OPENAI_API_KEY: undefined },
    });
    expect(stack.failure).toContain('OPENAI_API_KEY');
  });
});
