import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MemoryBox } from '@live-assist/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveCall, type RecordedWindow, type SpokenTurn } from '../../demo/live-call.ts';
import { screenplay } from '../../demo/screenplay.ts';
import { closePages, sharedChromium } from '../support/chromium.ts';
import { type RunningServer, startLocalServer } from '../support/local-server.ts';

const SCREENSHOTS = fileURLToPath(new URL('../../.screenshots/', import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let server: RunningServer;
let address: string;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  [server, browser] = await Promise.all([startLocalServer(), sharedChromium()]);
  address = server.address;
});
afterAll(async () => {
  await closePages();
  await server?.stop();
});

describe('the demo agent desktop, with the real local server and engine', () => {
  it('the demo agent desktop, with the real local server and engine tells the story: promised days ago, red at the next call, closed by the call that keeps it', async () => {
    const { page, calls, complaints } = await openDesktop();
    const tone = () => page.locator('memory-box section').getAttribute('data-tone');
    await answer(page, 'Elena Costa');
    await headline(page).filter({ hasText: 'First call from this address' }).waitFor();
    await page.getByText('9 days ago: its turns bear times of that day').waitFor();
    await sayAllAndEnd(page);
    const promised = report(page).getByRole('listitem').filter({ hasText: 'We owe' });
    expect(await promised.textContent()).toContain("I'll email you the refund form by Friday");
    expect(await report(page).textContent()).toContain('Read by the local analyst');

    await page.getByRole('button', { name: 'Elena calls again' }).click();
    await headline(page)
      .filter({ hasText: /^Overdue \d days?: / })
      .waitFor();
    expect(await tone()).toBe('alert');
    const box = page.locator('memory-box');
    const quote = box.getByText("I'll email you the refund form by Friday.");
    expect(await quote.count()).toBe(0);
    await box.getByRole('button', { name: 'Quotes' }).click();
    await quote.waitFor();
    await sayAllAndEnd(page);

    await page.getByRole('button', { name: 'Elena calls again' }).click();
    await headline(page)
      .filter({ hasText: /^(Overdue|Not kept)/ })
      .waitFor();
    await sayAllAndEnd(page);
    const kept = report(page).getByRole('listitem').filter({ hasText: 'Kept' });
    expect(await kept.textContent()).toContain("“I've just emailed you the refund form.”");
    await expect.poll(tone).not.toBe('alert');
    await box
      .getByText(/refund form/i)
      .first()
      .waitFor();

    // The report of the first call, from the list beside the box.
    await page
      .getByRole('button', { name: /^Report of the call of/ })
      .last()
      .click();
    await report(page).getByText('We owe').waitFor();

    const [first, , third] = [...calls];
    const { commitments } = await memoryBox('elena.costa@example.com');
    expect(commitments).toMatchObject([
      {
        status: 'kept',
        madeIn: { call_id: first },
        closing: { status: 'kept', by: 'analyst', call_id: third },
      },
    ]);
    expect(complaints).toEqual([]);
  });

  it.each([
    ['on its first screen', { width: 1280, height: 800 }],
    ['at 200 % zoom', { width: 640, height: 400 }],
  ])(
    'the demo agent desktop shows the box of a customer who has called before without a click: %s',
    async (_, viewport) => {
      const { page, complaints } = await openDesktop('light', viewport);
      await headline(page)
        .filter({ hasText: /^Overdue/ })
        .waitFor();
      const box = await page.locator('memory-box').boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
      const text = await page.locator('memory-box section').textContent();
      expect(text).toContain('Robert Kane');
      await page.getByRole('button', { name: 'Report of the call of' }).click();
      await report(page).waitFor();
      expect(complaints).toEqual([]);
    },
  );

  it('the demo agent desktop opens an earlier report during a call, and goes back to it', async () => {
    const { page, complaints } = await openDesktop();
    await answer(page, 'Robert Kane');
    await page.getByRole('button', { name: 'Report of the call of' }).click();
    await report(page).waitFor();
    await page.getByRole('button', { name: 'Back to the call' }).click();
    await page.getByRole('button', { name: 'End call' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('the demo agent desktop, with the real local server and engine has the sample calls of a customer read before their memory is shown', async () => {
    const { page, complaints } = await openDesktop();
    await answer(page, 'Emma Lindqvist');
    await page.locator('memory-box').getByRole('button', { name: 'Wrong person?' }).waitFor();
    expect(await headline(page).textContent()).not.toContain('First call');
    const { calls, commitments } = await memoryBox('emma.lindqvist@example.com');
    expect(calls).toBe(1);
    expect(commitments.map(({ text }) => text)).toContain("I'll email you a summary of all this today");
    expect(complaints).toEqual([]);
  });

  it('the demo agent desktop, with the real local server and engine lets the agent tick a promise, and the report knows of it', async () => {
    const { page, complaints } = await openDesktop();
    await answer(page, 'Samuel Reed');
    await sayAllAndEnd(page);
    await page.getByRole('button', { name: 'Samuel calls again' }).click();
    const box = page.locator('memory-box');
    const lamp = async () =>
      (await memoryBox('samuel.reed@example.com')).commitments.find(({ text }) => text.includes('lamp'));
    const nextWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    await box.getByRole('button', { name: /^More: .*new lamp/i }).click();
    await box.getByRole('textbox', { name: /^Day: .*new lamp/i }).fill(nextWeek);
    await box.getByRole('button', { name: /^New date: .*new lamp/i }).click();
    await expect.poll(lamp).toMatchObject({ status: 'open', dueAt: nextWeek, overdue: false });
    await box.getByRole('button', { name: /^Done: .*new lamp/i }).click();
    await expect.poll(lamp).toMatchObject({ status: 'kept', closing: { by: 'person' } });
    await sayAllAndEnd(page);
    await report(page)
      .getByRole('listitem')
      .filter({ hasText: 'Kept' })
      .getByText('photos tonight')
      .waitFor();
    expect(await report(page).getByText('Still open').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('the demo agent desktop, with the real local server and engine shows what is typed as text, records it, and reads a call that has no script', async () => {
    const { page, calls, complaints } = await openDesktop();
    await answer(page, 'Aisha Bello');
    await say(page, 'customer', 'Hello, <img src=x onerror=alert(1)> I lost my parcel.');
    await say(page, 'agent', "I'm sorry. I'll call you back tomorrow.");
    const conversation = page.getByRole('log');
    expect(await conversation.textContent()).toContain('<img src=x onerror=alert(1)>');
    expect(await conversation.locator('img').count()).toBe(0);
    await page.getByRole('button', { name: 'End call' }).click();
    await report(page).getByText("I'll call you back tomorrow").first().waitFor();
    expect(calls.size).toBe(1);

    expect(await page.locator('memory-box').getByText('Aisha Bello').count()).toBe(1);
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await page.locator('memory-box').isVisible()).toBe(false);
    expect(await page.locator('memory-box').getByText('Aisha Bello').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('the demo agent desktop, with the real local server and engine says why a call cannot be read, and goes on', async () => {
    const { page } = await openDesktop();
    await answer(page, 'Yuki Tanaka');
    await say(page, 'agent', 'Hello, is anybody there?');
    await page.getByRole('button', { name: 'End call' }).click();
    await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
    await say(page, 'customer', 'Yes, my parcel has arrived. Thank you!');
    await page.getByRole('button', { name: 'Try again' }).click();
    await report(page).waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'has nothing for axe-core to object to, by keyboard alone: %s',
    async (scheme) => {
      const { page, complaints } = await openDesktop(scheme);
      const shot = (name: string) =>
        page.screenshot({ path: join(SCREENSHOTS, `demo-${scheme}-${name}.png`) });
      expect(await violations(page)).toEqual([]);
      await shot('idle');
      await press(page, 'Answer: Noor Rahimi');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Noor Rahimi');
      await page.locator('memory-box').getByRole('button', { name: 'Wrong person?' }).waitFor();
      await press(page, 'Say it all');
      expect(await violations(page)).toEqual([]);
      await shot('call');
      await press(page, 'End call');
      await report(page).waitFor();
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('The call of Noor Rahimi');
      expect(await violations(page)).toEqual([]);
      await shot('report');
      expect(complaints).toEqual([]);
    },
  );

  it('the demo agent desktop, with the real local server and engine changes its theme at once, and keeps it', async () => {
    const { page } = await openDesktop('light');
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.getByRole('radio', { name: 'Dark' }).focus();
    await page.keyboard.press('Space');
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await background()).toBe(dark);
  });

  it('the demo agent desktop, with the real local server and engine is sent under a policy that allows nothing from elsewhere and nothing inline', async () => {
    const response = await fetch(address);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    const customers = await (await fetch(`${address}/demo/customers`)).json();
    expect(customers).toContainEqual({
      name: 'Emma Lindqvist',
      client_email: 'emma.lindqvist@example.com',
      calls: ['customer-promise'],
    });
  });
});

describe('a call that is played', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('a call that is played goes at the pace that is chosen, stops at Pause, and takes a turn in between', () => {
    const { call, said } = play('A: One two three four five.\n(9 s)\nC: Six.', 1);
    vi.advanceTimersByTime(2_699);
    expect(said).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(said).toMatchObject([{ transcript: 'One two three four five.', begin_ms: 700, end_ms: 2_700 }]);
    call.setSpeed(0);
    vi.advanceTimersByTime(60_000);
    expect(said).toHaveLength(1);
    call.say('customer', 'Hello?');
    call.setSpeed(4);
    vi.advanceTimersByTime(60_000);
    expect(said.map(({ transcript }) => transcript)).toEqual(['One two three four five.', 'Hello?', 'Six.']);
    const times = said.flatMap(({ begin_ms, end_ms }) => [begin_ms, end_ms]);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('a call that is played is recorded in windows of six turns, and a window that was lost is sent again before the next', async () => {
    const turns = Array.from({ length: 14 }, (_, n) => `A: Turn ${n}.`);
    const { call, posted, failures } = play(`${turns.join('\n')}\n* Close Case = Closed`, 1, [1]);
    call.sayAll();
    await call.end();
    expect(posted.map(({ window_num, turns }) => [window_num, turns.length])).toEqual([
      [1, 6],
      [1, 6],
      [2, 6],
      [3, 2],
    ]);
    expect(posted[0]).toEqual(posted[1]);
    expect(posted.at(-1)?.activityFeed).toEqual([
      { name: 'Close Case', output: 'Closed', status: 'success' },
    ]);
    expect(failures).toHaveLength(1);
  });

  it('a call that is played names the line of a script that it cannot read', () => {
    expect(() => screenplay('', '', 'A: Hello.\nB: Hello.')).toThrow('B: Hello.');
  });
});

/** A call of which the posts with these numbers fail. */
function play(script: string, speed: number, failing: number[] = []) {
  const said: SpokenTurn[] = [];
  const posted: RecordedWindow[] = [];
  const failures: unknown[] = [];
  const call = new LiveCall(
    screenplay('', 'Leah', script).cues,
    speed,
    async (window) => {
      posted.push(structuredClone(window));
      if (failing.includes(posted.length)) throw new Error('The service cannot be reached.');
    },
    {
      turn: (turn) => said.push(turn),
      tool: () => {},
      recorded: () => {},
      failed: (error) => failures.push(error),
      next: () => {},
    },
  );
  return { call, said, posted, failures };
}

/** A fresh page. `calls` are those whose windows it posts; `complaints` what the browser finds wrong. */
async function openDesktop(scheme: 'light' | 'dark' = 'light', viewport = { width: 1280, height: 800 }) {
  const context = await browser.newContext({
    colorScheme: scheme,
    viewport,
    locale: 'en-GB',
  });
  const page = await context.newPage();
  const calls = new Set<string>();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:'))
      complaints.push(request.url());
    if (request.url().endsWith('/recordCallWindow')) calls.add(request.postDataJSON().call_id);
  });
  await page.goto(address);
  await page.getByRole('button', { name: 'Answer: Elena Costa' }).waitFor();
  return { page, calls, complaints };
}

const report = (page: Page) => page.getByRole('region', { name: 'Report of the call' });
const headline = (page: Page) => page.locator('memory-box').getByRole('status');

async function answer(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Answer: ${name}` }).click();
}

async function sayAllAndEnd(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Say it all' }).click();
  await page.getByRole('button', { name: 'End call' }).click();
  await report(page).waitFor();
}

async function say(page: Page, speaker: 'agent' | 'customer', words: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Who says it' }).selectOption(speaker);
  await page.getByRole('textbox', { name: 'What is said' }).fill(words);
  await page.keyboard.press('Enter');
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).focus();
  await page.keyboard.press('Enter');
}

async function violations(page: Page): Promise<string[]> {
  const found = (await page.evaluate(`${AXE}; axe.run(document, { resultTypes: ['violations'] })`)) as {
    violations: { id: string; nodes: { target: string[] }[] }[];
  };
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
}

async function memoryBox(client_email: string): Promise<MemoryBox> {
  const query = new URLSearchParams({ scope: 'memory:read', client_email });
  const { token } = (await (await fetch(`${address}/dev/token?${query}`)).json()) as { token: string };
  const response = await fetch(`${address}/getMemoryBox`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ client_email }),
  });
  return (await response.json()) as MemoryBox;
}
