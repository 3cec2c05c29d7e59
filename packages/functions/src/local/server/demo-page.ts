import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { REPOSITORY } from './local-service.ts';
import { linesOf } from './sample-files.ts';

// The widget's package is bundled by path and never imported: the two packages only communicate over HTTP.
const WIDGET = join(REPOSITORY, 'packages', 'web-widget');

/** A file of the demo page. */
export interface DemoFile {
  type: string;
  body: string;
}

/** No other origins, and no inline script or style: the widget must work under this policy. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Returns the files of the demo desktop by path. They are bundled at every start (about 100 ms), so that a change of
 * the widget needs no build.
 *
 * @throws {Error} when a script cannot be bundled.
 */
export async function demoFiles(): Promise<Map<string, DemoFile>> {
  // Loaded here, because only this page needs the bundler.
  const { build } = await import('esbuild');
  const bundle = async (entry: string): Promise<DemoFile> => {
    const { outputFiles } = await build({
      entryPoints: [join(WIDGET, entry)],
      absWorkingDir: REPOSITORY,
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      logLevel: 'silent',
    });
    return { type: 'text/javascript; charset=utf-8', body: outputFiles[0]?.text ?? '' };
  };
  const file = async (name: string, type: string): Promise<DemoFile> => ({
    type: `${type}; charset=utf-8`,
    body: await readFile(join(REPOSITORY, name), 'utf8'),
  });
  const [page, style, desktop, memoryBox, example, exampleScript] = await Promise.all([
    file('packages/web-widget/demo/index.html', 'text/html'),
    file('packages/web-widget/demo/desktop.css', 'text/css'),
    bundle('demo/desktop.ts'),
    bundle('src/index.ts'),
    file('examples/memory-box/index.html', 'text/html'),
    file('examples/memory-box/page.js', 'text/javascript'),
  ]);
  return new Map([
    ['/', page],
    ['/demo/desktop.css', style],
    ['/demo/desktop.js', desktop],
    ['/demo/memory-box.js', memoryBox],
    ['/examples/memory-box/', example],
    ['/examples/memory-box/page.js', exampleScript],
  ]);
}

/** Serves the demo page and its list of callers. */
export async function serveDemo(app: Hono): Promise<void> {
  const customers = await sampleCustomers();
  for (const [path, { type, body }] of await demoFiles()) {
    app.get(path, (c) =>
      c.body(body, 200, {
        'content-type': type,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-cache',
      }),
    );
  }
  app.get('/demo/customers', (c) => c.json(customers, 200, { 'x-content-type-options': 'nosniff' }));
}

/** Returns the customers of the sample calls: a name derived from the address, and their call ids in file order. */
export async function sampleCustomers(): Promise<{ name: string; client_email: string; calls: string[] }[]> {
  const calls = (await linesOf('calls.jsonl')).map((line) => JSON.parse(line) as SampleCall);
  return [...Map.groupBy(calls, ({ client_email }) => client_email)].map(([client_email, ofCustomer]) => ({
    name: nameOf(client_email),
    client_email,
    calls: ofCustomer.map(({ call_id }) => call_id),
  }));
}

interface SampleCall {
  call_id: string;
  client_email: string;
}

function nameOf(address: string): string {
  const [local = ''] = address.split('@');
  return local
    .split('.')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' ');
}
