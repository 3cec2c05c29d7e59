import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { buildSite } from '../../infra/site/build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder for the stacks that have been run. */
    stacks: string;
  }
}

/** Creates the shared folder of a test run, and builds the site. */
export default async function setup(project: TestProject): Promise<() => void> {
  await buildSite(
    fileURLToPath(new URL('../../infra/site/dist', import.meta.url)),
    'https://api.example.com',
  );
  const stacks = mkdtempSync(join(tmpdir(), 'live-assist-infra-'));
  project.provide('stacks', stacks);
  return () => rmSync(stacks, { recursive: true });
}
