import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engineServer } from '../../../functions/src/local/engine/engine-front.ts';
import { newEngineKey } from '../../../functions/src/local/engine/engine-key.ts';
import { loadOperations, openStore } from '../../../functions/src/local/engine/engine-store.ts';
import { launchChromium } from '../support/chromium.ts';

/** A name that its owner lets point to this machine, as in DNS rebinding. */
const EVIL = 'evil.example.com';
const TARGETS = ['CreateTable', 'ListTables', 'PutItem', 'Scan'] as const;
const SECRET = 'what only Ana knows';

const dynalite: (options: object) => Server = createRequire(
  new URL('../../../functions/package.json', import.meta.url),
)('dynalite');

let browser: Browser;
let pages: Server;
let engine: Server;
/** dynalite as it comes, without our door before it. */
let bare: Server;
/** The operations that the engine was asked to do. */
const executed: string[] = [];

/** What has come to its door. */
const reached: string[] = [];
const servers: Server[] = [];
let newEngine: () => Server;

beforeAll(async () => {
  const [operate, store] = await Promise.all([loadOperations(), openStore(undefined)]);
  newEngine = () =>
    engineServer(newEngineKey(), (target, body) => {
      executed.push(target);
      return operate(store, target, body);
    }).on('request', ({ method }) => void reached.push(String(method)));
  engine = await listening(newEngine());
  bare = await listening(dynalite({ createTableMs: 0 }));
  pages = await listening(pageServer());
  for (const target of ['CreateTable', 'PutItem'] as const) {
    await operate(store, `DynamoDB_20120810.${target}`, Buffer.from(inputOf(target)));
    await fetch(`http://127.0.0.1:${portOf(bare)}`, {
      method: 'POST',
      headers: headersOf(target),
      body: inputOf(target),
    });
  }
  browser = await launchChromium([`--host-resolver-rules=MAP ${EVIL} 127.0.0.1`]);
});
beforeEach(() => {
  reached.splice(0);
});
afterAll(async () => {
  await browser?.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

describe('a page of another site', () => {
  it('a page of another site reads and writes an engine that takes any signature: what follows could fail', async () => {
    const page = await openAt(pages);
    const answers = await attack(page, bare);
    expect(answers.join()).toContain(SECRET);
    await page.context().close();
  });

  it.each([
    ['this machine', `http://127.0.0.1:`],
    ['its own name, bound to this machine', `http://${EVIL}:`],
  ])('a page of another site makes the engine do nothing at the address of %s', async (_, base) => {
    const page = await openAt(pages);
    const answers = await attack(page, engine, base);
    await page.context().close();
    expect(answers.filter((answer) => answer.startsWith('read: '))).toEqual([]);
    expectNothingDone(answers);
  });

  it('a page of another site makes it do nothing when its name, which the page came from, turns to this machine', async () => {
    const home = await listening(pageServer());
    const page = await openAt(home);
    const port = portOf(home);
    home.closeAllConnections();
    home.close();
    await once(home, 'close');
    const rebound = await listening(newEngine(), port);
    const answers = await attack(page, rebound, `http://${EVIL}:`);
    await page.context().close();
    // Of the same origin, so it may read that it was refused, and no more.
    expect(answers.filter((answer) => answer.startsWith('read: 403')).length).toBeGreaterThan(3);
    expect(answers.filter((answer) => /^read: [^4]/.test(answer))).toEqual([]);
    expectNothingDone(answers);
  });
});

function expectNothingDone(answers: string[]): void {
  expect(reached.length).toBeGreaterThan(10);
  expect(answers.join()).not.toContain(SECRET);
  expect(executed).toEqual([]);
}

function pageServer(): Server {
  return createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>A page'));
}

async function listening(server: Server, port = 0): Promise<Server> {
  servers.push(server);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function openAt(server: Server): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`http://${EVIL}:${portOf(server)}/`);
  return page;
}

/** Has the page try everything that a page can send, and tells what it got. */
async function attack(page: Page, server: Server, base = 'http://127.0.0.1:'): Promise<string[]> {
  const url = `${base}${portOf(server)}/`;
  const requests = TARGETS.map((target) => ({ headers: headersOf(target), body: inputOf(target) }));
  const answers = await page.evaluate(
    async ({ url, requests }) => {
      const answers: string[] = [];
      const note = async (what: () => Promise<string>) => {
        answers.push(await what().catch((error) => `failed: ${error}`));
      };
      const read = async (init: RequestInit) => {
        const answer = await fetch(url, { signal: AbortSignal.timeout(5000), ...init });
        return `${answer.type === 'opaque' ? 'opaque' : 'read'}: ${answer.status} ${await answer.text()}`;
      };
      for (const { headers, body } of requests) {
        await note(() => read({ method: 'POST', headers, body }));
        await note(() => read({ method: 'POST', body }));
        await note(() => read({ method: 'POST', mode: 'no-cors', headers, body }));
        await note(async () => `beacon: ${navigator.sendBeacon(url, body)}`);
        await note(() => submit(body));
      }
      await note(() => read({}));
      await note(() => read({ mode: 'no-cors' }));
      for (const tag of ['img', 'script', 'iframe'] as const) await note(() => load(tag));
      return answers;

      function submit(body: string): Promise<string> {
        const frame = document.createElement('iframe');
        frame.name = `frame-${Math.random()}`;
        document.body.append(frame);
        const form = document.createElement('form');
        Object.assign(form, { action: url, method: 'POST', enctype: 'text/plain', target: frame.name });
        const field = document.createElement('input');
        // The "=" that a form writes ends up in a text that the engine does not look at.
        const [name = '', value = ''] = `${body.slice(0, -1)},"x":"=y"}`.split('=');
        Object.assign(field, { name, value });
        form.append(field);
        document.body.append(form);
        return new Promise((resolve) => {
          frame.onload = () => resolve(`frame: ${textOf(frame)}`);
          setTimeout(() => resolve('frame: silent'), 2000);
          form.submit();
        });
      }

      function load(tag: 'img' | 'script' | 'iframe'): Promise<string> {
        const element = document.createElement(tag);
        return new Promise((resolve) => {
          element.onload = () => resolve(`${tag}: loaded`);
          element.onerror = () => resolve(`${tag}: failed`);
          setTimeout(() => resolve(`${tag}: silent`), 2000);
          element.src = url;
          document.body.append(element);
        });
      }

      function textOf(frame: HTMLIFrameElement): string {
        try {
          return String(frame.contentDocument?.body.textContent);
        } catch {
          return 'closed';
        }
      }
    },
    { url, requests },
  );
  return answers;
}

/** As an engine takes them that looks at no signature. */
function headersOf(target: (typeof TARGETS)[number]): Record<string, string> {
  return {
    authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=local, Signature=local',
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': 'now',
    'x-amz-target': `DynamoDB_20120810.${target}`,
  };
}

function inputOf(target: (typeof TARGETS)[number]): string {
  const input = {
    CreateTable: {
      TableName: 'call-records',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    },
    ListTables: {},
    PutItem: { TableName: 'call-records', Item: { id: { S: 'call-1' }, text: { S: SECRET } } },
    Scan: { TableName: 'call-records' },
  };
  return JSON.stringify(input[target]);
}
