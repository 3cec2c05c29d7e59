import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { share, THOROUGH } from '../../../core/test/support/thorough.ts';
import manifest from '../../custom-elements.json' with { type: 'json' };
import { MemoryBoxElement } from '../../src/index.ts';
import { STYLES } from '../../src/view/styles.ts';
import { closePages, sharedChromium } from '../support/chromium.ts';
import type { Desk } from '../support/desk.ts';
import { EVENTS, openDesk } from '../support/desk.ts';
import { GALLERY, show } from '../support/gallery.ts';
import { Service } from '../support/service.ts';

const SCREENSHOTS = fileURLToPath(new URL('../../.screenshots/', import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The parts that were met in any look. */
const PARTS = new Set<string>();

let browser: Browser;
let service: Service;

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  [browser, service] = await Promise.all([sharedChromium(), Service.start()]);
});
beforeEach(() => service.reset());
afterAll(async () => {
  await closePages();
  await service.stop();
});

const SCHEMES = ['light', 'dark', 'forced'] as const;

describe.each(SCHEMES)('%s', (scheme) => {
  /** By default axe looks at each look in one of the schemes: it takes most of the time. */
  const forAxe = new Set(share(GALLERY, SCHEMES.length, SCHEMES.indexOf(scheme)));
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk(browser, service, {
      scheme: scheme === 'dark' ? 'dark' : 'light',
      forcedColors: scheme === 'forced',
      clock: 'running',
    });
    await desk.page.evaluate(AXE);
  });
  afterAll(() => desk.context.close());

  const measure = async (name: string, width: 'narrow' | 'wide') => {
    await desk.resize(width);
    const box = await desk.page.locator('memory-box').boundingBox();
    const height = box?.height ?? 0;
    const clip = { x: 0, y: 0, width: width === 'narrow' ? 344 : 624, height: height + 24 };
    // For people who look at them.
    if (THOROUGH) await desk.page.screenshot({ path: `${SCREENSHOTS}${name}-${scheme}-${width}.png`, clip });
    return height;
  };

  it.each(GALLERY)(
    '$name: one headline, at most 300 px while folded, no rule of axe broken',
    async (look) => {
      await desk.context.setOffline(false);
      await desk.resize('narrow');
      await show(desk, service, look);
      const region = desk.page.getByRole('status');
      expect(await region.count()).toBe(1);
      expect(await region.textContent()).toBe(look.headline);
      expect(look.headline.split(' ').length).toBeLessThanOrEqual(7);

      const parts = await desk.page.evaluate(`[...document.querySelector('memory-box').shadowRoot
      .querySelectorAll('[part]')].flatMap((element) => [...element.part])`);
      for (const part of parts as string[]) PARTS.add(part);

      if (forAxe.has(look)) {
        const { violations } = (await desk.page.evaluate('axe.run()')) as AxeResults;
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      }

      const narrow = await measure(look.name, 'narrow');
      const wide = await measure(look.name, 'wide');
      expect(Math.min(narrow, wide)).toBeGreaterThan(40);
      if (/^panel|^acts/.test(look.name)) return;
      expect(narrow).toBeLessThanOrEqual(300);
      expect(wide).toBeLessThanOrEqual(300);
    },
  );
});

describe('custom-elements.json', () => {
  const [declaration] = manifest.modules[0]?.declarations ?? [];
  const names = (entries: readonly { name: string }[] = []) => entries.map(({ name }) => name).sort();

  it('custom-elements.json names the parts that the looks have, and docs/widget.md names them too', () => {
    expect(names(declaration?.cssParts)).toEqual([...PARTS].sort());
    const page = readFileSync(new URL('../../../../docs/widget.md', import.meta.url), 'utf8');
    const listed = /Parts: ([\s\S]*?)\. All of it/.exec(page)?.[1]?.match(/[a-z-]+/g) ?? [];
    expect(listed.sort()).toEqual([...PARTS].sort());
  });

  it('custom-elements.json names the attributes, fields and methods of the class', () => {
    expect(names(declaration?.attributes)).toEqual([...MemoryBoxElement.observedAttributes].sort());
    const own = Object.getOwnPropertyDescriptors(MemoryBoxElement.prototype);
    const fields = Object.entries(own).flatMap(([name, { get }]) => (get ? [name] : []));
    const members = declaration?.members ?? [];
    expect(names(members.filter(({ kind }) => kind === 'field'))).toEqual(fields.sort());
    const methods = Object.keys(own).filter(
      (name) => !fields.includes(name) && !/^constructor|Callback$/.test(name),
    );
    expect(names(members.filter(({ kind }) => kind === 'method'))).toEqual(methods.sort());
    for (const { name, fieldName } of declaration?.attributes ?? []) {
      expect(members.find((member) => member.name === fieldName)?.attribute).toBe(name);
    }
  });

  it('custom-elements.json names the events and the custom properties', () => {
    expect(names(declaration?.events)).toEqual([...EVENTS].sort());
    const properties = new Set(STYLES.match(/--memory-box-[a-z]+/g));
    expect(names(declaration?.cssProperties)).toEqual([...properties].sort());
  });
});
