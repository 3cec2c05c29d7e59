/**
 * The widget: the size of the bundle against its budget, and the time in a real Chromium from setting `client-email` to
 * the painted box, compared with a bare custom element that fetches the same answer and writes the same texts.
 *
 * @module
 */
import { gzipSync } from 'node:zlib';
import { bundleWidget } from '../packages/web-widget/build.ts';
import { returning } from '../packages/web-widget/test/support/boxes.ts';
import { launchChromium } from '../packages/web-widget/test/support/chromium.ts';
import { alternate, type Effort, type Figures, figureOf, median } from './measure.ts';
import { type Pages, servePages } from './widget/pages.ts';

/** The same limit as in packages/web-widget/test/page/embedding.test.ts. */
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

/** Measures in a separate browser; returns the median after a warm-up. */
async function timeToPaint({ url }: Pages, tag: string): Promise<number> {
  // Without these flags, every time would be a multiple of 1/60 second.
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
