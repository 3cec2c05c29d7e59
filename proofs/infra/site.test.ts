import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '../../infra/site/build.ts';
import manifest from '../../packages/web-widget/package.json' with { type: 'json' };
import { unpinnableFiles } from './checks.ts';
import { PRODUCTION, resourceOf, type Stack, synth } from './stack.ts';

describe('the site', () => {
  const folder = mkdtempSync(join(tmpdir(), 'live-assist-site-'));
  const file = (name: string) => readFileSync(join(folder, name), 'utf8');
  let scripts: { name: string; integrity: string }[];
  beforeAll(async () => {
    scripts = await buildSite(folder, 'https://api.example.com/');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('the site has the widget under a name with its version and hash, and publishes its integrity', () => {
    expect(scripts).toHaveLength(2);
    for (const [index, ending] of ['js', 'iife.js'].entries()) {
      const { name, integrity } = scripts[index] ?? { name: '', integrity: '' };
      const hash = createHash('sha384').update(file(name)).digest();
      expect(name).toBe(`memory-box-${manifest.version}-${hash.toString('hex').slice(0, 12)}.${ending}`);
      expect(integrity).toBe(`sha384-${hash.toString('base64')}`);
    }
    const [module, classic] = scripts;
    expect(JSON.parse(file('widget.json'))).toEqual({ version: manifest.version, module, classic });
  });

  it('the site has the licence of what it passes on', () => {
    expect(file('LICENSE.txt')).toContain('MIT License');
  });

  it('the site has the demo desktop, which only uses the API and cannot mint tokens', () => {
    expect(file('index.html')).toContain('<memory-box');
    expect(file('demo/desktop.js')).toContain('https://api.example.com');
    expect(file('demo/desktop.js')).not.toContain('/dev/token');
    expect(JSON.parse(file('demo/customers.json'))).not.toEqual([]);
  });
});

describe('the site in a deployment', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await synth('production', { env: PRODUCTION });
  });

  it('the site in a deployment answers with a strict policy that lets the page reach the API and nothing else', async () => {
    const { code } = resourceOf(
      stack,
      'cloudfront/function:Function',
      'DesktopCloudfrontFunctionResponse',
    ).inputs;
    const source = String(code).replace('import cf from "cloudfront";', '');
    const handler = new Function(`${source}; return handler;`)();
    const { headers } = await handler({ response: { headers: {} } });
    const policy: string = headers['content-security-policy'].value;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`connect-src 'self' ${new URL(String(stack.outputs.api)).origin};`);
    expect(policy).not.toMatch(/unsafe|\*|data: [^;]*script/);
    expect(headers['x-content-type-options'].value).toBe('nosniff');
  });

  it('the site in a deployment keeps pinned scripts forever and across releases, and all other files are cached for at most a minute', () => {
    expect(unpinnableFiles(stack)).toEqual([]);
  });

  it('the site in a deployment is built with the address of the API; the API does not take its origins from the site', () => {
    expect(resourceOf(stack, 'lambda/functionUrl:FunctionUrl', 'ApiUrl').inputs.cors.allowOrigins).toEqual([
      PRODUCTION.ALLOWED_ORIGINS,
    ]);
    const builder = stack.resources.find(({ name }) => name === 'DesktopBuilder');
    expect(builder?.inputs).toMatchObject({
      create: 'node infra/site/build.ts',
      environment: { API_URL: stack.outputs.api },
    });
  });
});
