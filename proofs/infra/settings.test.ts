import { describe, expect, it } from 'vitest';
import { stageSettings } from '../../infra/settings.ts';
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
  ])('are refused in production with %s', (_, env, complaint) => {
    expect(() => stageSettings('production', { ...PRODUCTION, ...env })).toThrow(complaint);
  });

  it('ask for no analyst elsewhere, and then name the one that needs no key', () => {
    const { environment, secrets } = stageSettings('ana', {});
    expect(environment).toEqual({ ANALYST: 'local' });
    expect(secrets).toEqual(['ERASURE_KEY', 'AUTH_SECRET']);
  });

  it('ask for the secrets that are needed, and for no other', () => {
    expect(stageSettings('production', PRODUCTION).secrets).toEqual(['ERASURE_KEY', 'OPENAI_API_KEY']);
    expect(stageSettings('production', { ...PRODUCTION, ANALYST: 'local' }).secrets).toEqual(['ERASURE_KEY']);
    expect(stageSettings('ana', { ANALYST: 'openai' }).secrets).toEqual([
      'ERASURE_KEY',
      'AUTH_SECRET',
      'OPENAI_API_KEY',
    ]);
  });

  it('stop a deployment before it makes anything', async () => {
    const stack = await synth('production', { stops: true, env: { ...PRODUCTION, ANALYST: undefined } });
    expect(stack.failure).toContain('ANALYST is missing');
    expect(stack.resources.filter(({ type }) => type.startsWith('aws:'))).toEqual([]);
  });

  it('stop a deployment over a secret that has no value', async () => {
    const stack = await synth('production', {
      stops: true,
      env: { ...PRODUCTION, SST_SECRET_OPENAI_API_KEY: undefined },
    });
    expect(stack.failure).toContain('OPENAI_API_KEY');
  });
});
