import type { Browser, BrowserContext, Page } from 'playwright-core';
import { NOW } from './boxes.ts';
import type { Service } from './service.ts';

/** How a test opens the page with a box. */
export interface DeskOptions {
  scheme?: 'light' | 'dark';
  /** Colours of the system alone, as for people who need a high contrast. */
  forcedColors?: boolean;
  width?: 'narrow' | 'wide';
  path?: string;
  /** The page's clock begins at {@link NOW}; `page.clock.runFor` moves it. Paused, it moves by that alone. */
  clock?: 'running' | 'paused';
  locale?: string;
}

/** An agent's desktop in a real browser: one page with room for a `<memory-box>`. */
export interface Desk {
  page: Page;
  context: BrowserContext;
  /** Puts a box with these attributes on the page, in place of the one before. */
  mount(attributes: Record<string, string>): Promise<void>;
  /** 320 or 600 px for the box. */
  resize(width: 'narrow' | 'wide'): Promise<void>;
  /** Waits until the page has set so many timers of this length, with a paused clock. */
  timersSet(milliseconds: number, times: number): Promise<unknown>;
  /** What stands in the shadow root, as text. */
  text(): Promise<string>;
  /** The state that the box shows. */
  state(): Promise<string | null>;
  /** The events of the box so far, by name. */
  events(): Promise<{ type: string; detail: Record<string, unknown> }[]>;
}

export async function openDesk(browser: Browser, service: Service, options: DeskOptions = {}): Promise<Desk> {
  const { scheme = 'light', width = 'narrow', path = '/', clock, locale = 'en-GB', forcedColors } = options;
  const context = await browser.newContext({
    colorScheme: scheme,
    forcedColors: forcedColors ? 'active' : 'none',
    locale,
    timezoneId: 'Europe/London',
  });
  const page = await context.newPage();
  // It is paused when the page is there, which takes longer than a second on a busy machine.
  if (clock) await page.clock.install({ time: NOW.getTime() - (clock === 'paused' ? 60_000 : 1_000) });
  else await page.clock.setFixedTime(NOW);
  await page.goto(service.url + path);
  if (clock === 'paused') {
    await page.clock.pauseAt(NOW);
    await page.evaluate(noteTimers);
  }
  const resize = async (name: 'narrow' | 'wide') => {
    await page.setViewportSize({ width: name === 'narrow' ? 344 : 624, height: 700 });
    await page.evaluate((name) => document.querySelector('#place')?.setAttribute('class', name), name);
  };
  await resize(width);
  const inBox = <T>(read: (root: ShadowRoot) => T) =>
    page.evaluate(`(${read.toString()})(document.querySelector('memory-box').shadowRoot)`) as Promise<T>;
  return {
    page,
    resize,
    context,
    mount: (attributes) =>
      page.evaluate(
        ({ attributes, names }) => {
          const box = document.createElement('memory-box');
          const events: unknown[] = [];
          Object.assign(globalThis, { events });
          for (const [name, value] of Object.entries(attributes)) box.setAttribute(name, value);
          for (const name of names) {
            box.addEventListener(name, (event) => {
              events.push({ type: event.type, detail: (event as CustomEvent).detail });
            });
          }
          document.querySelector('#place')?.replaceChildren(box);
        },
        { attributes: { endpoint: service.url, token: 't-1', ...attributes }, names: EVENTS },
      ),
    timersSet: (milliseconds, times) =>
      page.waitForFunction(`lengths.filter((each) => each === ${milliseconds}).length >= ${times}`),
    text: () => inBox((root) => root.querySelector('section')?.textContent ?? ''),
    state: () => inBox((root) => root.querySelector('section')?.dataset.state ?? null),
    events: () => page.evaluate('globalThis.events') as ReturnType<Desk['events']>,
  };
}

export const EVENTS = [
  'memory-box-loading',
  'memory-box-loaded',
  'memory-box-error',
  'memory-box-commitment-changed',
  'memory-box-wrong-customer',
  'memory-box-link',
];

/** Keeps the lengths of the timers that the page sets from now on. */
function noteTimers(): void {
  const { setTimeout } = globalThis;
  const lengths: unknown[] = [];
  const noted = (...given: Parameters<typeof setTimeout>) => {
    lengths.push(given[1]);
    return setTimeout(...given);
  };
  Object.assign(globalThis, { setTimeout: noted, lengths });
}
