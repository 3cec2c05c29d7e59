import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { returning } from '../support/boxes.ts';
import { guideBlock } from '../support/guide.ts';
import { inBrowser } from '../support/in-browser.ts';

const at = inBrowser();
const FAKE = fileURLToPath(new URL('../support/fake-connect.ts', import.meta.url));

/** The snippet of docs/widget.md, with the packages that it names, and the fake in place of Streams. */
async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: guideBlock('amazon-connect'),
      loader: 'ts',
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    write: false,
    format: 'iife',
    plugins: [
      {
        name: 'streams',
        setup(bundler) {
          bundler.onResolve({ filter: /^amazon-connect-streams$/ }, () => ({
            path: 'streams',
            namespace: 'fake',
          }));
          bundler.onLoad({ filter: /.*/, namespace: 'fake' }, () => ({
            contents: `import { FakeConnect } from ${JSON.stringify(FAKE)};
              globalThis.streams = new FakeConnect(); globalThis.connect = streams.connect; streams.ready();`,
            resolveDir: '/',
          }));
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? '';
}

it('the snippet for Amazon Connect Streams in docs/widget.md shows whose contact rings, and empties the box when it is gone', async () => {
  at.service.boxes.set('ana.martins@example.com', returning());
  const desk = await at.desk({ path: '/bare' });
  const asked: (string | null)[] = [];
  for (const [path, body] of [
    ['/customer-of', 'ana.martins@example.com'],
    ['/memory-token', 't-7'],
  ] as const) {
    await desk.page.route(`**${path}`, (route) => {
      asked.push(path, route.request().postData());
      return route.fulfill({ body });
    });
  }
  await desk.page.route('**/desk.js', async (route) =>
    route.fulfill({ contentType: 'text/javascript', body: await bundled() }),
  );
  await desk.page.evaluate(`{
    const box = document.createElement('memory-box');
    box.setAttribute('endpoint', ${JSON.stringify(at.service.url)});
    document.querySelector('#place').replaceChildren(box);
  }`);
  await desk.page.addScriptTag({ url: '/desk.js' });
  expect(await desk.page.evaluate('streams.initCCPCalls')).toBe(1);
  await desk.page.evaluate(`globalThis.call = streams.add('c-1', 'connecting')`);
  await desk.page.getByText('Overdue 2 days').waitFor();
  expect(asked).toEqual(['/customer-of', '+49301234567', '/memory-token', 'ana.martins@example.com']);
  expect(at.service.seen.map(({ authorization, body }) => [authorization, body.call_id])).toEqual([
    ['Bearer t-7', 'c-1'],
  ]);
  await desk.page.evaluate('streams.destroy(call)');
  await desk.page.getByText('Who is calling?').waitFor();
  expect(await desk.text()).not.toMatch(/refund|ana/i);
});
