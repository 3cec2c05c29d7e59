import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleClient, typesOfClient } from '../build.ts';
import { serviceTypes } from '../write-types.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
mkdirSync(at('../.test-tmp'), { recursive: true });
const folder = mkdtempSync(at('../.test-tmp/types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PROGRAM = `
import { createClient, LiveAssistError, type MemoryBox } from './client.js';
const liveAssist = createClient({ endpoint: 'https://live-assist.example.com', token: async () => 'token' });
export async function read(): Promise<MemoryBox | null> {
  const analytics = await liveAssist.getCallAnalytics({ call_id: 'call-1', client_email: 'ana@example.com' });
  const summary: string | null = analytics.analysis === undefined ? null : analytics.summary;
  const queued = await liveAssist.getCallAnalytics({ call_id: 'call-1', client_email: 'ana@example.com', async: true });
  if ('status' in queued && queued.status === 'queued') return null;
  // @ts-expect-error a field that the service does not know
  await liveAssist.getMemoryBox({ client_email: 'ana@example.com', callId: 'call-1' });
  try {
    return await liveAssist.getMemoryBox({ client_email: summary ?? '' });
  } catch (error) {
    if (error instanceof LiveAssistError && error.code === 'customer_erased') return null;
    // @ts-expect-error no such code
    if (error instanceof LiveAssistError && error.code === 'customer_gone') return null;
    throw error;
  }
}
`;

describe('the package of the client', () => {
  it('has types that are written from docs/openapi.json', async () => {
    const why = 'the document has changed: run pnpm write-openapi';
    expect(readFileSync(at('../src/service.d.ts'), 'utf8'), why).toBe(await serviceTypes());
  });

  it('is one module that imports nothing, and its types need no other package', async () => {
    const { text, inputs } = await bundleClient();
    expect(inputs.filter((path) => !path.startsWith('src/'))).toEqual([]);
    expect(text).not.toMatch(/^import |\bimport\(|\brequire\(/m);
    writeFileSync(join(folder, 'client.js'), text);
    writeFileSync(join(folder, 'client.d.ts'), await typesOfClient());
    writeFileSync(join(folder, 'program.ts'), PROGRAM);
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const compilerOptions = {
      target: 'ES2022',
      lib: ['ES2022', 'DOM'],
      module: 'nodenext',
      strict: true,
      noEmit: true,
      exactOptionalPropertyTypes: true,
      types: [],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    const tsc = at('../../../node_modules/typescript/bin/tsc');
    expect(spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout).toBe('');
  });
});
