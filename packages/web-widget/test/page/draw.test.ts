import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closePages, sharedChromium } from '../support/chromium.ts';

const TURNS = 2_000;

let browser: Browser;
let script: string;

beforeAll(async () => {
  browser = await sharedChromium();
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../src/view/draw.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'drawing',
  });
  script = outputFiles[0]?.text ?? '';
});
afterAll(closePages);

describe('what is drawn', () => {
  it(`what is drawn over anything else is the same as what is drawn anew, ${TURNS} times`, async () => {
    const page = await browser.newPage();
    await page.setContent('<main></main>');
    await page.addScriptTag({ content: script });
    const different = await page.evaluate((turns) => {
      const { draw, h } = (globalThis as unknown as { drawing: typeof import('../../src/view/draw.ts') })
        .drawing;
      let seed = 28_112_026;
      const random = (below: number) => {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        return Math.floor((seed / 2_147_483_648) * below);
      };
      const pick = <Item>(items: readonly Item[]): Item => items[random(items.length)] as Item;
      type Child = Parameters<typeof draw>[1][number];
      const child = (depth: number): Child => {
        const kind = random(depth > 2 ? 4 : 9);
        if (kind === 0) return pick([null, undefined, false, '']);
        if (kind < 3) return pick(['we', '<b>owe</b>', '&amp;', 'a form', 7]);
        if (kind === 3) return children(depth + 1);
        const names = ['class', 'title', 'hidden', 'aria-expanded'].filter(() => random(2) === 0);
        const props = Object.fromEntries(
          names.map((name) => [name, pick(['', 'x', true, false, null, undefined])]),
        );
        return h(pick(['p', 'ul', 'span', 'b', 'svg']), props, ...children(depth + 1));
      };
      const children = (depth: number): Child[] => Array.from({ length: random(5) }, () => child(depth));
      const shown = document.querySelector('main') as HTMLElement;
      const found: string[] = [];
      for (let turn = 0; turn < turns; turn += 1) {
        const tree = children(0);
        draw(shown, tree);
        const anew = document.createElement('main');
        draw(anew, tree);
        // Attributes keep the order in which they came.
        if (!shown.isEqualNode(anew)) found.push(`${turn}: ${shown.innerHTML}`);
      }
      return found;
    }, TURNS);
    expect(different).toEqual([]);
    await page.close();
  });

  it('what is drawn keeps a node that fits, with its focus and what was typed, and has one handler', async () => {
    const page = await browser.newPage();
    await page.setContent('<main></main>');
    await page.addScriptTag({ content: script });
    const kept = await page.evaluate(() => {
      const { draw, h } = (globalThis as unknown as { drawing: typeof import('../../src/view/draw.ts') })
        .drawing;
      const main = document.querySelector('main') as HTMLElement;
      const pressed: number[] = [];
      const tree = (turn: number) => [
        h('p', {}, `Turn ${turn}`),
        h('input', { value: 'first' }),
        h('button', { onclick: turn < 3 ? () => pressed.push(turn) : null }, 'Press'),
      ];
      draw(main, tree(1));
      const field = main.querySelector('input') as HTMLInputElement;
      field.value = 'typed';
      field.focus();
      draw(main, tree(2));
      main.querySelector('button')?.click();
      draw(main, tree(3));
      main.querySelector('button')?.click();
      return {
        typed: main.querySelector('input')?.value,
        focused: document.activeElement === field,
        pressed,
      };
    });
    expect(kept).toEqual({ typed: 'typed', focused: true, pressed: [2] });
    await page.close();
  });
});
