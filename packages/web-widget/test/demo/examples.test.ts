import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closePages, sharedChromium } from '../support/chromium.ts';
import { type RunningServer, startLocalServer } from '../support/local-server.ts';

const run = promisify(execFile);
const example = (name: string) => fileURLToPath(new URL(`../../../../examples/${name}`, import.meta.url));
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
