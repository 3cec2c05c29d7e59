import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleClient } from '../../../client/build.ts';
import { closePages, sharedChromium } from '../support/chromium.ts';
import { type RunningServer, startLocalServer } from '../support/local-server.ts';

const run = promisify(execFile);
const example = (name: string) => fileURLToPath(new URL(`../../../../examples/${name}`, import.meta.url));
const SCREENSHOTS = fileURLToPath(new URL('../../.screenshots/', import.meta.url));
const python = spawnSync('python3', ['--version']).status === 0;
if (!python) console.log('python3 is missing: the example in Python is not tested.');

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startLocalServer(), sharedChromium()]);
});
afterAll(async () => {
  await closePages();
  await server?.stop();
});

describe('the examples, against the local server', () => {
  const env = () => ({ ...process.env, LIVE_ASSIST: server.address });

  it('the examples, against the local server record and analyse a call from TypeScript', async () => {
    const { stdout } = await run(process.execPath, [example('record-and-analyse.ts')], { env: env() });
    expect(stdout).toMatch(/^Summary: .{20,}/);
    expect(stdout).toMatch(/^We owe: .*send you a new router by Friday \d{4}-\d\d-\d\d$/m);
  });

  it.skipIf(!python)(
    'the examples, against the local server record and analyse a call from Python',
    async () => {
      const { stdout } = await run('python3', [example('record_and_analyse.py')], { env: env() });
      expect(stdout).toMatch(/^Summary: .{20,}/);
      expect(stdout).toMatch(/^We owe: .*email you a corrected invoice by Friday \d{4}-\d\d-\d\d$/m);
    },
  );

  it('the examples, against the local server say what is wrong when the service refuses', async () => {
    const failed = await run(process.execPath, [example('record-and-analyse.ts')], {
      env: { ...env(), LIVE_ASSIST: `${server.address}/nowhere` },
    }).catch((error: { stderr: string }) => error.stderr);
    expect(failed).toContain('not_found');
  });

  it('the examples, against the local server show the widget in a plain page, under the content security policy of the server', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${server.address}/examples/memory-box/`);
    await page.locator('memory-box').getByText('Priya Nair').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe('the client, against the local server', () => {
  const at = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

  it('runs the program of docs/clients.md', async () => {
    const [, program = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(at('docs/clients.md'), 'utf8')) ?? [];
    expect(program).toContain('@live-assist/client');
    // Inside the package, where its own name leads to it.
    mkdirSync(at('packages/client/.test-tmp'), { recursive: true });
    const folder = mkdtempSync(at('packages/client/.test-tmp/program-'));
    try {
      writeFileSync(join(folder, 'program.ts'), program);
      const env = { ...process.env, LIVE_ASSIST: server.address };
      const { stdout } = await run(process.execPath, [join(folder, 'program.ts')], { env });
      expect(stdout).toMatch(/send you a new router by Friday/);
      expect(stdout).toMatch(/owner: 'agent'/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('runs in a page of the browser, as it is built', async () => {
    const { text } = await bundleClient();
    const page = await browser.newPage();
    await page.goto(`${server.address}/examples/memory-box/`);
    await page.route('**/client.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: text }),
    );
    // As text: the import is the page's own.
    const seen = await page.evaluate<{ promises: number; isKnown: boolean; code: string }>(`(async () => {
      const { createClient, LiveAssistError } = await import('/client.js');
      const token = async () => (await (await fetch('/dev/token?scope=memory:read+analytics:write+customers:any')).json()).token;
      const liveAssist = createClient({ endpoint: location.origin, token });
      const client_email = 'priya.nair@example.com';
      await liveAssist.getCallAnalytics({ call_id: 'broadband-refund-1', client_email });
      const { commitments } = await liveAssist.getMemoryBox({ client_email });
      const refused = await liveAssist.listWaitingCalls({}).catch((error) => error);
      return {
        promises: commitments.length,
        isKnown: refused instanceof LiveAssistError,
        code: refused.code,
      };
    })()`);
    expect(seen).toEqual({ promises: expect.any(Number), isKnown: true, code: 'forbidden' });
    expect(seen.promises).toBeGreaterThan(0);
    await page.close();
  });
});

describe('the reference of the API at /docs', () => {
  it('shows every route, and sends one with a token, without asking any other host', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
    const complaints: string[] = [];
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${server.address}/docs`);
    await page.getByText('Read the memory of a customer').waitFor();
    const shown = await page
      .locator('.opblock-summary-path')
      .evaluateAll((paths) => paths.map((path) => path.getAttribute('data-path')));
    const { paths } = await (await fetch(`${server.address}/openapi.json`)).json();
    expect(shown.sort()).toEqual(Object.keys(paths).sort());

    const route = page.locator('#operations-Live_Assist-getMemoryBox');
    await route.getByText('Read the memory of a customer').click();
    await route.getByRole('button', { name: 'Try it out' }).click();
    await route.locator('textarea').fill('{ "client_email": "priya.nair@example.com" }');
    await route.getByRole('button', { name: 'Execute' }).click();
    await route.locator('.live-responses-table').getByText('"headline"').first().waitFor();
    mkdirSync(SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: join(SCREENSHOTS, 'reference.png') });
    expect(complaints).toEqual([]);
    expect([...hosts].filter((host) => host !== new URL(server.address).host && host !== '')).toEqual([]);
    await page.close();
  });
});
