import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { MemoryBox } from '@live-assist/core';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { THOROUGH } from '../../../core/test/support/thorough.ts';
import { bundleWidget } from '../../build.ts';
import { closePages, sharedChromium } from '../support/chromium.ts';
import { startLocalServer } from '../support/local-server.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Relative words for days, which mean another day later on. */
const DAY_WORDS = /\b(to(day|night|morrow)|yesterday|(mon|tues|wednes|thurs|fri|satur|sun)day)\b/i;

let browser: Browser;
/** The boxes of all sample customers, as the real service answers after its local analyst has read every call. */
let boxes: MemoryBox[];

beforeAll(async () => {
  const [server, launched] = await Promise.all([startLocalServer(), sharedChromium()]);
  browser = launched;
  boxes = await sampleBoxes(server.address).finally(() => server.stop());
});
afterAll(closePages);

describe.each([
  ['light', 320],
  ['light', 360],
  ['light', 480],
  ['dark', 320],
  ['dark', 360],
  ['dark', 480],
  ['forced', 320],
  ['forced', 360],
  ['forced', 480],
] as const)('the boxes of all sample customers, %s, %i px', (scheme, width) => {
  it('show what was done before, say nothing twice, in a headline of seven words, and 300 px at most', async () => {
    expect(boxes.length).toBeGreaterThan(18);
    const page = await pageOf(scheme, width);
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll('memory-box')].map((element) => {
        const root = element.shadowRoot as ShadowRoot;
        const words = (selector: string) =>
          [...root.querySelectorAll(selector)].map(({ textContent }) => textContent ?? '');
        return {
          height: element.getBoundingClientRect().height,
          overflow:
            (root.querySelector('section')?.scrollWidth ?? 0) -
            (root.querySelector('section')?.clientWidth ?? 0),
          headline: words('[role=status]')[0] ?? '',
          done: words('[part=deliverables] bdi'),
          said: words('.text > bdi, .text > span > bdi, .about > bdi'),
          labels: words('.promise bdi'),
          low: [...root.querySelectorAll('button')].filter(
            (each) => each.offsetHeight > 0 && each.offsetHeight < 24,
          ).length,
        };
      }),
    );
    for (const [n, { headline, said, done, labels, ...size }] of shown.entries()) {
      const box = boxes[n] as MemoryBox;
      const who = box.client_email;
      expect([who, size.height <= 300, size.overflow, size.low]).toEqual([who, true, 0, 0]);
      expect([who, headline.split(/\s+/).length <= 7]).toEqual([who, true]);
      if (box.deliverables.length > 0 && !box.shared) {
        const texts = box.deliverables.map(({ text }) => text);
        expect([who, done.some((text) => texts.includes(text))]).toEqual([who, true]);
      }
      for (const text of [headline, ...labels]) expect([who, DAY_WORDS.exec(text)]).toEqual([who, null]);
      const sentences = [headline, ...said].map((text) => text.toLowerCase().replaceAll('…', '').trim());
      for (const [place, sentence] of sentences.entries()) {
        if (sentence.split(' ').length < 2) continue;
        const others = sentences.filter((_, other) => other !== place);
        expect([who, sentence, others.filter((other) => other.includes(sentence))]).toEqual([
          who,
          sentence,
          [],
        ]);
      }
    }
    // By default at one width of each scheme: it takes most of the time.
    if (width !== 320 && !THOROUGH) return page.context().close();
    await page.evaluate(AXE);
    const { violations } = (await page.evaluate(
      // A page has one box; here they share their name.
      `axe.run({ rules: { 'landmark-unique': { enabled: false } } })`,
    )) as AxeResults;
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await page.context().close();
  });
});

it('a larger font of the page reaches every text of the box', async () => {
  const page = await pageOf('light', 320);
  const sizes = () =>
    page.evaluate(() =>
      [
        ...(document
          .querySelectorAll('memory-box')[4]
          ?.shadowRoot?.querySelectorAll('bdi, span, button, p') ?? []),
      ].map((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
    );
  const before = await sizes();
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '32px';
  });
  const after = await sizes();
  expect(after.map((size, n) => size / (before[n] ?? 1))).toEqual(before.map(() => 2));
  await page.context().close();
});

/** A page with the boxes of all sample customers, one below another. */
async function pageOf(scheme: 'light' | 'dark' | 'forced', width: number): Promise<Page> {
  const context = await browser.newContext({
    colorScheme: scheme === 'dark' ? 'dark' : 'light',
    forcedColors: scheme === 'forced' ? 'active' : 'none',
    viewport: { width: width + 20, height: 900 },
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await page.setContent(
    `<!doctype html><html lang="en"><title>Boxes</title><style>:root { color-scheme: light dark }
    body { margin: 10px } memory-box { width: ${width}px; margin: 0 0 10px }</style><body><main><h1>Boxes</h1></main></body></html>`,
  );
  const { text } = await bundleWidget('iife');
  await page.addScriptTag({ content: text });
  await page.evaluate((boxes) => {
    for (const box of boxes) {
      const element = document.createElement('memory-box');
      Object.assign(element, {
        load: async () => box,
        save: async () => null,
        clientEmail: box.client_email,
      });
      document.querySelector('main')?.append(element);
    }
  }, boxes);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('memory-box')].every((element) =>
      /ready|shared|new|not_analysed/.test(element.shadowRoot?.querySelector('section')?.dataset.state ?? ''),
    ),
  );
  return page;
}

async function sampleBoxes(address: string): Promise<MemoryBox[]> {
  const post = async <Answer>(route: string, scope: string, bound: Record<string, string>, body: object) => {
    const query = new URLSearchParams({ scope, ...bound });
    const { token } = (await (await fetch(`${address}/dev/token?${query}`)).json()) as { token: string };
    const response = await fetch(address + route, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Answer;
  };
  const customers = (await (await fetch(`${address}/demo/customers`)).json()) as {
    client_email: string;
    calls: string[];
  }[];
  const answers: MemoryBox[] = [];
  for (const { client_email, calls } of customers) {
    const bound = { client_email: client_email.toLowerCase() };
    for (const call_id of calls) {
      const call = { client_email, call_id };
      await post('/getCallAnalytics', 'analytics:write', { ...bound, call_id }, call);
    }
    answers.push(await post('/getMemoryBox', 'memory:read', bound, { client_email }));
  }
  return answers;
}
