import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

/** How long an action in a page may take: as with the tests, the limit is there for one that hangs. */
const PATIENCE_MS = 120_000;
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

/**
 * A real Chromium: the one that `@sparticuz/chromium` carries for Linux on x64, with the system libraries
 * that a bare Debian lacks; elsewhere an installed Chrome (`CHROME_PATH` names it).
 *
 * @param args - More switches of its command line.
 */
export async function launchChromium(args: string[] = []): Promise<Browser> {
  const browser = await launch(args);
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE_MS));
  return browser;
}

async function launch(args: string[]): Promise<Browser> {
  const named = process.env.CHROME_PATH;
  if (named === undefined && process.platform === 'linux' && process.arch === 'x64')
    return launchCarried(args);
  const executablePath = named ?? INSTALLED.find((path) => existsSync(path));
  return chromium.launch({
    ...(executablePath === undefined ? { channel: 'chrome' } : { executablePath }),
    args,
  });
}

let shared: Promise<Browser> | undefined;

/** The one browser of all test files of this worker, which ends with it. {@link closePages} after the tests of a file. */
export async function sharedChromium(): Promise<Browser> {
  if (shared === undefined || !(await shared).isConnected()) shared = launchChromium();
  return shared;
}

/** Closes all pages of the shared browser. */
export async function closePages(): Promise<void> {
  const contexts = (await shared)?.contexts() ?? [];
  await Promise.all(contexts.map((context) => context.close()));
}

async function launchCarried(args: string[]): Promise<Browser> {
  const folder = await unpacked();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', ...args],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  });
}

/** Unpacks once a version. The folder appears whole or not at all, so an interrupted run leaves no half. */
async function unpacked(): Promise<string> {
  const entry = import.meta.resolve('@sparticuz/chromium');
  const { version } = JSON.parse(readFileSync(new URL('../package.json', entry), 'utf8'));
  const folder = join(tmpdir(), `live-assist-chromium-${version}`);
  if (existsSync(folder)) return folder;
  const partial = mkdtempSync(join(tmpdir(), 'live-assist-chromium-'));
  const before = process.env.TMPDIR;
  // The package unpacks into the folder for temporary files, under names that others may have taken.
  process.env.TMPDIR = partial;
  try {
    const { default: carried, inflate } = await import('@sparticuz/chromium');
    await carried.executablePath();
    await inflate(fileURLToPath(new URL('../bin/al2023.tar.br', entry)));
    writeFileSync(join(partial, 'fonts', 'fonts.conf'), fontsConfig(folder));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  try {
    renameSync(partial, folder);
  } catch {
    // Another run was faster.
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}

/** Its own font configuration looks in /tmp/fonts alone; without a font a page has no text. */
function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, 'fonts')}</dir><dir>/usr/share/fonts</dir>
<cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`;
}
