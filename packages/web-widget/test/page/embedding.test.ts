import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleHost, bundleLanguage, bundleWidget } from '../../build.ts';
import { returning } from '../support/boxes.ts';
import { inBrowser } from '../support/in-browser.ts';

const ANA = 'ana.martins@example.com';
const MAX_GZIP_BYTES = 12 * 1024;
const at = inBrowser();
const folder = mkdtempSync(join(tmpdir(), 'memory-box-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the bundle', () => {
  it('the bundle is at most 12 kB gzip', async () => {
    const { text } = await bundleWidget('esm');
    expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(MAX_GZIP_BYTES);
  });

  it('the bundle holds nothing from outside', async () => {
    const { inputs } = await bundleWidget('esm');
    expect(inputs.filter((path) => !path.startsWith('packages/web-widget/src/'))).toEqual([]);
    expect(inputs.filter((path) => path.includes('/core/'))).toEqual([]);
    const host = await bundleHost('esm');
    const hosts = 'packages/web-widget/src/hosts';
    expect(host.inputs.sort()).toEqual([`${hosts}/amazon-connect.ts`, `${hosts}/contact-screen.ts`]);
  });

  it('the bundle writes text through text nodes alone, and names no other server', async () => {
    const { text, inputs } = await bundleWidget('esm');
    const own = inputs.filter((path) => path.startsWith('packages/web-widget/src/'));
    const root = fileURLToPath(new URL('../../../../', import.meta.url));
    for (const path of own) {
      const source = readFileSync(join(root, path), 'utf8');
      expect([
        path,
        /innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|document\.write|eval\(/.test(source),
      ]).toEqual([path, false]);
    }
    expect(text.match(/https?:\/\/[^"'`$\s]+/g)?.filter((url) => !url.includes('www.w3.org')) ?? []).toEqual(
      [],
    );
  });

  it.each(['esm', 'iife'] as const)('the bundle does no harm on a server: %s', async (format) => {
    const { text } = await bundleWidget(format);
    const file = join(folder, format === 'esm' ? 'memory-box.mjs' : 'memory-box.cjs');
    writeFileSync(file, text);
    const load = `await import(${JSON.stringify(file)}); await import(${JSON.stringify(`${file}?again`)});`;
    const script = `${load} console.log(typeof document, typeof customElements);`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(said.trim()).toBe('undefined undefined');
  });

  it('the bundle may be imported on a server from its source', () => {
    const source = new URL('../../src/index.ts', import.meta.url).href;
    const script = `const { MemoryBoxElement } = await import('${source}'); console.log(MemoryBoxElement.name);`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(said.trim()).toBe('MemoryBoxElement');
  });
});

describe('on a page', () => {
  it.each([
    ['an ES module', '/'],
    ['a classic script', '/classic'],
  ])(
    'the widget on a page works as %s under a strict Content Security Policy, and asks no other server',
    async (_, path) => {
      at.service.boxes.set(ANA, returning());
      const desk = await at.desk({ path });
      const urls: string[] = [];
      desk.page.on('request', (request) => urls.push(request.url()));
      await desk.page.evaluate(`globalThis.violations = [];
      addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective))`);
      await desk.mount({ 'client-email': ANA });
      await desk.page.getByRole('button', { name: 'More', exact: true }).click();
      await desk.page.getByText('72, 55, 41').waitFor();
      expect(await desk.page.evaluate('violations')).toEqual([]);
      expect(urls).toEqual([`${at.service.url}/getMemoryBox`]);
      const style = `getComputedStyle(document.querySelector('memory-box').shadowRoot.querySelector('section'))`;
      expect(await desk.page.evaluate(`${style}.borderInlineStartWidth`)).toBe('4px');
    },
  );

  it('the widget on a page may be loaded twice, and by both files', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk();
    const errors: string[] = [];
    desk.page.on('pageerror', (error) => errors.push(error.message));
    await desk.page.addScriptTag({ url: '/memory-box-again.js', type: 'module' });
    await desk.page.addScriptTag({ url: '/memory-box.iife.js' });
    await desk.page.waitForFunction('globalThis.LiveAssist');
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByText('Overdue 2 days').waitFor();
    expect(errors).toEqual([]);
  });

  it('the widget on a page takes properties that a framework set before the element was defined', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk({ path: '/bare' });
    await desk.mount({});
    await desk.page.evaluate(`Object.assign(document.querySelector('memory-box'), {
      token: null, clientEmail: '${ANA}', getToken: async () => 'late' })`);
    await desk.page.addScriptTag({ url: '/memory-box.js', type: 'module' });
    await desk.page.getByText('Overdue 2 days').waitFor();
    expect(at.service.seen.map(({ authorization }) => authorization)).toEqual(['Bearer late']);
  });

  it('the widget on a page makes one request when the host sets address, call and token one after another', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk();
    await desk.mount({});
    await desk.page.evaluate(`{
      const box = document.querySelector('memory-box');
      box.clientEmail = '${ANA}'; box.callId = 'c-9'; box.token = 't-9';
    }`);
    await desk.page.getByText('Overdue 2 days').waitFor();
    expect(at.service.seen).toEqual([
      { path: '/getMemoryBox', authorization: 'Bearer t-9', body: { client_email: ANA, call_id: 'c-9' } },
    ]);
  });

  it('the widget on a page keeps the box when the call ends, and empties it when it leaves the page', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk();
    await desk.mount({ 'client-email': ANA });
    await desk.page.getByText('Overdue 2 days').waitFor();
    const left = await desk.page.evaluate(`(() => {
      const box = document.querySelector('memory-box');
      box.remove();
      return box.shadowRoot.textContent;
    })()`);
    expect(left).not.toContain('refund');
  });

  it('the widget on a page reads and stores through the host; without `save` it is read only', async () => {
    const desk = await at.desk();
    await desk.mount({});
    const begin = (save: string) => `(() => {
      const place = document.querySelector('#place');
      const box = document.createElement('memory-box');
      globalThis.saved = [];
      box.load = async ({ clientEmail, callId }) => ({ ...${JSON.stringify(returning())}, client_email: clientEmail });
      ${save}
      box.clientEmail = 'ipc@example.com';
      place.replaceChildren(box);
    })()`;
    await desk.page.evaluate(begin(''));
    await desk.page.getByText('Overdue 2 days').waitFor();
    expect(await desk.page.getByRole('button', { name: 'Done' }).count()).toBe(0);
    await desk.page.evaluate(
      begin(`box.save = async ({ commitmentId, status }) => {
        saved.push([commitmentId, status]);
        throw new Error('the bridge is down');
      };`),
    );
    await desk.page.getByRole('button', { name: 'Done: Refund' }).click();
    await desk.page.getByText('Not saved. Try again.').waitFor();
    expect(await desk.page.evaluate('saved')).toEqual([['p-1', 'kept']]);
    expect(at.service.seen).toEqual([]);
  });

  it('the widget on a page takes the words of a language from its file, with the dates of that language', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk({ locale: 'en-GB' });
    await desk.page.route('**/messages/de.js', async (route) =>
      route.fulfill({ contentType: 'text/javascript', body: (await bundleLanguage('de')).text }),
    );
    await desk.mount({ 'client-email': ANA });
    await desk.page.evaluate(`import('/messages/de.js').then((words) => {
      document.querySelector('memory-box').messages = words.default;
    })`);
    await desk.page.getByRole('status').getByText('Seit 2 Tagen überfällig: Refund form by…').waitFor();
    expect(await desk.text()).toMatch(/bis 23\. Nov/);
    expect(await desk.text()).not.toMatch(/We owe|Last call|by 23 Nov/);
  });

  it('the widget on a page supports other languages, their dates, and right-to-left text', async () => {
    at.service.boxes.set(ANA, returning());
    const desk = await at.desk({ locale: 'de-DE' });
    await desk.mount({ 'client-email': ANA });
    // English words do not mix with German dates.
    await desk.page.getByRole('status').getByText('Overdue 2 days: Refund form by e-mail').waitFor();
    await desk.page.evaluate(`document.querySelector('memory-box').messages =
      { language: 'de', overdue: 'Seit {days} Tagen überfällig: {text}', done: 'Erledigt' }`);
    await desk.page.getByRole('status').getByText('Seit 2 Tagen überfällig: Refund form by…').waitFor();
    await desk.page.getByRole('button', { name: 'Erledigt: Refund' }).waitFor();
    await desk.page.getByText('20. Nov').first().waitFor();

    await desk.page.evaluate(
      `document.documentElement.dir = 'rtl'; document.querySelector('memory-box').locale = 'ar'`,
    );
    const { sign, promise, wrong } = (await desk.page.evaluate(`(() => {
      const root = document.querySelector('memory-box').shadowRoot;
      const left = (selector) => root.querySelector(selector).getBoundingClientRect().left;
      return { sign: left('.sign'), promise: left('.promise bdi'), wrong: left('.header .link') };
    })()`)) as { sign: number; promise: number; wrong: number };
    expect(sign).toBeGreaterThan(200);
    expect(promise).toBeGreaterThan(100);
    expect(wrong).toBeLessThan(100);
    const path = fileURLToPath(new URL('../../.screenshots/right-to-left.png', import.meta.url));
    await desk.page.screenshot({ path, clip: { x: 0, y: 0, width: 344, height: 270 } });
  });
});
