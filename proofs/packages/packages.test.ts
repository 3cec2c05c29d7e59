import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../packages/web-widget/test/support/chromium.ts';
import { guideBlock, guideHeaders } from '../../packages/web-widget/test/support/guide.ts';
import { type RunningServer, startLocalServer } from '../../packages/web-widget/test/support/local-server.ts';
import { type DeskServer, startDesk } from './desk-server.ts';
import { type FreshProjects, freshProjects, PUBLISHED } from './fresh-projects.ts';

type Browser = Awaited<ReturnType<typeof launchChromium>>;
type Page = Awaited<ReturnType<Browser['newPage']>>;

const SECRET = randomBytes(32).toString('hex');
let mint: (clientEmail: string) => string;
let desk: DeskServer;
let service: RunningServer;
let projects: FreshProjects;
let browser: Browser;
let dist: string;

beforeAll(async () => {
  process.env.AUTH_SECRET = SECRET;
  desk = await startDesk((clientEmail) => mint(clientEmail));
  // The setting of docs/widget.md, for the desk of this test.
  const setting = guideBlock('cors', { 'https://desk.example.com': desk.address }).trim();
  const env = Object.fromEntries([setting.split('=')]);
  [service, browser] = await Promise.all([
    startLocalServer({ ...env, AUTH_SECRET: SECRET }),
    launchChromium(),
  ]);
  projects = await freshProjects(service.address);
  dist = join(projects.folder, 'page/node_modules/@live-assist/web-widget/dist');
  const backEnd = await import(pathToFileURL(join(projects.folder, 'node/back-end.ts')).href);
  mint = backEnd.mintMemoryToken;
});
afterAll(async () => {
  await Promise.allSettled([browser?.close(), desk?.close(), service?.stop()]);
  projects?.remove();
});

const headersOf = (block: string) =>
  guideHeaders(block, {
    'https://live-assist.example.com': service.address,
    'https://example.my.connect.aws': desk.address,
  });

/** A page of the desk, under the headers of docs/widget.md, and what the browser complained of. */
async function open(folders: string[], path: string, headers = headersOf('csp')) {
  desk.show(folders, headers);
  const page = await browser.newPage();
  const problems: string[] = [];
  const urls: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => urls.push(request.url()));
  await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
  await page.goto(desk.address + path);
  return { page, problems, urls };
}

/** The memory of the sample customer is on the screen. */
const isShown = (page: Page) => page.locator('memory-box section[data-state="ready"]').waitFor();
const asks = (page: Page) => page.getByText('Who is calling?').waitFor();

describe.each(PUBLISHED)('the tarball of $name', ({ name }) => {
  it('publint finds nothing', async () => {
    const said = await projects.run('check', 'publint', 'run', projects.tarball(name), '--strict');
    expect(said).toContain('All good!');
  });

  it('attw finds no type that is wrong for a package of ES modules', async () => {
    const args = [projects.tarball(name), '--profile', 'esm-only', '--no-emoji'];
    // It ends with an error when it finds anything.
    expect(await projects.run('check', 'attw', ...args)).toContain('OK (ESM)');
  });
});

describe('a fresh project', () => {
  it('a fresh project in Node imports core and renders the component on a server', async () => {
    await projects.run('node', 'tsc', '-p', '.');
    expect(await projects.run('node', 'node', 'server.ts')).toBe('<memory-box></memory-box>\n');
    expect(await projects.run('node', 'node', 'domain.ts')).toContain('function function LiveAssistError 1');
    const load = `const { createClient } = await import('@live-assist/client'); createClient({ endpoint: 'http://x.example.com', token: 't' });
      const { default: german } = await import('@live-assist/web-widget/messages/de');
      await import('@live-assist/web-widget'); await import('@live-assist/web-widget/hosts/amazon-connect');
      await import('@live-assist/web-widget/hosts/agent-workspace'); console.log(german.done);`;
    expect(await projects.run('node', 'node', '--input-type=module', '-e', load)).toBe('Erledigt\n');
  });

  it('a fresh project with Vite, React 19 and TypeScript compiles, and shows the box of the service', async () => {
    await projects.run('react', 'tsc', '-p', '.');
    await projects.run('react', 'vite', 'build');
    const { page, problems } = await open([join(projects.folder, 'react/dist')], '/index.html');
    await isShown(page);
    await page.getByRole('region', { name: /^Customer with [1-9]/ }).waitFor();
    await page.getByRole('button', { name: 'Hang up' }).click();
    await asks(page);
    expect(problems).toEqual([]);
  });

  it('a fresh project with Vite and Vue shows the box of the service', async () => {
    await projects.run('vue', 'vite', 'build');
    const { page, problems } = await open([join(projects.folder, 'vue/dist')], '/index.html');
    await isShown(page);
    await page.getByRole('button', { name: 'Hang up' }).click();
    await asks(page);
    expect(problems).toEqual([]);
  });

  it('a fresh project of one plain page works by docs/widget.md: script, policy, origin and token', async () => {
    const { page, problems, urls } = await open([join(projects.folder, 'page'), dist], '/page.html');
    await isShown(page);
    await page.getByText('Priya Nair').waitFor();
    expect(problems).toEqual([]);
    expect(urls.filter((url) => /priya|%40|@/.test(url))).toEqual([]);
  });

  it('a fresh project of one plain page is told by the box that the service does not allow its origin', async () => {
    desk.show([join(projects.folder, 'page'), dist], {});
    // The same desk under a name that the setting does not have.
    const stranger = await browser.newPage();
    await stranger.route('http://desk.example.com/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      const answer = await fetch(desk.address + pathname, {
        method: route.request().method(),
        body: route.request().postData(),
      });
      const contentType = answer.headers.get('content-type') ?? 'text/plain';
      await route.fulfill({ contentType, body: await answer.text() });
    });
    await stranger.goto('http://desk.example.com/page.html');
    await stranger.getByText('The customer memory cannot be reached.').waitFor();
  });

  it('a fresh project of one plain page may pin the script by its hash, and a changed script is not run', async () => {
    const { module } = JSON.parse(readFileSync(join(dist, 'widget.json'), 'utf8'));
    const tag = guideBlock('pinned')
      .replace(/memory-box-[\d.]+-\w+\.js/, module.name)
      .replace(/sha384-[^"]+/, module.integrity);
    const pinned = guideBlock('page', { 'https://live-assist.example.com': service.address }).replace(
      '<script type="module" src="/memory-box.js"></script>',
      tag,
    );
    expect(pinned).toContain(module.integrity);
    writeFileSync(join(projects.folder, 'page/pinned.html'), pinned);
    const { page, problems } = await open([join(projects.folder, 'page'), dist], '/pinned.html');
    await isShown(page);
    expect(problems).toEqual([]);
    writeFileSync(join(projects.folder, 'page', module.name), 'document.title = "changed";');
    const changed = await open([join(projects.folder, 'page'), dist], '/pinned.html');
    await expect.poll(() => changed.problems.join()).toContain('integrity');
    expect(await changed.page.title()).toBe('Agent desktop');
  });

  it('a fresh project of the app for the agent workspace stands alone outside it', async () => {
    const folders = [join(projects.folder, 'page'), dist];
    const { page, problems } = await open(folders, '/workspace-page.html', headersOf('workspace-headers'));
    await asks(page);
    expect(problems).toEqual([]);
  });
});
