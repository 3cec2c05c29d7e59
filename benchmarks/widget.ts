/**
 * The widget: how much of its budget of bytes the bundle takes, and how long it takes in a real Chromium from setting
 * `client-email` to the painted box, against a bare custom element that fetches the same answer and writes the same texts.
 *
 * @module
 */
import { gzipSync } from 'node:zlib';
import { bundleWidget } from '../packages/web-widget/build.ts';
import { returning } from '../packages/web-widget/test/support/boxes.ts';
import { launchChromium } from '../packages/web-widget/test/support/chromium.ts';
import { alternate, type Effort, type Figures, figureOf, median } from './measure.ts';
import { type Pages, servePages } from './widget/pages.ts';

/** As packages/web-widget/test/page/embedding.test.ts has it. */
const MAX_GZIP_BYTES = 12 * 1024;
const WARM_UP = 10;
const TIMES = 30;

export async function run(effort: Effort): Promise<Figures> {
  const { text } = await bundleWidget('esm');
  const bytes = gzipSync(text, { level: 9 }).length;
  const pages = await servePages(text, returning());
  try {
    const rounds = await alternate(
      effort,
      () => timeToPaint(pages, 'bare-box'),
      () => timeToPaint(pages, 'memory-box'),
    );
    return {
      'widget-bytes': {
        ratio: bytes / MAX_GZIP_BYTES,
        floor: MAX_GZIP_BYTES,
        value: bytes,
        unit: 'bytes',
        budget: 1,
        spread: 0,
      },
      'widget-paint': figureOf(rounds, 'ms', 2),
    };
  } finally {
    await pages.close();
  }
}

/** In a browser of its own; the median of some boxes after the first ones. */
async function timeToPaint({ url }: Pages, tag: string): Promise<number> {
  // Otherwise everything would take a whole number of sixtieths of a second.
  const browser = await launchChromium(['--disable-frame-rate-limit', '--disable-gpu-vsync']);
  try {
    const page = await browser.newPage();
    await page.goto(`${url}/${tag}`);
    const times: number[] = [];
    for (let n = 0; n < WARM_UP + TIMES; n += 1) times.push(Number(await page.evaluate(`paint('${tag}')`)));
    return median(times.slice(WARM_UP));
  } finally {
    await browser.close();
  }
}
