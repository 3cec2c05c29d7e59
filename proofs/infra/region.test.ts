import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { namedRegion } from '../../infra/region.ts';
import { synth } from './stack.ts';

const HOME = mkdtempSync(join(tmpdir(), 'live-assist-region-'));
mkdirSync(join(HOME, '.aws'));
writeFileSync(
  join(HOME, '.aws', 'config'),
  `[default]
region = eu-west-1
[profile  sandbox]
output = json
s3 =
  region = us-west-2
region=eu-central-1
[profile none]
output = json
[sso-session none]
region = us-east-2
`,
);
writeFileSync(join(HOME, '.aws', 'credentials'), '[old]\naws_access_key_id = x\nregion = ap-south-1\n');
afterAll(() => rmSync(HOME, { recursive: true }));

describe('the region of a deployment', () => {
  it.each([
    ['the environment', { AWS_REGION: 'eu-north-1', AWS_PROFILE: 'sandbox' }, 'eu-north-1'],
    ['the default of the environment', { AWS_DEFAULT_REGION: 'eu-south-1' }, 'eu-south-1'],
    ['the profile', { AWS_PROFILE: 'sandbox' }, 'eu-central-1'],
    ['the default profile', {}, 'eu-west-1'],
    ['the credentials of a profile', { AWS_PROFILE: 'old' }, 'ap-south-1'],
  ])('the region of a deployment comes from %s', (_, env, region) => {
    expect(namedRegion({ HOME, ...env })).toBe(region);
  });

  it.each([
    ['a profile without one', { HOME, AWS_PROFILE: 'none' }],
    ['a profile that is not there', { HOME, AWS_PROFILE: 'other' }],
    ['no files', { HOME: '/nowhere' }],
    ['an empty value', { HOME: '/nowhere', AWS_REGION: '' }],
  ])('the region of a deployment is missing with %s', (_, env) => {
    expect(() => namedRegion(env)).toThrow(/^No region is named: set AWS_REGION/);
  });

  it('a deployment without a region stops before it creates anything', async () => {
    const stack = await synth('test', { stops: true, env: { AWS_REGION: undefined, HOME: '/nowhere' } });
    expect(stack.failure).toContain('No region is named');
    expect(stack.resources.filter(({ type }) => type.startsWith('aws:'))).toEqual([]);
  });
});
