/**
 * Takes the pictures of the README: `pnpm picture`. The box of a sample customer, as the demo page shows it, in light and
 * dark. Run it after a change of what the box looks like.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchChromium } from './support/chromium.ts';
import { startLocalServer } from './support/local-server.ts';

const FOLDER = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));
const MARGIN = 3;
/** A larger picture would keep a reader of the README waiting. */
const MAX_BYTES = 60_000;

const [server, browser] = await Promise.all([startLocalServer(), launchChromium()]);
try {
  mkdirSync(FOLDER, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width: 392, height: 700 },
      deviceScaleFactor: 1.5,
      locale: 'en-GB',
    });
    const page = await context.newPage();
    await page.goto(server.address);
    const box = page.locator('memory-box');
    await box.getByRole('button', { name: 'Quotes' }).waitFor();
    const { x, y, width, height } = (await box.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const png = await page.screenshot({
      clip: { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN },
    });
    const path = `${FOLDER}memory-box-${colorScheme}.png`;
    if (png.length > MAX_BYTES) throw new Error(`${path} would have ${png.length} bytes.`);
    writeFileSync(path, png);
    console.log(`${path}: ${png.length} bytes`);
    await context.close();
  }
} finally {
  await Promise.all([browser.close(), server.stop()]);
}
