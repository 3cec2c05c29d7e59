import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Frame, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundleWorkspaceApp } from '../../build.ts';
import { returning } from '../support/boxes.ts';
import type { FakeWorkspace, WorkspaceContact } from '../support/fake-workspace.ts';
import { guideBlock, guideHeaders } from '../support/guide.ts';
import { inBrowser } from '../support/in-browser.ts';

const at = inBrowser();
const ana: WorkspaceContact = { id: 'c-1', attributes: { client_email: 'ana.martins@example.com' } };
const ben: WorkspaceContact = { id: 'c-2', attributes: { client_email: 'ben.okafor@example.com' } };
const caller: WorkspaceContact = { id: 'c-3', phone: '+4930901820' };

/** What the app of docs/widget.md and the workspace are made of, by path. */
let scripts: Record<string, string>;
beforeAll(async () => {
  const fake = fileURLToPath(new URL('../support/fake-workspace.ts', import.meta.url));
  const { outputFiles } = await build({ entryPoints: [fake], bundle: true, write: false, format: 'iife' });
  scripts = {
    '/fake-workspace.js': outputFiles[0]?.text ?? '',
    '/workspace.js': guideBlock('workspace'),
    '/agent-workspace.js': (await bundleWorkspaceApp()).text,
  };
});

/** Answers for the workspace, for the page of docs/widget.md with its headers, and for the back end that mints tokens. */
async function serve(page: Page): Promise<{ app: string; workspace: string }> {
  const app = at.service.url;
  const workspace = app.replace('127.0.0.1', 'localhost');
  const addresses = {
    'https://live-assist.example.com': app,
    'https://example.my.connect.aws': workspace,
  };
  await page.route(/\/[\w-]+\.js$/, (route) => {
    const body = scripts[new URL(route.request().url()).pathname];
    return body === undefined ? route.fallback() : route.fulfill({ contentType: 'text/javascript', body });
  });
  await page.route(`${workspace}/workspace`, (route) => {
    const body = '<!doctype html><title>Workspace</title><script src="/fake-workspace.js"></script><body>';
    return route.fulfill({ contentType: 'text/html', body });
  });
  await page.route(`${app}/app`, (route) => {
    const headers = guideHeaders('workspace-headers', addresses);
    return route.fulfill({
      contentType: 'text/html',
      headers,
      body: guideBlock('workspace-page', addresses),
    });
  });
  await page.route(`${app}/memory-token`, (route) => {
    const { clientEmail, clientPhone } = route.request().postDataJSON();
    return route.fulfill({ body: `for ${clientEmail ?? clientPhone}` });
  });
  return { app: `${app}/app`, workspace: `${workspace}/workspace` };
}

interface Opening {
  /** The contact that the app is opened for. */
  scope?: WorkspaceContact;
  /** Contacts that are there before the app. */
  before?: WorkspaceContact[];
  /** One that rings after the app was started and before it listens. */
  rings?: WorkspaceContact;
  /** Without a workspace around it. */
  alone?: boolean;
}

/** What was thrown in the app and in the workspace. */
const thrown: string[] = [];
afterEach(() => expect(thrown.splice(0)).toEqual([]));

/** The workspace in a page of another origin than the app's. */
async function open(options: Opening = {}) {
  const { page } = await at.desk();
  page.on('pageerror', (error) => thrown.push(String(error)));
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  const { app, workspace: address } = await serve(page);
  if (options.alone) {
    await page.goto(app);
    return { page, urls, app: page.mainFrame() };
  }
  await page.goto(address);
  const { scope, before = [], rings } = options;
  await page.evaluate(
    async ({ app, scope, before, rings }) => {
      for (const contact of before) workspace.contacts.set(contact.id, contact);
      await workspace.open(app, scope && { type: 'contact', contactId: scope.id });
      if (rings) workspace.tell('connecting', rings);
    },
    { app, scope, before, rings },
  );
  const frame = page.frames().find((each) => each.url() === app) as Frame;
  return { page, urls, app: frame };
}

const tell = (page: Page, event: Parameters<FakeWorkspace['tell']>[0], contact: WorkspaceContact) =>
  page.evaluate(({ event, contact }) => workspace.tell(event, contact), { event, contact });
const stage = (page: Page, name: 'start' | 'stop' | 'destroy') =>
  page.evaluate((name) => workspace.lifecycle(name), name);
/** All that stands in the app, text and attributes. */
const textOf = (app: Frame) =>
  app.evaluate(() => {
    const root = document.querySelector('memory-box')?.shadowRoot;
    return document.documentElement.outerHTML + (root?.innerHTML ?? '');
  });
const asks = (app: Frame) => app.getByText('Who is calling?').waitFor();

describe('an app of the agent workspace', () => {
  it('an app of the agent workspace shows whose call rings, through after-call work, and keeps nothing of it afterwards', async () => {
    at.service.boxes.set('ana.martins@example.com', returning());
    const { page, urls, app } = await open();
    await tell(page, 'connecting', ana);
    await app.getByText('Overdue 2 days').waitFor();
    await tell(page, 'connected', ana);
    // Another app is in front for a while.
    await stage(page, 'stop');
    await stage(page, 'start');
    await tell(page, 'ended', ana);
    expect(await textOf(app)).toContain('refund');
    expect(at.service.seen).toEqual([
      {
        path: '/getMemoryBox',
        authorization: 'Bearer for ana.martins@example.com',
        body: { client_email: 'ana.martins@example.com', call_id: 'c-1' },
      },
    ]);
    await tell(page, 'cleared', ana);
    await asks(app);
    expect(await textOf(app)).not.toMatch(/refund|ana\.martins/i);
    await tell(page, 'destroyed', ana);
    expect(await textOf(app)).not.toMatch(/refund|ana\.martins/i);
    expect(urls.filter((url) => /ana|%40|@/.test(url))).toEqual([]);
    expect(await page.evaluate(() => workspace.logged.join())).not.toMatch(/ana\.martins|refund/i);
  });

  it('an app of the agent workspace clears one contact before it shows the next', async () => {
    at.service.boxes.set('ana.martins@example.com', returning());
    const { page, app } = await open();
    let answer = () => {};
    at.service.answer = ({ body }) =>
      body.client_email?.startsWith('ben')
        ? new Promise((resolve) => {
            answer = () => resolve({ status: 200, body: returning('ben.okafor@example.com') });
          })
        : null;
    await tell(page, 'connected', ana);
    await app.getByText('Overdue 2 days').waitFor();
    // A second conversation does not take the screen.
    await tell(page, 'connected', ben);
    expect(await textOf(app)).toContain('refund');
    await tell(page, 'cleared', ana);
    await expect.poll(() => at.service.seen.length).toBe(2);
    expect(await textOf(app)).not.toMatch(/refund|ana\.martins/i);
    answer();
    await app.getByText('ben.okafor@example.com').waitFor();
    expect(await textOf(app)).not.toMatch(/ana\.martins/);
  });

  it('an app of the agent workspace finds a customer without an address by the number of the call', async () => {
    at.service.answer = ({ body }) =>
      'phone' in body ? { status: 200, body: returning('priya@example.com') } : null;
    const { page, app } = await open();
    await tell(page, 'connected', caller);
    await app.getByText('priya@example.com').waitFor();
    expect(at.service.seen.map(({ body }) => body)).toEqual([{ phone: '+4930901820', call_id: 'c-3' }]);
  });

  it.each([
    ['was there before it', { before: [ana] }],
    ['rings before it listens', { rings: ana }],
  ])('an app of the agent workspace shows the contact that %s, until that is cleared', async (_, opening) => {
    at.service.boxes.set('ana.martins@example.com', returning());
    const { page, app } = await open(opening);
    await app.getByText('Overdue 2 days').waitFor();
    await tell(page, 'cleared', ana);
    await asks(app);
    expect(await textOf(app)).not.toMatch(/refund|ana\.martins/i);
  });

  it('an app of the agent workspace that is opened for each contact shows that one alone, while it is in front', async () => {
    at.service.boxes.set('ana.martins@example.com', returning());
    at.service.boxes.set('ben.okafor@example.com', returning('ben.okafor@example.com'));
    const { page, app } = await open({ scope: ben, before: [ana, ben] });
    await app.getByText('ben.okafor@example.com').waitFor();
    await tell(page, 'connected', ana);
    await stage(page, 'stop');
    await asks(app);
    expect(await textOf(app)).not.toMatch(/refund|okafor/i);
    await stage(page, 'start');
    await app.getByText('ben.okafor@example.com').waitFor();
    await stage(page, 'destroy');
    await asks(app);
    expect(await textOf(app)).not.toMatch(/refund|okafor/i);
    expect(at.service.seen.map(({ body }) => body.call_id)).toEqual(['c-2', 'c-2']);
  });

  it('an app of the agent workspace stands alone in a window of its own: the agent types who is calling', async () => {
    at.service.boxes.set('ana.martins@example.com', returning());
    const { page, app, urls } = await open({ alone: true });
    await asks(app);
    await page.getByLabel('E-mail address').fill('ana.martins@example.com');
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.getByText('Overdue 2 days').waitFor();
    expect(urls.filter((url) => /ana|%40|@/.test(url))).toEqual([]);
  });

  it('an app of the agent workspace is in the frame of that workspace alone, by the headers of docs/widget.md', async () => {
    const { page } = await at.desk();
    const { app } = await serve(page);
    await page.goto('about:blank');
    const [refused] = await Promise.all([
      page.waitForEvent('console', (said) => said.text().includes('frame-ancestors')),
      page.setContent(`<iframe src="${app}"></iframe>`),
    ]);
    expect(refused.type()).toBe('error');
  });
});
